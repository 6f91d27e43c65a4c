"""The page on which boxes are drawn on an exhibit."""

from baleharum import _
from baleharum.asked import Asked
from baleharum.asked import typed_number
from baleharum.cases.layout import case_of
from baleharum.cases.team.forms import Form
from baleharum.litigation.acting import EDIT
from baleharum.litigation.acting import number_in
from baleharum.litigation.exhibits import ExhibitRefused
from baleharum.litigation.keeping import is_open
from baleharum.litigation.redacting import Exhibit
from baleharum.litigation.redactions import drawn
from baleharum.litigation.redactions import name_of
from baleharum.renditions.boxes import Box
from baleharum.terms.lists import label
from baleharum.terms.lists import terms
from functools import cached_property
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from urllib.parse import urlencode


#: The sides of a box in forms and services, in percents of the page.
EDGES = ("left", "top", "width", "height")


class RedactionPage(Form):
    """`@@redactions?number=3&page=2` of a litigation file; names=1 also looks for names."""

    tab = "litigation"
    template = ViewPageTemplateFile("redactions.pt")
    actions = {
        "draw": (EDIT, "draw"),
        "erase": (EDIT, "erase"),
        "take": (EDIT, "take"),
        "take-all": (EDIT, "take_all"),
    }

    def __call__(self):
        self.request.response.setHeader("Cache-Control", "private, no-store")
        return super().__call__()

    @cached_property
    def exhibit(self) -> Exhibit:
        """The exhibit. Raises NotFound."""
        return Exhibit(self.context, number_in(Asked(self.request.form)))

    @cached_property
    def page(self) -> int:
        """The page that is shown, from 1."""
        return min(max(whole_number(Asked(self.request.form).get("page", "1")), 1), self.pages or 1)

    @property
    def pages(self) -> int:
        """How many pages the exhibit has, 0 while its PDF is being made."""
        return self.exhibit.pages

    @property
    def searched(self) -> bool:
        """Whether names are looked for."""
        return Asked(self.request.form).get("names") == "1"

    def open(self) -> bool:
        """Tell whether boxes may be drawn now."""
        return self.may(EDIT) and is_open(self.context, "file")

    def title(self) -> dict:
        """Return number and version of the document."""
        entry = self.exhibit.entry
        return {"name": entry.name.upper(), "version": entry.version}

    def url(self, page: int = 0, **more: str) -> str:
        """Return the address of a page of the exhibit, this one by default."""
        asked = {"number": self.exhibit.entry.number, "page": page or self.page, **more}
        return f"{self.context.absolute_url()}/@@redactions?{urlencode(asked)}"

    def posted(self) -> str:
        """Return where the forms are sent: they come back to what was shown."""
        return self.url(**({"names": "1"} if self.searched else {}))

    def after(self) -> str:
        """Return the address that follows: the page that was drawn on."""
        return self.posted() + "#picture"

    def back(self) -> str:
        """Return the page of the exhibit."""
        number = self.exhibit.entry.number
        return f"{self.context.absolute_url()}/@@exhibit?number={number}"

    def around(self) -> dict:
        """Return the addresses of the pages before and after, '' for none."""
        before, after = self.page - 1, self.page + 1
        return {
            "before": self.url(before) if before else "",
            "after": self.url(after) if after <= self.pages else "",
        }

    def map_url(self) -> str:
        """Return the page of the names of the case."""
        return f"{case_of(self.context).absolute_url()}/@@pseudonyms"

    def picture(self, *, bound: bool = False) -> str:
        """Return the address of the picture of the page."""
        asked = {"number": self.exhibit.entry.number, "page": self.page, "w": 1600}
        if bound:
            asked["bound"] = 1
        return f"{self.context.absolute_url()}/@@page-picture?{urlencode(asked)}"

    @cached_property
    def boxes(self) -> list[dict]:
        """The boxes of the exhibit."""
        return [self._row(box) for box in self.exhibit.boxes]

    def here(self, rows: list[dict]) -> list[dict]:
        """Return those rows that lie on this page."""
        return [row for row in rows if row["page"] == self.page]

    @cached_property
    def names(self) -> list[dict]:
        """Where names of the case stand and no box lies, if they were looked for."""
        if not self.searched or not self.pages:
            return []
        try:
            return [self._row(each.box) for each in self.exhibit.named()]
        except ExhibitRefused as refused:
            self.trouble = refused.args[0]
            return []

    #: Why names could not be looked for.
    trouble = ""

    def _row(self, box: Box) -> dict:
        edges = {edge: f"{getattr(box, edge) * 100:g}" for edge in EDGES}
        return {
            "name": name_of(box),
            "page": box.page,
            "url": self.url(box.page),
            "text": _(
                "text_box",
                default="Page ${page}: ${reason}, ${left} % from the left, ${top} % from the top",
                mapping={
                    "page": box.page,
                    "reason": label("redaction-reasons", box.reason),
                    "left": round(box.left * 100),
                    "top": round(box.top * 100),
                },
            ),
            **edges,
        }

    def reasons(self) -> list[dict]:
        """Return the choices why something is made unreadable."""
        chosen = self.typed("draw", "reason", "name", number=self.exhibit.entry.number)
        return [
            {
                "token": t.token,
                "label": label("redaction-reasons", t.token),
                "on": t.token == chosen,
            }
            for t in terms("redaction-reasons")
        ]

    def value(self, name: str) -> str:
        """Return what was typed into a field of a box that was refused."""
        given = {"sheet": str(self.page), "width": "30", "height": "4"}
        number = self.exhibit.entry.number
        return self.typed("draw", name, given.get(name, "10"), number=number)

    def covered(self) -> str:
        """Return the pages whose text is only covered."""
        return ", ".join(map(str, self.exhibit.covered))

    def told(self) -> list[dict]:
        """Return the pages on which a name stood when the file was last bound."""
        return [{"page": page, "url": self.url(page) + "#picture"} for page in self.exhibit.told]

    def draw(self, form):
        """Draw one box."""
        edges = (percent(form.get(edge, "")) for edge in EDGES)
        box = drawn(whole_number(form.get("sheet", "")), edges, form.get("reason", ""))
        self.exhibit.draw([box])
        self.page = box.page
        return _("status_box_drawn", default="The box is drawn. The PDF without it is being made.")

    def erase(self, form):
        """Take the named boxes away."""
        self.exhibit.erase(form.every("box"))
        return _("status_box_erased", default="The box was taken away.")

    def take(self, form):
        """Draw those boxes that were proposed and chosen."""
        chosen = set(form.every("box"))
        return self._take([e.box for e in self.exhibit.named() if name_of(e.box) in chosen])

    def take_all(self, form):
        """Draw all boxes that are proposed."""
        return self._take([each.box for each in self.exhibit.named()])

    def _take(self, found: list[Box]):
        if not found:
            raise ExhibitRefused(
                _("error_names_none", default="Choose at least one of the places that were found.")
            )
        count = self.exhibit.draw(found)
        return _(
            "status_boxes_taken",
            default="Boxes drawn: ${count}. The PDF without them is being made.",
            mapping={"count": count},
        )


def percent(value) -> float:
    """Return a part of a page of what a form or program sends as percents: 12.5, or `12,5`.

    Raises ExhibitRefused for what is no number.
    """
    try:
        return float(value.replace(",", ".") if isinstance(value, str) else value) / 100
    except (TypeError, ValueError) as error:
        raise ExhibitRefused(
            _("error_box_number", default="Write where the box lies in percents, like 12.5.")
        ) from error


def whole_number(text: str) -> int:
    """Return a number that somebody sent, 0 for what is none."""
    return (typed_number(text) if len(text) < 8 else None) or 0
