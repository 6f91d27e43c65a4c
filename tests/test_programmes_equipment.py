"""Equipment: rows of a programme with days that follow each other, sealed."""

from baleharum.programmes import equipment
from datetime import date
from tests.http import Visitor
from tests.programmes_made import sample_folder
from tests.programmes_made import sample_programme

import pytest
import transaction


TODAY = date(2026, 11, 30)
LEG = {
    "who": "BH-2026-00001",
    "item": "Kaki palsu kiri, bawah lutut",
    "measured_on": "2026-10-01",
    "fitted_on": "2026-10-20",
    "look_on": "2026-11-20",
}


@pytest.fixture
def programme(functional):
    """A programme that gives prosthetic legs."""
    made = sample_programme(sample_folder(functional["portal"]), programme="kaki-palsu")
    transaction.commit()
    return made


def test_a_piece_is_kept_and_written_on(programme):
    first = equipment.keep(programme, LEG, TODAY)
    assert (first.number, first.late(TODAY), first.late(date(2026, 11, 20))) == (1, True, False)
    equipment.keep(programme, {**LEG, "who": "BH-2026-00002"}, TODAY)
    done = {**LEG, "looked_on": "2026-11-21", "result": "Nyaman dipakai."}
    equipment.keep(programme, done, TODAY, number=1)
    second, first = equipment.pieces(programme)
    assert (second.number, first.result, first.late(TODAY)) == (2, "Nyaman dipakai.", False)
    transaction.commit()
    storage = programme._p_jar.db().storage
    stored = b"".join(record.data for trans in storage.iterator() for record in trans)
    assert b"bawah lutut" not in stored and b"BH-2026-00002" not in stored


WRONG = {
    "a name": {"who": "Baiq Melati"},
    "nobody": {"who": ""},
    "nothing": {"item": " "},
    "long": {"item": "a" * 121},
    "no day": {"fitted_on": "20/10/2026"},
    "fitted before measured": {"measured_on": "2026-10-21"},
    "looked at before it was fitted": {"look_on": "", "looked_on": "2026-10-10"},
    "fitted tomorrow": {"fitted_on": "2026-12-01", "look_on": ""},
}


@pytest.mark.parametrize("fields", WRONG.values(), ids=WRONG)
def test_what_cannot_be_is_refused_and_nothing_is_kept(programme, fields):
    with pytest.raises(equipment.EquipmentRefused):
        equipment.keep(programme, {**LEG, **fields}, TODAY)
    with pytest.raises(equipment.EquipmentRefused):
        equipment.keep(programme, LEG, TODAY, number=7)
    assert equipment.pieces(programme) == []


def test_operators_keep_it_on_a_page_and_by_rest(functional, programme):
    site = functional["portal"]
    operator = Visitor(site, "intake1", cookie=True)
    page = operator.get("program/p1/@@equipment")
    assert page.status == 200
    answer = Visitor(site, "intake1").rest("POST", "program/p1/@equipment", LEG)
    assert answer.status == 200 and answer.json()["number"] == 1
    assert LEG["item"] in operator.get("program/p1/@@equipment?number=1").text
    wrong = Visitor(site, "intake1").rest("POST", "program/p1/@equipment", {**LEG, "who": "x"})
    assert wrong.status == 422 and "case number" in wrong.json()["error"]["message"]
    (found,) = Visitor(site, "intake1").rest("GET", "program/p1/@equipment").json()["items"]
    assert found["who"] == "BH-2026-00001"
    for other in ("head1", "privacy1", "worker2"):
        refused = Visitor(site, other).rest("GET", "program/p1/@equipment")
        assert refused.status in (401, 403, 404)


def test_a_programme_of_money_has_none(functional, programme):
    site = functional["portal"]
    sample_programme(site["program"])
    transaction.commit()
    assert Visitor(site, "intake1").get("program/p2/@@equipment").status == 404
    assert Visitor(site, "intake1").rest("POST", "program/p2/@equipment", LEG).status == 404
