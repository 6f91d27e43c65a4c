"""The page of the names of a case and what stands in their place."""

from baleharum import _
from baleharum.asked import Asked
from baleharum.asked import typed_number
from baleharum.cases.content import numbered
from baleharum.cases.layout import full_name
from baleharum.cases.moments import moment_text
from baleharum.cases.moments import spoken_language
from baleharum.cases.people.listing import CODE_LISTS
from baleharum.cases.team.forms import Form
from baleharum.guard.traces import uid
from baleharum.litigation import pseudonyms
from baleharum.litigation import spellings
from baleharum.litigation.pseudonyms import Row
from baleharum.litigation.suggesting import suggested
from baleharum.login.api import require_step_up
from baleharum.terms.lists import label
from collections.abc import Iterable
from datetime import datetime
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile

import hashlib


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
        found = [
            {**row, **_texts(typed.get(row["person"])), "earlier": self._ticked(row["earlier"])}
            for row in shown
        ]
        none = {"person": "", "who": "", "part": "", "suggested": False, "earlier": []}
        found += [{**none, **_texts(row)} for row in others]
        return [{**row, "at": at} for at, row in enumerate(found)]

    def _ticked(self, earlier: list[dict]) -> list[dict]:
        form = Asked(self.request.form)
        posted = set(form.every("unsought")) if self.request.method == "POST" else None
        return [
            {**row, "ticked": bool(row["out"]) if posted is None else row["token"] in posted}
            for row in earlier
        ]

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
        keep(self.context, self._typed(), self._unsought(form))
        return _("status_pseudonyms_saved", default="The names of the case were saved.")

    def _unsought(self, form) -> list[str]:
        """Return the earlier spellings that are ticked: they name nobody."""
        ticked = set(form.every("unsought"))
        shown = (each for row in map_rows(self.context) for each in row["earlier"])
        return [each["name"] for each in shown if each["token"] in ticked]


def keep(case, rows: list[Row], unsought: Iterable[str] | None) -> None:
    """Write the map of a case, and which earlier spellings are not looked for; those of people whom
    who asks may not see stay as they are. Raises PseudonymsRefused."""
    if unsought is not None:
        shown = {each["name"] for row in map_rows(case) for each in row["earlier"]}
        hidden = {row.name for row in spellings.unsought(case)} - shown
        unsought = hidden | (shown & set(unsought))
    pseudonyms.write(case, rows, unsought)


def _texts(row: Row | None) -> dict:
    return {} if row is None else {"pseudonym": row.pseudonym, "names": "\n".join(row.names)}


def map_rows(case) -> list[dict]:
    """Return a row for each person of a case: UID, who it is for who asks, pseudonym, further names,
    whether the pseudonym is but suggested, and earlier spellings, see `earlier_rows`."""
    people = [(uid(person), person) for person in numbered(case, "p")]
    seen = {key for key, each in people if api.user.has_permission("View", obj=each)}
    kept = {row.person: row for row in pseudonyms.rows_of(case) if row.person}
    hidden = frozenset(key for key, _person in people if key not in seen)
    new = suggested(people, pseudonyms.rows_of(case), hidden)
    before = earlier_rows(case)
    return [
        {
            "person": key,
            "who": _who(person) if key in seen else person.getId().upper(),
            "part": label(CODE_LISTS["part"], person.part) if key in seen else "",
            "suggested": key in new,
            "earlier": [row for row in before if row["person"] == key and key in seen],
            **_texts(Row(new.get(key) or kept[key].pseudonym, key, _names(kept.get(key)))),
        }
        for key, person in people
    ]


def _names(row: Row | None) -> tuple[str, ...]:
    return () if row is None else row.names


def _who(person) -> str:
    return " / ".join(filter(None, (person.name, person.alias)))


def earlier_rows(case) -> list[dict]:
    """Return the earlier spellings of a case: person (UID), name, token of it in forms, and if it is
    left out who did that and when, '' otherwise."""
    out = {row.name: row for row in spellings.unsought(case)}
    return [
        {
            "person": each.person,
            "name": each.name,
            "token": hashlib.sha256(each.name.encode()).hexdigest()[:16],
            "out": _by(out.get(each.name)),
        }
        for each in spellings.spellings(case)
    ]


def _by(row: spellings.Unsought | None) -> str:
    if row is None:
        return ""
    moment = moment_text(datetime.fromisoformat(row.at), spoken_language())
    return f"{full_name(row.who)}, {moment}"
