"""Everything that is registered: closed unless a short list opens it."""

from AccessControl import getSecurityManager
from baleharum.guard.traces import case_of
from baleharum.interfaces import IBaleharumLayer
from baleharum.trail import api as trail
from baleharum.trail.actions import READS
from itertools import cycle
from plone import api
from Products.Five.browser import BrowserView
from tests.access_rows import account
from tests.access_states import object_at
from tests.access_states import visitor
from tests.access_states import WHERE
from tests.security.asking import CANARIES
from tests.security.asking import GONE
from tests.security.asking import INSIDERS
from tests.security.asking import OUTSIDERS
from tests.security.asking import unchanged
from tests.security.sweeping import allowed
from tests.security.sweeping import each_once
from tests.security.sweeping import NO_STORE
from tests.security.sweeping import open_names
from tests.security.sweeping import pages
from tests.security.sweeping import service_names
from tests.security.sweeping import services
from tests.security.sweeping import view_names
from urllib.parse import urlencode
from zope.component import getGlobalSiteManager
from zope.interface import Interface

import pytest


#: heading -> state of the object that stands for its type.
THINGS = {
    "Case": "intervention",
    "CaseFile, confidential": "draft",
    "CaseSubject": "active",
    "CaseNote": "recorded",
    "Assessment, confidential": "draft",
    "CarePlan": "draft",
    "ServiceRecord": "recorded",
    "CaseConference": "draft",
    "Mediation": "draft",
    "LawfulBasis": "recorded",
    "ConsentForm": "in_force",
    "ReferralLetter": "signed",
    "CourtProceeding": "investigation",
    "LitigationFile": "draft",
    "FiledBundle": "recorded",
    "DocumentRelease": "requested",
    "ShelterStay": "admitted",
    "Repatriation": "travelling",
    "AdoptionFile": "trial_care",
    "Mandate": "in_force",
    "HealthRecord": "kept",
}
#: What whoever is appointed to the register sees, beside it.
HOUSED = {"Shelter": "open"}
BOXED = {
    "IntakeBox": "open",
    "IntakeReport": "received",
    "ProgrammeFolder": "open",
    "Programme": "open",
    "AssistanceBatch": "distributed",
    "GroupActivity": "planned",
}
#: Of what the same class answers as on a type before, the team is asked for one in so many.
SAMPLE = 8
#: Who has an appointment sees the register itself; it does not exist for the others.
APPOINTED = ("C", "X")


def thing(realm, heading):
    """Return the object that stands for a type."""
    return object_at(realm.portal, WHERE[heading][THINGS[heading]])


def things(realm, letter="C") -> list:
    """Return one object of every type that is not there for somebody, the case first."""
    found = [thing(realm, heading) for heading in THINGS]
    return found if letter in APPOINTED else [*found, *housed(realm), realm.portal["perkara"]]


def housed(realm) -> list:
    """Return a house."""
    return [object_at(realm.portal, WHERE[heading][state]) for heading, state in HOUSED.items()]


def boxed(realm) -> list:
    """Return an intake box and programmes, with what is in them, which are there for nobody of a
    register."""
    return [object_at(realm.portal, WHERE[heading][state]) for heading, state in BOXED.items()]


def outside(realm, letter, kinds) -> list[tuple]:
    """Return (object, name) of what somebody asks for: everything once. Each outsider asks for it on
    another type, so over all of them the same name is asked for on six."""
    found = [*things(realm, letter), *boxed(realm)]
    return each_once(found, kinds, list(OUTSIDERS).index(letter))


@pytest.mark.parametrize("letter", OUTSIDERS)
def test_case_01_no_view_answers_an_outsider(realm, letter):
    asked = outside(realm, letter, pages)
    assert len(asked) > 250, "The sweep has lost sight of the views."
    answers = set()
    for content, name in asked:
        path = "/".join(content.getPhysicalPath())
        answers.add(realm.ask(letter, f"{path}/@@{name}"))
        # Without the sign of a view a name leads to the same place, one person is enough.
        if letter == "C":
            answers.add(realm.ask(letter, f"{path}/{name}"))
    assert {(answer.status, answer.body) for answer in answers} == {(404, GONE)}
    assert {answer.header("Cache-Control") for answer in answers} == {NO_STORE}
    assert len(answers) == 1


@pytest.mark.parametrize("letter", OUTSIDERS)
def test_case_02_no_service_answers_an_outsider(realm, letter):
    asked = outside(realm, letter, services)
    assert len(asked) > 100, "The sweep has lost sight of the services."
    kind = {"Accept": "application/json", "Content-Type": "application/json"}
    for number, (content, (method, name)) in enumerate(asked):
        path, prefix = "/".join(content.getPhysicalPath()[2:]), ("", "++api++/")[number % 2]
        body = b"" if method == "GET" else b"{}"
        answer = realm.ask(letter, f"{prefix}{path}/{name}", method, body, kind)
        assert (answer.status, answer.body) == (404, GONE), (method, name)


@pytest.mark.parametrize("letter", OUTSIDERS)
def test_case_03_no_view_takes_a_post_of_an_outsider(realm, letter):
    before = unchanged(realm)
    form = {"form.submitted": "1", "form.buttons.save": "x", "title": "x", "ids:list": "d1"}
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    bodies = cycle((urlencode(form).encode(), b""))
    asked = outside(realm, letter, pages)
    # A POST costs more than a look: everything for a colleague, a third for each other.
    chosen = asked if letter == "C" else asked[list(OUTSIDERS).index(letter) % 3 :: 3]
    answers = set()
    for (content, name), body in zip(chosen, bodies, strict=False):
        path = "/".join(content.getPhysicalPath())
        answers.add(realm.ask(letter, f"{path}/@@{name}", "POST", body, kind))
    assert {(answer.status, answer.body) for answer in answers} == {(404, GONE)}
    assert unchanged(realm) == before


@pytest.mark.parametrize("letter", ["A", "M"])
def test_the_front_page_answers_by_what_is_listed(realm, letter):
    answering, telling = open_names(realm.who(letter), realm.portal)
    assert telling == set()
    assert answering - allowed(letter, "site") == set(), "More is open than allowed.toml lists."


def test_the_register_answers_staff_by_what_is_listed(realm):
    register = realm.portal["perkara"]
    answering, telling = open_names(realm.who("C"), register)
    assert telling == set()
    assert answering - allowed("C", "register") == set()


def test_a_house_answers_staff_by_what_is_listed(realm):
    (house,) = housed(realm)
    answering, telling = open_names(realm.who("C"), house, ("Jalan Rahasia", *CANARIES))
    assert telling == set()
    assert answering - allowed("C", "Shelter") == set()


@pytest.mark.parametrize("letter", ["X", "S"])
def test_the_register_answers_others_no_more_than_is_listed(realm, letter):
    known = allowed("C", "register") | (allowed("S", "register") if letter == "S" else set())
    canaries = () if letter == "S" else CANARIES
    answering, telling = open_names(
        realm.who(letter), realm.portal["perkara"], canaries, known=known
    )
    assert telling == set()
    assert answering == set(), f"More is open to {letter} than allowed.toml lists."


def left_out(realm, letter, heading) -> set[str]:
    """Return the views that somebody need not ask for on a type: on one before it the same class
    answers and its permission is given, or refused, as well. One in some is asked for all the same:
    that they are alike is tried, too."""
    number = list(THINGS).index(heading)
    with account(realm.portal, INSIDERS[letter]):
        *before, mine = [decided(thing(realm, each)) for each in list(THINGS)[: number + 1]]
    known = {row for rows in before for row in rows.items()}
    alike = sorted(name for name, row in mine.items() if (name, row) in known)
    return {name for n, name in enumerate(alike) if n % SAMPLE != number % SAMPLE}


def decided(content) -> dict[str, tuple]:
    """Return @@view or @service -> what decides on it for the current person: its class, and whether
    they have its permission here; None where it asks for none."""
    found = {f"@@{name}": view for name, view in pages(content).items()}
    found |= {name: view for (method, name), view in services(content).items() if method == "GET"}
    may, rows = getSecurityManager().checkPermission, {}
    for name, view in found.items():
        asked = getattr(view, "__roles__", None)
        rows[name] = id(view), may(asked.__name__, content) if asked else None
    return rows


@pytest.mark.parametrize("heading", THINGS)
def test_the_team_is_answered_by_what_is_listed(realm, heading):
    content = thing(realm, heading)
    known = left_out(realm, "G", heading)
    answering, _telling = open_names(realm.who("G"), content, (), known=known)
    surplus = answering - allowed("G", content.portal_type)
    assert surplus == set(), "More is open to the team than allowed.toml lists."


@pytest.mark.parametrize("heading", THINGS)
def test_the_supervisor_is_answered_by_no_more_than_is_listed(realm, heading):
    """What answers the team is not asked for again: only what is open beyond that counts."""
    content = thing(realm, heading)
    known = allowed("G", content.portal_type) | allowed("S", content.portal_type)
    known |= left_out(realm, "S", heading)
    answering, _telling = open_names(realm.who("S"), content, (), known=known)
    assert answering == set(), "More is open to the supervisor than allowed.toml lists."


@pytest.mark.parametrize("heading", BOXED)
def test_intake_officers_are_answered_by_what_is_listed(realm, heading):
    content = object_at(realm.portal, WHERE[heading][BOXED[heading]])
    answering, _telling = open_names(realm.who("intake1"), content, ())
    surplus = answering - allowed("I", heading)
    assert surplus == set(), "More is open to intake officers than allowed.toml lists."


@pytest.mark.parametrize("heading", BOXED)
def test_others_of_the_box_are_answered_by_no_more_than_is_listed(realm, heading):
    content = object_at(realm.portal, WHERE[heading][BOXED[heading]])
    known = allowed("I", heading) | allowed("B", heading)
    for user_id in ("supervisor1", "head1"):
        answering, _telling = open_names(realm.who(user_id), content, (), known=known)
        assert answering == set(), f"More is open to {user_id} than allowed.toml lists."


def test_case_78_what_answers_the_team_is_in_the_record(realm):
    """Each view and service that is listed for the team, on one type: what answers has its row."""
    missing, answered = [], 0
    asked = each_once([thing(realm, heading) for heading in THINGS], listed_for_the_team)
    for content, name in asked:
        last = max((row.seq for row in trail.rows(limit=1)), default=0)
        path, kind = "/".join(content.getPhysicalPath()), "text/html"
        kind = kind if name.startswith("@@") else "application/json"
        headers = {"Accept": kind}
        if realm.who("G").ask("GET", f"{path}/{name}?ajax_load=1", headers=headers).status != 200:
            continue
        answered += 1
        rows = [row for row in trail.rows(user=INSIDERS["G"], limit=50) if row.seq > last]
        told = [row for row in rows if row.action in READS and row.subject == content.UID()]
        if case_of(content) not in {row.case for row in told}:
            missing.append((path, name))
    assert missing == []
    assert answered > 100, "The sweep has lost sight of the views."


def listed_for_the_team(content) -> dict[str, object]:
    """Return @@view or @service -> what answers to it, of what may answer the team."""
    found = {f"@@{name}": view for name, view in pages(content).items()}
    found |= {name: view for (method, name), view in services(content).items() if method == "GET"}
    names = allowed("G", content.portal_type)
    return {name: view for name, view in found.items() if name in names}


class Leak(BrowserView):
    """What an add-on may register: it finds without asking who is there."""

    def __call__(self):
        found = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(portal_type="Case")
        names = [p.name for p in self.people()]
        return " ".join([*(brain.getId for brain in found), *names])

    def people(self):
        """Return the people of all cases."""
        catalog = api.portal.get_tool("portal_catalog")
        brains = catalog.unrestrictedSearchResults(portal_type="CaseSubject")
        return [brain._unrestrictedGetObject() for brain in brains]


@pytest.fixture
def leak():
    """A view that an add-on registers for everything and everybody."""
    Leak.__roles__ = None
    registry = getGlobalSiteManager()
    wanted = (Interface, IBaleharumLayer)
    registry.registerAdapter(Leak, wanted, Interface, name="leaking-listing")
    yield "@@leaking-listing"
    registry.unregisterAdapter(Leak, wanted, Interface, name="leaking-listing")


def test_an_add_on_that_opens_a_hole_fails_the_sweep(realm, leak):
    """The proof that the sweeps above can fail: outside of a register, and for the team."""
    answering, telling = open_names(realm.who("A"), realm.portal, near=leak)
    assert answering - allowed("A", "site") == {leak} == telling
    case = object_at(realm.portal, WHERE["Case"]["intervention"])
    answering, _telling = open_names(realm.who("G"), case, (), near=leak)
    assert answering - allowed("G", "Case") == {leak}


def test_inside_a_register_the_hole_opens_to_nobody_else(realm, leak):
    for letter in OUTSIDERS:
        for content in (*things(realm, letter), *boxed(realm)):
            path = "/".join(content.getPhysicalPath())
            answer = realm.ask(letter, f"{path}/{leak}")
            assert (answer.status, answer.body) == (404, GONE), (letter, path)


def test_what_is_listed_is_there(realm):
    """A name that no longer answers is taken off the list."""
    visitor(realm.portal, "")
    for letter, place, content in (
        ("A", "site", realm.portal),
        *((letter, thing.portal_type, thing) for letter in "GS" for thing in things(realm)),
        *((letter, thing.portal_type, thing) for letter in "IB" for thing in boxed(realm)),
        ("C", "register", realm.portal["perkara"]),
        ("S", "register", realm.portal["perkara"]),
    ):
        names = {f"@@{name}" for name in view_names(content)}
        names |= {name for _method, name in service_names()}
        assert allowed(letter, place) <= names, (letter, place)
