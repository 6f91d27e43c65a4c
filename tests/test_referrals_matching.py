"""Who can help in a case: what fits, how near it is, and the way on to a letter or a record."""

from baleharum.cases.moments import today
from baleharum.partners.matching import match
from baleharum.partners.matching import matches
from baleharum.partners.matching import Need
from baleharum.partners.matching import Offer
from datetime import date
from datetime import timedelta
from tests.centre import acting
from tests.http import Visitor
from tests.plans_made import goal
from tests.plans_made import quiet_case
from tests.plans_made import sample_plan
from tests.referrals_made import some_partner
from tests.referrals_made import uid

import logging
import pytest
import re
import transaction


DAY = date(2026, 12, 1)
OLD = Need(
    frozenset({"perawatan-sosial-pengasuhan"}), frozenset({"klaster-lanjut-usia"}), "ampenan"
)


def offer(name, kind="psm", **more):
    return Offer(name, name, kind, **more)


def test_the_nearest_come_first_and_who_is_there_for_such_clients_before_others():
    skill = {"skills": ("perawatan-lansia",)}
    found = matches(
        OLD,
        [
            offer("Far", areas=("bima",), **skill),
            offer("Anywhere", **skill),
            offer("City", areas=("kota-mataram",), **skill),
            offer("Next door", sub_districts=("ampenan", "praya"), **skill),
            offer("Companion", kind="pendamping-lansia", sub_districts=("ampenan",)),
            offer("Neighbour", sub_districts=("mataram",), **skill),
        ],
        DAY,
    )
    assert [(m.offer.name, m.near) for m in found] == [
        ("Companion", "sub-district"),
        ("Next door", "sub-district"),
        ("City", "area"),
        ("Neighbour", "area"),
        ("Anywhere", "everywhere"),
        ("Far", "elsewhere"),
    ]


@pytest.mark.parametrize(
    "found,fits",
    [
        (offer("Skill", skills=("perawatan-lansia",)), True),
        (offer("Kind", kind="pendamping-lansia"), True),
        (offer("Nothing", kind="puskesmas"), False),
        # Answers, but is there for others.
        (offer("Children", kind="pendamping-anak"), False),
        (offer("Away", kind="pendamping-lansia", availability="tidak-tersedia"), False),
        (offer("Last day", kind="pendamping-lansia", away_until=DAY), False),
        (offer("Back", kind="pendamping-lansia", away_until=DAY - timedelta(days=1)), True),
        (
            offer(
                "Back again",
                kind="pendamping-lansia",
                availability="tidak-tersedia",
                away_until=DAY - timedelta(days=1),
            ),
            True,
        ),
    ],
    ids=lambda each: getattr(each, "name", ""),
)
def test_kind_skills_clients_and_availability_decide(found, fits):
    assert (match(OLD, found, DAY) is not None) is fits


def test_without_a_need_those_are_proposed_who_are_there_for_such_clients():
    need = Need(clusters=frozenset({"klaster-napza"}))
    found = matches(need, [offer("A", kind="peksos-adiksi"), offer("B")], DAY)
    assert [m.offer.name for m in found] == ["A"]


@pytest.fixture
def site(functional):
    """The site of the functional layer, with a case and three partners."""
    portal = functional["portal"]
    case = quiet_case(
        portal["perkara"], services=("pemulihan-psikososial",), sub_district="ampenan"
    )
    sample_plan(case, goals=(goal(service="kesehatan"),))
    some_partner(
        portal, "Ibu Contoh", "tksk", skills=("konseling",), sub_districts=("ampenan",),
        phone="0812 3400 0201",
    )  # fmt: skip
    some_partner(portal, "RSUD Contoh", "rs", areas=("kota-mataram",))
    some_partner(portal, "Ibu Sakit", "tksk", skills=("konseling",), away_until=today())
    transaction.commit()
    return portal


def names(text):
    """Return the names of the partners on the page, in their order."""
    return re.findall(r'<h3 class="h5"><a[^>]*>([^<]+)</a>', text)


def chosen(text):
    """Return the values of what is chosen in a form."""
    tags = re.findall(r"<(?:option|input)[^>]*(?:selected|checked)=[^>]*>", text)
    return {re.search(r'value="([^"]*)"', tag)[1] for tag in tags}


def test_a_letter_and_a_record_are_begun_with_whom_the_page_proposes(site, caplog):
    caplog.set_level(logging.INFO)
    case, (aunt, hospital) = (
        site["perkara"].objectValues()[0],
        list(site["mitra"].objectValues())[:2],
    )
    place = f"perkara/{case.getId()}"
    worker = Visitor(site, "worker1", cookie=True)
    page = worker.get(f"{place}/@@helpers").text
    assert names(page) == ["Ibu Contoh", "RSUD Contoh"]
    assert "81234000201" not in page
    # Narrowed to a need of a goal of the plan, in the body of the request alone.
    assert names(worker.post(f"{place}/@@helpers", {"need": "kesehatan"}).text) == ["RSUD Contoh"]
    letter = worker.post(
        f"{place}/++add++ReferralLetter",
        {"form.widgets.partner:list": uid(hospital), "form.widgets.services:list": "kesehatan"},
    ).text
    assert chosen(letter) >= {uid(hospital), "kesehatan", "layanan"}
    record = worker.post(
        f"{place}/++add++ServiceRecord",
        {"form.widgets.partner:list": uid(aunt), "form.widgets.service:list": "kesehatan"},
    ).text
    assert chosen(record) >= {uid(aunt), "kesehatan"}
    assert not {"kesehatan", uid(aunt), uid(hospital)} & set(re.findall(r"[\w-]+", caplog.text))
    # Nobody has begun anything yet.
    assert {each.portal_type for each in case.objectValues()} == {"CarePlan"}


def test_a_record_names_the_partner_who_helped(site):
    case, aunt = site["perkara"].objectValues()[0], site["mitra"].objectValues()[0]
    said = {
        "@type": "ServiceRecord",
        "service": "pemulihan-psikososial",
        "partner": uid(aunt),
        "text": "Konseling bersama TKSK.",
        "minutes": 60,
        "outcome": "sebagian",
    }
    worker = Visitor(site, "worker1")
    place = f"perkara/{case.getId()}"
    filed = worker.rest("POST", place, said)
    assert filed.status == 201, filed.text
    assert filed.json()["partner"]["title"] == "Ibu Contoh"
    assert "Ibu Contoh" in worker.get(f"{place}/{filed.json()['id']}").text


def test_the_service_tells_the_same_and_nothing_of_a_plan_that_one_may_not_see(site):
    case = site["perkara"].objectValues()[0]
    place = f"perkara/{case.getId()}/@helpers"
    found = Visitor(site, "worker1").rest("GET", place).json()
    assert found["needs"] == ["pemulihan-psikososial", "kesehatan"]
    assert [(each["name"], each["near"]) for each in found["items"]] == [
        ("Ibu Contoh", "sub-district"),
        ("RSUD Contoh", "area"),
    ]
    one = Visitor(site, "worker1").rest("POST", place, {"need": "kesehatan"}).json()
    assert [each["name"] for each in one["items"]] == ["RSUD Contoh"]
    assert Visitor(site, "worker1").rest("POST", place, {"need": "terapi"}).status == 400
    assert Visitor(site, "worker3").rest("GET", place).status == 404
    with acting("intake1"):
        from baleharum.referrals.matching import planned

        assert planned(case) == ()
