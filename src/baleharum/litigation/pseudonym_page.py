"""The page of the names of a case and what stands in their place."""

from baleharum import _
from baleharum.asked import Asked
from baleharum.asked import typed_number
from baleharum.cases.content import numbered
from baleharum.cases.people.listing import CODE_LISTS
from baleharum.cases.team.forms import Form
from baleharum.guard.traces import uid
from baleharum.litigation import pseudonyms
from baleharum.litigation.pseudonyms import Row
from baleharum.litigation.suggesting import suggested
from baleharum.login.api import require_step_up
from baleharum.terms.lists import label
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


KEEP = "baleharum: Keep pseudonyms"
#: Rows for somebody or something without a record that the page offers beyond those that are there.
MORE = 2


class PseudonymPage(Form):
    """`@@pseudonyms` of a case: one row a person, and rows for others."""

    tab = "litigation"
    template = ViewPageTemplateFile("pseudonyms.pt")
    actions = {"save": (KEEP, "save")}

    def __call__(self):
        self.request.response.setHeader("Cache-Control", "private, no-store")
        return super().__call__()

    def editable(self) -> bool:
        """Tell whether the person may change the map."""
        return self.may(KEEP)

    def tab_url(self) -> str:
        """Return the tab."""
        return f"{self.context.absolute_url()}/litigation"

    def rows(self) -> list[dict]:
        """Return the rows of the form: people first, then others."""
        shown = map_rows(self.context)
        if self.request.method == "POST":
            typed = {row.person: row for row in self._typed() if row.person}
            others = [row for row in self._typed() if not row.person]
        else:
            typed = {}
            others = [row for row in pseudonyms.rows_of(self.context) if not row.person]
        others += [Row("")] * MORE if self.editable() else []
        found = [{**row, **_texts(typed.get(row["person"]))} for row in shown]
        found += [
            {"person": "", "who": "", "part": "", "suggested": False, **_texts(row)}
            for row in others
        ]
        return [{**row, "at": at} for at, row in enumerate(found)]

    def _typed(self) -> list[Row]:
        form = Asked(self.request.form)
        numbers = (typed_number(text) for text in form.every("row") if len(text) < 4)
        last = max((number for number in numbers if number is not None), default=-1)
        return [
            Row(
                form.get(f"pseudonym-{at}", "").strip(),
                form.get(f"person-{at}", ""),
                tuple(filter(None, map(str.strip, form.get(f"names-{at}", "").splitlines()))),
            )
            for at in range(last + 1)
        ]

    def save(self, form):
        """Write the map."""
        require_step_up(self.request, back=f"{self.context.absolute_url()}/@@pseudonyms")
        pseudonyms.write(self.context, self._typed())
        return _("status_pseudonyms_saved", default="The names of the case were saved.")


def _texts(row: Row | None) -> dict:
    return {} if row is None else {"pseudonym": row.pseudonym, "names": "\n".join(row.names)}


def map_rows(case) -> list[dict]:
    """Return a row for each person of a case: UID, who it is for who asks, pseudonym, further names,
    and whether the pseudonym is but suggested."""
    people = [(uid(person), person) for person in numbered(case, "p")]
    seen = {key for key, each in people if api.user.has_permission("View", obj=each)}
    kept = {row.person: row for row in pseudonyms.rows_of(case) if row.person}
    hidden = frozenset(key for key, _person in people if key not in seen)
    new = suggested(people, pseudonyms.rows_of(case), hidden)
    return [
        {
            "person": key,
            "who": _who(person) if key in seen else person.getId().upper(),
            "part": label(CODE_LISTS["part"], person.part) if key in seen else "",
            "suggested": key in new,
            **_texts(Row(new.get(key) or kept[key].pseudonym, key, _names(kept.get(key)))),
        }
        for key, person in people
    ]


def _names(row: Row | None) -> tuple[str, ...]:
    return () if row is None else row.names


def _who(person) -> str:
    return " / ".join(filter(None, (person.name, person.alias)))
