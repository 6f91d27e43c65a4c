"""The privilege log: what a litigation file keeps back, on which ground, and what became of that.

The index of a bundle is silent about it; who asks why a document is missing, or later why it went out
all the same, is answered from here. It holds numbers, kinds and days, and nothing of what they say.
"""

from baleharum.cases.layout import case_of
from baleharum.cases.layout import full_name
from baleharum.cases.moments import moment_text
from baleharum.cases.moments import spoken_language
from baleharum.litigation.choices import found_with
from baleharum.litigation.flags import lifted
from baleharum.litigation.gates import WAIVERS
from baleharum.litigation.policy import WITHHELD
from baleharum.terms.days import day_text
from baleharum.terms.lists import label
from collections.abc import Iterator
from datetime import datetime
from plone.restapi.services import Service
from Products.Five.browser import BrowserView
from typing import Any
from typing import NamedTuple


class Held(NamedTuple):
    """A document that is kept back, or was. document: UID; flag: token of `exhibit-flags`; standing:
    `held` in the file, `taken-out` of it, `waived` by as many as that takes, `lifted`; acts: (who,
    ISO moment, reason) of those who let it go out."""

    document: str
    flag: str
    standing: str
    acts: tuple[tuple[str, str, str], ...] = ()


def held(context) -> Iterator[Held]:
    """Yield what a file keeps back: first what is in it."""
    for entry in context.entries:
        waived = len({row[0] for row in entry.waivers}) >= WAIVERS
        for flag in (each for each in WITHHELD if each in entry.flags):
            yield Held(entry.document, flag, "waived" if waived else "held", entry.waivers)
    for document, flag in context.withheld:
        yield Held(document, flag, "taken-out")
    for row in lifted(context):
        yield Held(row.document, row.flag, "lifted", ((row.who, row.at, row.reason),))


def told(context) -> list[dict[str, Any]]:
    """Return the log as pages and programs show it; a document that is gone has no kind any more."""
    case = case_of(context)
    return [_told(row, found_with(row.document, "CaseFile", case)) for row in held(context)]


def _told(row: Held, document: Any) -> dict[str, Any]:
    dated = None if document is None else document.dated
    return {
        "document": "" if document is None else document.getId().upper(),
        "kind": "" if document is None else label("document-kinds", document.kind),
        "dated": dated.isoformat() if dated else "",
        "day": day_text(dated, spoken_language()) if dated else "",
        "flag": row.flag,
        "ground": label("exhibit-flags", row.flag),
        "standing": row.standing,
        "standing_text": label("withheld-standings", row.standing),
        "acts": [
            {
                "who": full_name(who),
                "at": at,
                "moment": moment_text(datetime.fromisoformat(at), spoken_language()),
                "reason": reason,
            }
            for who, at, reason in row.acts
        ],
    }


class PrivilegeLog(BrowserView):
    """`@@privilege-log` of a litigation file; printed, it is the log alone."""

    tab = "litigation"

    def rows(self) -> list[dict[str, Any]]:
        """Return the log."""
        return told(self.context)


class PrivilegeLogGet(Service):
    """GET @privilege-log of a litigation file."""

    def reply(self) -> dict[str, Any]:
        """Return the log."""
        return {"@id": f"{self.context.absolute_url()}/@privilege-log", "items": told(self.context)}
