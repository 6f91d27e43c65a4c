"""The chronology of a litigation file on the screen and on paper, and the page of one fact."""

from baleharum import _
from baleharum.asked import Asked
from baleharum.asked import typed_number
from baleharum.cases.team.forms import Form
from baleharum.litigation import chronology
from baleharum.litigation.acting import EDIT
from baleharum.litigation.acting import number_in
from baleharum.litigation.facts import begins
from baleharum.litigation.keeping import is_open
from baleharum.litigation.pinned import Pinned
from baleharum.litigation.policy import ordered
from baleharum.terms.lists import label
from baleharum.terms.lists import terms
from functools import cached_property
from plone import api
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zExceptions import NotFound


#: Places that the form offers beside those that there are.
MORE = 2


class Chronology(BrowserView):
    """`@@chronology` of a litigation file; printed, it is the chronology alone."""

    tab = "litigation"

    @cached_property
    def pinned(self) -> Pinned:
        """The facts with their places."""
        return Pinned(self.context)

    def rows(self) -> list[dict]:
        """Return the facts in the order in which they happened."""
        return self.pinned.rows()

    def has_bundle(self) -> bool:
        """Tell whether there is a bundle whose pages can be opened."""
        return self.pinned.bundle is not None

    def add_url(self) -> str:
        """Return the address of the form of a new fact, '' for who may not write one now."""
        return f"{self.context.absolute_url()}/@@fact" if may_write(self.context) else ""


def may_write(context) -> bool:
    """Tell whether the person may change the chronology now."""
    return is_open(context, "file") and bool(api.user.has_permission(EDIT, obj=context))


class FactPage(Form):
    """`@@fact?number=3` of a litigation file; without a number, a new one."""

    tab = "litigation"
    template = ViewPageTemplateFile("fact.pt")
    actions = {"save": (EDIT, "save"), "remove": (EDIT, "remove")}

    @cached_property
    def number(self) -> int:
        """The number of the fact, 0 for a new one. Raises NotFound."""
        number = number_in(Asked(self.request.form))
        if not may_write(self.context) or (number and self._fact(number) is None):
            raise NotFound(self.request["URL"])
        return number

    @cached_property
    def fact(self) -> chronology.Fact | None:
        """What is kept, None for a new one."""
        return self._fact(self.number) if self.number else None

    def _fact(self, number: int) -> chronology.Fact | None:
        found = (each for each in chronology.facts_of(self.context) if each.number == number)
        return next(found, None)

    def __call__(self):
        """Show or write it. Raises NotFound for what is no fact, and when nothing can be written."""
        self.number  # noqa: B018 (refuses)
        return super().__call__()

    def after(self) -> str:
        """Return the chronology."""
        return f"{self.context.absolute_url()}/@@chronology#fact-{self.number}"

    def address(self) -> str:
        """Return where the form is sent."""
        number = f"?number={self.number}" if self.number else ""
        return f"{self.context.absolute_url()}/@@fact{number}"

    def seen(self) -> str:
        """Return the mark of what the form shows; of what it showed first, where it was refused."""
        return self._typed("seen", chronology.mark(self.fact) if self.fact else "")

    def value(self, name: str) -> str:
        """Return what stands in a field: what was typed, else what is kept."""
        kept = getattr(self.fact, name, "") if self.fact is not None else ""
        return self._typed(
            name, kept.isoformat() if hasattr(kept, "isoformat") else str(kept or "")
        )

    def _typed(self, name: str, default: str) -> str:
        form = Asked(self.request.form)
        return form.get(name, default) if self.request.method == "POST" else default

    def standings(self) -> list[dict]:
        """Return what may be said of a fact: token, label, whether it is chosen."""
        chosen = self.value("standing") or "unknown"
        return [
            {
                "token": term.token,
                "label": label(chronology.STANDINGS, term.token),
                "on": term.token == chosen,
            }
            for term in terms(chronology.STANDINGS)
        ]

    def places(self) -> list[dict]:
        """Return the places of the form: number, exhibit, pages."""
        rows: list = list(self.fact.pins) if self.fact is not None else []
        if self.request.method == "POST":
            rows = list(_pairs(Asked(self.request.form)))
        rows += [("", "")] * min(MORE, chronology.PINS - len(rows))
        return [
            {"at": at, "exhibits": self._exhibits(str(exhibit)), "pages": pages}
            for at, (exhibit, pages) in enumerate(rows, 1)
        ]

    def _exhibits(self, chosen: str) -> list[dict]:
        codes = self.context.codes(begins(self.context)[0])
        entries = ordered(self.context.entries, list(self.context.section_titles()))
        return [
            {
                "number": entry.number,
                "label": f"{codes[entry.number]} {entry.title}",
                "on": str(entry.number) == chosen,
            }
            for entry in entries
        ]

    def save(self, form):
        """Write what was typed."""
        pairs = ((typed_number(exhibit), pages) for exhibit, pages in _pairs(form))
        pins = [(exhibit, pages) for exhibit, pages in pairs if exhibit is not None]
        names = ("day", "until", "text", "standing")
        fields = {name: form.get(name, "") for name in names}
        number = chronology.save(
            self.context, self.number, form.get("seen", ""), pins=pins, **fields
        )
        self.number = number
        return _("status_fact_saved", default="The fact stands in the chronology.")

    def remove(self, form):
        """Take it out."""
        chronology.remove(self.context, self.number, form.get("seen", ""))
        return _("status_fact_removed", default="The fact was taken out of the chronology.")


def _pairs(form: Asked):
    """Yield (exhibit, pages) of the places of a form that are filled in."""
    for exhibit, pages in zip(form.every("exhibit"), form.every("pages"), strict=False):
        if exhibit:
            yield exhibit, pages
