"""The names of a case and what stands in their place: one map, sealed, for all its editions."""

from baleharum.litigation import pseudonyms
from baleharum.litigation.pseudonyms import named
from baleharum.litigation.pseudonyms import PseudonymsRefused
from baleharum.litigation.pseudonyms import Row
from baleharum.litigation.pseudonyms import rows_of
from baleharum.litigation.suggesting import suggested
from baleharum.trail.actions import EDIT
from baleharum.trail.api import rows
from datetime import date
from tests.centre import acting
from tests.centre import sample_case
from tests.centre import sample_person
from tests.consents_made import client_of
from tests.http import Visitor
from tests.referrals_made import take
from tests.referrals_made import uid
from tests.test_referrals_pages import send
from tests.test_referrals_rest import path
from zope.annotation.interfaces import IAnnotations

import pytest
import transaction


@pytest.fixture
def site(functional):
    return functional["portal"]


@pytest.fixture
def case(site):
    case = sample_case(site["perkara"])
    client_of(case)
    transaction.commit()
    return case


def write(case, *found):
    with acting("advocate1"):
        pseudonyms.write(case, found)


def test_one_map_holds_people_and_others_and_is_sealed(case):
    person = uid(client_of(case))
    write(
        case, Row("Anak A", person, ("Mela",)), Row("Sekolah X", "", ("SD Contoh Bangsa",)), Row("")
    )
    assert rows_of(case) == (
        Row("Anak A", person, ("Mela",)),
        Row("Sekolah X", "", ("SD Contoh Bangsa",)),
    )
    kept = IAnnotations(case)[pseudonyms.KEY]
    assert isinstance(kept, bytes) and b"Anak" not in kept and b"Bangsa" not in kept
    transaction.commit()


def test_what_names_a_person_is_looked_for_by_itself_and_as_it_is_now(case):
    person = client_of(case)
    with acting("worker1"):
        person.alias, person.phone, person.nik = "Si Contoh", "081234567890", "5271014101900000"
        person.address = "Jl. Contoh No. 5, Mataram"
    write(case, Row("Anak A", uid(person), ("Mela",)))
    found = {each.name: each for each in named(case)}
    for name in (person.name, "Si Contoh", "081234567890", "5271014101900000", "Mela"):
        assert found[name].pseudonym == "Anak A", name
    assert found["5271014101900000"].reason == "number"
    assert found["Jl. Contoh No. 5, Mataram"].reason == "address"
    said = pseudonyms.replacing(case)
    assert said(f"Tentang {person.name} (Mela), NIK 5271 0141 0190 0000") == (
        "Tentang [Anak A] ([Anak A]), NIK [...]"
    )


def test_who_has_no_pseudonym_is_blocked_all_the_same(case):
    assert pseudonyms.replacing(case)(f"Tentang {client_of(case).name}.") == "Tentang [...]."


@pytest.mark.parametrize(
    "found",
    [
        [Row("Anak A"), Row("anak a", "", ("Orang Lain",))],
        [Row("", "", ("Orang Lain",))],
        [Row("Anak A", "no-such-person")],
        [Row("Anak A", "", ("Al",))],
        [Row("Anak A" * 20)],
        [Row("Anak A", "", ("x" * 300,))],
        [Row("Melati", "", ("Melati",))],
    ],
)
def test_what_is_no_map_is_refused_and_nothing_is_written(case, found):
    with pytest.raises(PseudonymsRefused):
        write(case, *found)
    assert rows_of(case) == ()


def test_a_pseudonym_says_no_name_of_the_case(case):
    with pytest.raises(PseudonymsRefused) as refused:
        write(case, Row(f"Anak {client_of(case).name}", uid(client_of(case))))
    assert "Choose another" in str(refused.value.args[0].default)


def test_pseudonyms_are_suggested_after_the_part_in_the_case(case):
    people = [("a", Somebody("client")), ("b", Somebody("client", date(2020, 1, 1)))]
    people += [("c", Somebody("alleged_perpetrator", date(2014, 1, 1))), ("d", Somebody("witness"))]
    people += [("e", Somebody("client", date(2020, 1, 1)))]
    kept = [Row("Anak A", "z")]
    found = suggested(people, kept, frozenset("d"))
    assert found == {"a": "Klien A", "b": "Anak B", "c": "ABH-1", "d": "Orang A", "e": "Anak C"}


class Somebody:
    def __init__(self, part, birth_date=None):
        self.part, self.birth_date, self.birth_year = part, birth_date, None


def test_advocates_and_the_lead_keep_the_map_and_others_of_litigation_read_it(site, case):
    page, person = f"{path(case)}/@@pseudonyms", uid(client_of(case))
    fields = {"row": "0", "person-0": person, "pseudonym-0": "Anak A", "names-0": "Mela\nMelati"}
    for user_id in ("advocate1", "worker1"):
        visitor = Visitor(site, user_id)
        assert 'readonly="readonly"' not in visitor.get(page).text
        answer = send(visitor, page, action="save", **fields)
        assert answer.status == 302, user_id
        transaction.begin()
        assert rows_of(case) == (Row("Anak A", person, ("Mela", "Melati")),)
    supervisor = Visitor(site, "supervisor1")
    text = supervisor.get(page).text
    assert "Anak A" in text and 'readonly="readonly"' in text
    send(supervisor, page, action="save", **{**fields, "pseudonym-0": "Anak B"})
    transaction.begin()
    assert rows_of(case)[0].pseudonym == "Anak A"
    for user_id in ("psychologist1", "head1", "advocate2", "privacy1", "intake1"):
        assert Visitor(site, user_id).get(page).status == 404, user_id
        assert Visitor(site, user_id).rest("GET", f"{path(case)}/@pseudonyms").status == 404


def test_the_page_is_kept_by_no_browser_and_shows_a_refusal_with_what_was_typed(site, case):
    visitor, page = Visitor(site, "advocate1"), f"{path(case)}/@@pseudonyms"
    assert visitor.get(page).header("Cache-Control") == "private, no-store"
    fields = {"row": "0", "person-0": "", "pseudonym-0": "", "names-0": "Nama Tanpa Samaran"}
    answer = send(visitor, page, action="save", **fields)
    assert answer.status == 200
    assert "Nama Tanpa Samaran" in answer.text and "Write a pseudonym" in answer.text


def test_the_map_is_kept_over_rest(site, case):
    advocate, person = Visitor(site, "advocate1"), uid(client_of(case))
    where = f"{path(case)}/@pseudonyms"
    (row,) = advocate.rest("GET", where).json()["rows"]
    assert row["suggested"] and row["person"] == person
    sent = [{"person": person, "pseudonym": "Anak A", "names": ["Mela"]}]
    answer = advocate.rest("POST", where, {"rows": sent})
    assert answer.json()["rows"] == [{**sent[0], "suggested": False, "earlier": []}]
    for wrong in ({}, {"rows": "x"}, {"rows": ["x"]}, {"rows": [{"pseudonym": 1}]}):
        assert advocate.rest("POST", where, wrong).status == 400, wrong
    wrong = {"rows": [{"pseudonym": "A", "names": "Mela"}]}
    assert advocate.rest("POST", where, wrong).status == 400
    supervisor = Visitor(site, "supervisor1")
    assert supervisor.rest("POST", where, {"rows": []}).status in (401, 403, 404)


def test_of_restricted_people_the_page_tells_nothing(site, case):
    person = client_of(case)
    take(person, "supervisor1", "restrict", comment="Diminta klien.")
    transaction.commit()
    text = Visitor(site, "advocate1").get(f"{path(case)}/@@pseudonyms").text
    assert person.name not in text and person.getId().upper() in text
    assert person.name in {each.name for each in named(case)}, "It is looked for all the same."


def test_keeping_the_map_is_a_row_of_the_record(trail, case):
    write(case, Row("Anak A", uid(client_of(case))))
    transaction.commit()
    (row,) = [row for row in rows(actions=(EDIT,)) if row.detail.startswith("pseudonyms=")]
    assert (row.user, row.case, row.detail) == ("advocate1", uid(case), "pseudonyms=1")


def test_a_case_that_is_over_keeps_its_map_as_it_is(site, case):
    from plone import api

    write(case, Row("Anak A", uid(client_of(case))))
    with acting("supervisor1"):
        api.content.transition(case, "decline", comment="Bukan sasaran.", reason_code="lisan")
    transaction.commit()
    supervisor = Visitor(site, "supervisor1")
    assert 'readonly="readonly"' in supervisor.get(f"{path(case)}/@@pseudonyms").text
    assert Visitor(site, "advocate1").get(f"{path(case)}/@@pseudonyms").status == 404


def test_it_names_a_second_person_as_well(case):
    with acting("worker1"):
        other = sample_person(case)
    assert other.name in {each.name for each in named(case)}
