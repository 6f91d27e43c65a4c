"""Breaches: whom they touch comes from the record of access; the clock; who sees them."""

from baleharum.retention import breaches
from baleharum.retention.breaches_api import breach_json
from baleharum.retention.breaches_page import Breaches
from baleharum.retention.refusals import RetentionRefused
from baleharum.team.api import utcnow
from datetime import timedelta
from plone import api
from tests.centre import acting
from tests.centre import APPOINTMENTS
from tests.centre import sample_case
from tests.centre import sample_person
from tests.intake_made import sample_box
from tests.intake_made import sample_report

import pytest
import transaction


WHAT = "Akun dipakai orang lain untuk membaca kasus Melati."


def reported(register, **named):
    with acting("privacy1"):
        return breaches.report(register, WHAT, "Kata sandi tertulis di meja.", **named)


def around(hours=1):
    now = utcnow()
    return {"since": now - timedelta(hours=hours), "until": now + timedelta(hours=hours)}


def test_it_touches_what_the_account_has_read_in_that_time(register, trail):
    read, other, named = (sample_case(register) for _number in range(3))
    sample_person(read)
    sample_person(read, name="Amaq Melati")
    sample_person(named)
    trail.now("view", read.UID(), read.UID(), user="worker3")
    trail.now("download", read.UID(), "x" * 32, user="worker3")
    trail.now("refuse", other.UID(), other.UID(), user="worker3")
    trail.now("view", other.UID(), other.UID(), user="worker2")
    found = reported(register, person="worker3", cases=named.getId().lower(), **around())
    rows = breaches.affected(register, found)
    assert [(row.number, row.reads, row.people) for row in rows] == [
        (read.getId(), 2, 2),
        (named.getId(), 0, 1),
    ]
    earlier = utcnow() - timedelta(days=9)
    found = reported(register, person="worker3", since=earlier, until=earlier + timedelta(days=1))
    assert breaches.affected(register, found) == []


def test_it_touches_the_reports_that_the_account_has_opened(portal, register, trail):
    report, other = (sample_report(box) for box in [sample_box(portal)] for _each in range(2))
    trail.now("open", report.UID(), report.UID(), user="intake1")
    trail.now("view", other.UID(), other.UID(), user="supervisor1")
    found = reported(register, person="intake1", **around())
    assert breaches.reports_read(found) == {report.UID(): report.getId()}
    assert breaches.reports_read(reported(register)) == {}
    (told,) = (row for row in Breaches(register, register.REQUEST).rows() if row["reports"])
    assert told["reports"] == report.getId()
    assert breach_json(register, found)["reports"] == [
        {"number": report.getId(), "UID": report.UID()}
    ]


def test_what_is_written_is_sealed(register):
    found = reported(register)
    assert found.what == WHAT and found._vault_case == register.UID()
    assert not [v for v in vars(found).values() if isinstance(v, bytes) and b"Melati" in v]


@pytest.mark.parametrize(
    ("named", "message"),
    [
        ({"person": "worker3"}, "breach_period"),
        ({"person": "wroker3", **around()}, "breach_account"),
        ({"cases": "BH-1900-00001"}, "breach_case"),
        ({"found_at": utcnow() + timedelta(days=365)}, "breach_future"),
    ],
)
def test_a_scope_that_means_nothing_is_refused(register, named, message):
    with pytest.raises(RetentionRefused, match=message):
        reported(register, **named)
    assert breaches.breaches_of(register) == []


def test_an_account_that_was_removed_is_still_known_by_what_it_has_read(register, trail):
    case = sample_case(register)
    trail.now("login-failed", "", "", user="gone1")
    with pytest.raises(RetentionRefused, match="breach_account"):
        reported(register, person="gone1", **around())
    trail.now("view", case.UID(), case.UID(), user="gone1")
    found = reported(register, person=" gone1 ", **around())
    assert [row.number for row in breaches.affected(register, found)] == [case.getId()]


def test_the_clock_stops_when_both_are_told(register):
    found = reported(register, found_at=utcnow() - timedelta(hours=73))
    with acting("head1"):
        breaches.tell(register, found.number, "agency")
        assert found.all_told_at is None
        with pytest.raises(RetentionRefused, match="breach_told"):
            breaches.tell(register, found.number, "agency")
        breaches.tell(register, found.number, "subject")
    assert found.all_told_at == found.told_at("subject")


@pytest.fixture
def number(functional, trail):
    """A breach that touches one case with one person, committed."""
    register = functional["portal"]["perkara"]
    case = sample_case(register)
    sample_person(case)
    transaction.commit()
    trail.now("view", case.UID(), case.UID(), user="worker3")
    found = reported(register, person="worker3", **around())
    transaction.commit()
    return found.number


def test_pages_and_letters(functional, number, visit):
    head = visit("head1")
    page = "perkara/@@breaches"
    (case,) = functional["portal"]["perkara"].objectValues()
    shown = head.get(page)
    assert shown.status == 200 and case.getId() in shown.text and WHAT in shown.text
    token = head.authenticator(page)

    def send(**form):
        return head.post(page, {"breach": number, "_authenticator": token, **form})

    assert send(action="measures", measures="Akun ditutup.").status == 302
    assert send(action="told-agency").status == 302
    assert send(action="told-agency").status == 200
    day = utcnow().date().isoformat()
    assert (
        send(action="report", what="Laptop hilang.", day="2026-01-02", hour="08:00").status == 302
    )
    assert send(action="report", what="", day=day).status == 200
    assert "Overdue" in head.get(page).text
    for to in ("subject", "agency"):
        letter = head.get(f"perkara/@@breach-letter?breach={number}&to={to}")
        assert letter.body.startswith(b"%PDF")
    assert head.get(f"perkara/@@breach-letter?breach={number}&to=press").status == 404


def test_services(functional, number, visit):
    privacy = visit("privacy1")
    (found,) = privacy.rest("GET", "perkara/@breaches").json()["items"]
    assert [row["people"] for row in found["affected"]] == [1]
    made = privacy.rest("POST", "perkara/@breaches", {"what": "Laptop hilang."})
    assert made.status == 201, made.text
    address = f"perkara/@breaches/{made.json()['number']}"
    assert privacy.rest("POST", f"{address}/measures", {"measures": ""}).status == 400
    assert privacy.rest("POST", f"{address}/told-subject", {}).json()["told"]["subject"]
    assert privacy.rest("POST", f"{address}/forget", {}).status == 400


@pytest.mark.parametrize("person", sorted({*APPOINTMENTS, "operator1"} - {"privacy1", "head1"}))
def test_nobody_else_sees_breaches(functional, number, visit, person):
    visitor = visit(person)
    nothing = visitor.get("perkara/@@nothing-here")
    for page in ("@@breaches", f"@@breach-letter?breach={number}&to=agency"):
        answer = visitor.get(f"perkara/{page}")
        assert (answer.status, answer.body) == (404, nothing.body)
    assert visitor.rest("GET", "perkara/@breaches").status == 404
    assert visitor.rest("POST", "perkara/@breaches", {"what": "x"}).status == 404
    register = api.portal.get()["perkara"]
    assert len(breaches.breaches_of(register)) == 1
