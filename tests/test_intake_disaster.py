"""The people of one disaster: one form, a report for each line, all of them or none."""

from baleharum.intake.content import IIntakeReport
from baleharum.intake.disaster import BatchRefused
from baleharum.intake.disaster import enter_batch
from baleharum.intake.disaster import EVENT_MISSING
from baleharum.intake.disaster import LINES
from baleharum.intake.disaster import NO_LINES
from baleharum.intake.disaster import NOBODY
from baleharum.intake.disaster import TOO_MANY
from baleharum.intake.disaster import TWICE
from baleharum.intake.disaster import UNKNOWN
from plone import api
from tests.http import Visitor
from tests.intake_made import KEY
from tests.intake_made import sample_box

import pytest
import re
import transaction


EVENT = {
    "disaster": "banjir",
    "happened_on": "2026-01-30",
    "place_text": "Bantaran sungai contoh",
    "story": "Air naik pada malam hari.",
}
NIK = "5271055708120000"
LINE = {"person_name": "Inaq Sari", "people": 4, "needs": "Rumah terendam, perlu selimut."}


@pytest.fixture
def box(portal):
    api.portal.set_registry_record("baleharum.sample_niks", True)
    return sample_box(portal)


def test_each_line_is_a_report_with_the_event_and_the_same_again_stores_nothing(box):
    lines = [LINE, {}, {"person_name": "Amaq Rahim", "danger_now": True}]
    first, second = enter_batch(box, EVENT, lines, KEY)
    assert (first.said["disaster"], first.said["people"], first.source) == ("banjir", 4, "bencana")
    assert first.said["narrative"].endswith("perlu selimut.")
    assert first.said["narrative"].startswith("Air naik") and second.risk == "darurat"
    assert [each.getId() for each in enter_batch(box, EVENT, [LINE] * 9, KEY)] == [
        first.getId(),
        second.getId(),
    ]
    assert len(box.objectIds()) == 2


@pytest.mark.parametrize(
    ("event", "lines", "wrong"),
    [
        ({"disaster": ""}, [LINE], (0, "disaster", EVENT_MISSING)),
        ({"story": " "}, [LINE], (0, "story", EVENT_MISSING)),
        ({"source": "mitra"}, [LINE], (0, "source", UNKNOWN)),
        ({}, [{}, {"danger_now": False}], (0, "lines", NO_LINES)),
        ({}, [LINE] * (LINES + 1), (0, "lines", TOO_MANY)),
        ({}, [LINE, {"people": 3}], (2, "person_name", NOBODY)),
        (
            {},
            [{**LINE, "person_nik": NIK}, {}, {**LINE, "person_nik": NIK}],
            (3, "person_nik", TWICE),
        ),
        ({}, [LINE, {**LINE, "reporter_phone": "0812"}], (2, "reporter_phone", UNKNOWN)),
    ],
)
def test_what_is_wrong_is_told_by_line_and_nothing_is_filed(box, event, lines, wrong):
    with pytest.raises(BatchRefused) as refused:
        enter_batch(box, {**EVENT, **event}, lines, KEY)
    assert refused.value.errors == (wrong,) and not box.objectIds()


@pytest.mark.parametrize(
    ("event", "line", "field"),
    [
        ({"happened_on": "2999-01-01"}, {}, (0, "happened_on")),
        ({"disaster": "naga"}, {}, (0, "disaster")),
        ({}, {"person_nik": "12"}, (1, "person_nik")),
        ({}, {"person_age": "tua"}, (1, "person_age")),
    ],
)
def test_a_field_that_cannot_be_kept_is_named(box, event, line, field):
    with pytest.raises(BatchRefused) as refused:
        enter_batch(box, {**EVENT, **event}, [{**LINE, **line}])
    assert [each[:2] for each in refused.value.errors] == [field]


@pytest.fixture
def site(functional):
    """The site with an intake box."""
    sample_box(functional["portal"])
    transaction.commit()
    return functional["portal"]


PAGE = "penerimaan/@@enter-disaster"


def sent(who, action="enter", **fields):
    """Send the form as a browser without scripts does; returns the answer."""
    token = who.authenticator(PAGE)
    return who.post(PAGE, {"_authenticator": token, "lines": "10", "action": action, **fields})


def test_the_form_files_all_or_shows_what_is_wrong_where_it_stands(site):
    who = Visitor(site, "intake1", cookie=True)
    told = {**EVENT, "person_name-1": "Inaq Sari", "people-1": "4"}
    answer = sent(who, **told, **{"person_age-7": "tua"}, key=KEY)
    assert answer.status == 200 and not site["penerimaan"].objectIds()
    assert 'href="#line-7"' in answer.text and 'id="error-person_name-7"' in answer.text
    assert 'value="Inaq Sari"' in answer.text and 'value="tua"' in answer.text
    more = sent(who, "more", **told)
    assert more.text.count('id="line-') == 20 and 'value="Inaq Sari"' in more.text
    for _again in range(2):
        assert sent(who, **told, **{"person_name-7": "Amaq Rahim"}, key=KEY).status == 302
    assert len(site["penerimaan"].objectIds()) == 2
    assert "@@enter-disaster" in who.get("penerimaan").text
    # Who makes a case of it is offered the category that follows.
    number = site["penerimaan"].objectIds()[0]
    page = who.get(f"penerimaan/{number}/@@convert").text
    assert re.search(r'selected="selected"\s+value="korban-bencana-alam"', page)


def test_a_program_files_a_batch_and_nobody_else_does(site):
    who, body = Visitor(site, "intake1"), {"event": EVENT, "lines": [LINE], "key": KEY}
    assert who.rest("POST", "penerimaan/@disaster-reports", {"event": EVENT}).status == 400
    bad = who.rest("POST", "penerimaan/@disaster-reports", body | {"lines": [LINE, {"people": 2}]})
    assert bad.status == 400 and "2 person_name:" in bad.json()["message"]
    for _again in range(2):
        answer = who.rest("POST", "penerimaan/@disaster-reports", body)
        assert answer.status == 201
    (row,) = answer.json()["items"]
    assert IIntakeReport.providedBy(site["penerimaan"][row["number"]])
    stranger = Visitor(site, "worker1")
    assert stranger.rest("POST", "penerimaan/@disaster-reports", body).status in (401, 403, 404)
    assert stranger.get(PAGE).status == 404
