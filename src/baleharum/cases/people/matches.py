"""Search before create: is this person, or a likely one, in another case already?

Somebody outside of a team learns only that there is a possible match, and whom to ask: no
number, no name, no count.
"""

from baleharum import _
from baleharum.cases.hashes import any_of
from baleharum.cases.layout import full_name
from baleharum.cases.people.keys import asked_keys
from baleharum.cases.people.keys import hashed_keys
from baleharum.cases.traces import cases_of
from baleharum.cases.traces import shown
from baleharum.guard.catalog import Sealed
from baleharum.team.api import people
from baleharum.trail.actions import SEARCH
from dataclasses import dataclass
from hashlib import sha256
from plone import api
from zope.i18nmessageid import Message


@dataclass(frozen=True)
class Matches:
    """known: [{'id', 'case', 'url'}] of people that the current person may see;
    elsewhere: whether there is somebody whom they may not see;
    seen: stands for what was searched, to be sent back by who has looked at it."""

    known: tuple[dict, ...]
    elsewhere: bool
    seen: str

    def __bool__(self):
        return bool(self.known or self.elsewhere)


def find_matches(case, *, nik=None, name="", birth_date=None, birth_year=None, but="") -> Matches:
    """Search the register of a case. but: UID of the person who is meant, if already filed."""
    year = birth_date.year if birth_date else birth_year
    sought = (nik or "", name or "", year)
    keys = asked_keys(*sought)
    register = case.__parent__
    catalog = api.portal.get_tool("portal_catalog")
    # Other registers belong to other centres: their people are not this one's to know.
    query = {"portal_type": "CaseSubject", "path": "/".join(register.getPhysicalPath())}
    asked = Sealed(query=any_of(keys))
    found = catalog.unrestrictedSearchResults(person_keys=asked, **query) if keys else ()
    uids = {brain.UID for brain in found} - {but}
    visible = catalog(UID=list(uids), **query) if uids else ()
    shown(SEARCH, case, "matches", len(visible), cases_of(visible))
    return Matches(
        known=tuple(_known(brain) for brain in visible),
        elsewhere=len(visible) < len(uids),
        seen=sha256("|".join(hashed_keys(*sought)).encode()).hexdigest()[:16],
    )


def matches_of(person) -> Matches:
    """Return the matches of a person who is filed already."""
    return find_matches(
        person.__parent__,
        nik=person.nik,
        name=person.name,
        birth_date=person.birth_date,
        birth_year=person.birth_year,
        but=api.content.get_uuid(person),
    )


def _known(brain):
    path = brain.getPath().split("/")
    return {"id": path[-1].upper(), "case": path[-2], "url": brain.getURL()}


def elsewhere_text(case) -> Message:
    """Return whom to ask about somebody in a case of another team."""
    return whom_to_ask(case.__parent__)


def whom_to_ask(register) -> Message:
    """Return the same for a case of a register that the person may not see."""
    names = [full_name(user_id) for user_id in people(register, ("supervisor",))]
    if not names:
        return _(
            "match_elsewhere",
            default="There is a possible match in a case of another team. Ask the supervisor.",
        )
    return _(
        "match_elsewhere_ask",
        default="There is a possible match in a case of another team. Ask the supervisor: ${names}.",
        mapping={"names": ", ".join(sorted(names))},
    )
