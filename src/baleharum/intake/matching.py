"""Is this person, number or place in another report already, or in a case?

As for people of cases the catalog knows keyed hashes alone, in the same index. Of a case that
the officer may not see they learn that there is a possible match, and whom to ask.
"""

from baleharum import _
from baleharum.cases.hashes import any_of
from baleharum.cases.hashes import hashing
from baleharum.cases.identity import NotAPhoneNumber
from baleharum.cases.identity import phone_number
from baleharum.cases.names import match_keys
from baleharum.cases.traces import cases_of
from baleharum.cases.traces import shown
from baleharum.guard.catalog import Sealed
from baleharum.intake.content import IIntakeReport
from baleharum.intake.content import IntakeReport
from baleharum.trail.actions import SEARCH
from baleharum.vault.fingerprints import every_fingerprint
from baleharum.vault.fingerprints import fingerprints
from collections.abc import Mapping
from dataclasses import dataclass
from plone import api
from plone.indexer import indexer
from plone.uuid.interfaces import IUUID
from typing import Any
from zope.i18nmessageid import Message


#: The purpose under which people are hashed everywhere: that of `cases.people.keys`.
PURPOSE = "person"
#: Years by which the age that somebody guessed may be wrong.
ABOUT = 3
#: Where nobody has guessed an age, people of every age are asked for.
OLDEST = 100

WHY = {
    "person": _("report_match_person", default="perhaps the same person"),
    "phone": _("report_match_phone", default="the same telephone number"),
    "place": _("report_match_place", default="the same place and day"),
}


@dataclass(frozen=True)
class Matches:
    """reports: [{'number', 'url', 'why': [Message]}]; cases: [{'number', 'url'}] that the person
    may see; elsewhere: whether there is a possible match in a case that they may not see."""

    reports: tuple[dict[str, Any], ...]
    cases: tuple[dict[str, str], ...]
    elsewhere: bool

    def __bool__(self) -> bool:
        return bool(self.reports or self.cases or self.elsewhere)


@indexer(IIntakeReport)
def report_keys(report: IntakeReport) -> str:
    """Keyed hashes that another report about the same would share."""
    hashing()
    keyed = fingerprints(PURPOSE)
    keys = [
        key for group in stored_keys(report.said, report.received_at.year).values() for key in group
    ]
    return " ".join(dict.fromkeys(map(keyed, keys)))


def stored_keys(said: Mapping[str, Any], year: int) -> dict[str, list[str]]:
    """Return the keys under which a report is found, by why; year: in which it arrived."""
    born = year - said["person_age"] if "person_age" in said else None
    person = match_keys(said.get("person_nik"), said.get("person_name", ""), born)
    # Who does not know the age finds whom somebody else has guessed, and the other way round.
    person += match_keys(None, said.get("person_name", ""), None)
    person += match_keys(None, said.get("reporter_name", ""), None)
    return {"person": person, "phone": _phone(said), "place": _place(said)}


def asked_keys(said: Mapping[str, Any], year: int) -> dict[str, list[str]]:
    """Return the keys to look for, by why: an age is a guess."""
    age = said.get("person_age")
    ages = range(OLDEST) if age is None else range(max(0, age - ABOUT), age + ABOUT + 1)
    person = match_keys(said.get("person_nik"), said.get("person_name", ""), None)
    for each in ages:
        person += match_keys(None, said.get("person_name", ""), year - each)
    person += match_keys(None, said.get("reporter_name", ""), None)
    found = {"person": person, "phone": _phone(said), "place": _place(said)}
    return {why: list(dict.fromkeys(keys)) for why, keys in found.items() if keys}


def _phone(said: Mapping[str, Any]) -> list[str]:
    try:
        return [f"phone:{phone_number(said['reporter_phone'])}"]
    except (KeyError, NotAPhoneNumber):
        return []


def _place(said: Mapping[str, Any]) -> list[str]:
    where = said.get("kelurahan") or said.get("sub_district")
    day = said.get("happened_on")
    return [f"place:{where}:{day}"] if where and day else []


def find_matches(report: IntakeReport) -> Matches:
    """Return what may be about the same, and tell the record that it was looked for."""
    keys = asked_keys(report.said, report.received_at.year)
    whys: dict[str, list[Message]] = {}
    urls: dict[str, str] = {}
    for why, group in keys.items():
        for brain in _asked(group, portal_type="IntakeReport"):
            if IUUID(report) != brain.UID:
                urls[brain.getId] = brain.getURL()
                whys.setdefault(brain.getId, []).append(WHY[why])
    rows = [{"number": n, "url": urls[n], "why": whys[n]} for n in sorted(urls)]
    seen, elsewhere = _in_cases(keys.get("person", []))
    shown(SEARCH, report, "matches", len(rows) + len(seen), cases_of(seen))
    cases = {brain.getPath().split("/")[-2]: brain for brain in seen}
    return Matches(
        reports=tuple(rows),
        cases=tuple({"number": n, "url": b.getURL()} for n, b in sorted(cases.items())),
        elsewhere=elsewhere,
    )


def _asked(keys: list[str], unrestricted: bool = False, **query: Any) -> Any:
    catalog = api.portal.get_tool("portal_catalog")
    search = catalog.unrestrictedSearchResults if unrestricted else catalog
    return search(person_keys=Sealed(query=any_of(every_fingerprint(PURPOSE, keys))), **query)


def _in_cases(keys: list[str]) -> tuple[list[Any], bool]:
    """Return the people of cases that the officer may see, and whether there are others."""
    registers = [brain.getPath() for brain in registers_open()]
    if not keys or not registers:
        return [], False
    query: dict[str, Any] = {"portal_type": "CaseSubject", "path": registers}
    everybody = {brain.UID for brain in _asked(keys, unrestricted=True, **query)}
    seen = list(_asked(keys, **query))
    return seen, len(seen) < len(everybody)


def registers_open() -> list[Any]:
    """Return the brains of the registers in which the person may open a case."""
    found = api.portal.get_tool("portal_catalog")(portal_type="CaseRegister", sort_on="path")
    may = api.user.has_permission
    return [b for b in found if may("baleharum: Add case", obj=b._unrestrictedGetObject())]
