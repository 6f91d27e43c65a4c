"""A name that was corrected: papers of the case still hold what it was, and so it is looked for."""

from baleharum.bundles.names import found_in
from baleharum.bundles.names import needles
from baleharum.cases.people.earlier import earlier
from baleharum.cases.people.earlier import NAMING
from baleharum.litigation import exporting
from baleharum.litigation import pseudonyms
from baleharum.litigation import spellings
from baleharum.litigation.content import bundles_of
from baleharum.litigation.facts import facts_of
from baleharum.litigation.gates import findings
from baleharum.litigation.pseudonyms import named
from baleharum.litigation.pseudonyms import Row
from baleharum.trail.actions import EDIT
from baleharum.trail.api import rows
from baleharum.vault.interfaces import KeyGone
from baleharum.vault.keystore import shred
from plone import api
from tests.centre import acting
from tests.centre import sample_case
from tests.consents_made import client_of
from tests.http import Visitor
from tests.litigation_made import checked
from tests.litigation_made import court_of
from tests.litigation_made import ready
from tests.litigation_made import sample_exhibit
from tests.litigation_made import taken_in
from tests.litigation_made import worked
from tests.referrals_made import refused
from tests.referrals_made import take
from tests.referrals_made import uid
from tests.test_referrals_pages import send
from tests.test_referrals_rest import path

import pickle
import pytest
import transaction


#: As the person of the test centre is called first, and then.
FIRST = "Baiq Melati"
OLD, NEW = "Lale Kenarisari", "Lale Canarisari Dewi"
WAS = {
    "name": OLD,
    "alias": "Kenari",
    "nik": "5271014101900000",
    "family_card": "5271010101090000",
    "phone": "081234567890",
    "address": "Jl. Kenari No. 17, Mataram",
}
IS = {
    "name": NEW,
    "alias": "Canari",
    "nik": "5271014102900000",
    "family_card": "5271010102090000",
    "phone": "081234567899",
    "address": "Jl. Canari No. 18, Mataram",
}


@pytest.fixture
def app(functional):
    return functional["app"]


@pytest.fixture
def site(functional):
    return functional["portal"]


@pytest.fixture
def case(site):
    api.portal.set_registry_record("baleharum.sample_niks", True)
    case = sample_case(site["perkara"])
    person = client_of(case)
    with acting("worker1"):
        for name, value in WAS.items():
            setattr(person, name, value)
        person.nik_state = "terverifikasi"
    transaction.commit()
    return case


def correct(person, **fields):
    with acting("worker1"):
        for name, value in fields.items():
            setattr(person, name, value)


def by_service(site, person):
    worker = Visitor(site, "worker1")
    assert worker.rest("PATCH", path(person), IS).status == 204


def by_form(site, person):
    url = f"{path(person)}/edit"
    worker = Visitor(site, "worker1")
    fields = {f"form.widgets.{name}": value for name, value in IS.items()}
    fields |= {
        "form.widgets.part:list": "client",
        "form.widgets.nik_state:list": "terverifikasi",
        "form.buttons.save": "Save",
    }
    assert send(worker, url, **fields).status == 302


def by_script(site, person):
    correct(person, **IS)
    transaction.commit()


@pytest.mark.parametrize("way", [by_service, by_form, by_script])
def test_on_every_path_what_it_was_is_looked_for_beside_what_it_is(site, case, way):
    person = client_of(case)
    with acting("advocate1"):
        pseudonyms.write(case, [Row("Anak A", uid(person))])
    transaction.commit()
    way(site, person)
    transaction.begin()
    found = named(case)
    for word in ("L. Kenarisari", "Kenari", "Canarisari Dewi", "Jalan Kenari 17"):
        assert any(found_in(f"Ini {word}.", needles([each.name])) for each in found), word
    for name in NAMING:
        for value in (WAS[name], IS[name]):
            assert found_in(value, needles(each.name for each in found)), (name, value)
    assert {each.pseudonym for each in found} == {"Anak A"}
    assert pseudonyms.replacing(case)(f"Surat {OLD}") == "Surat [Anak A]"


def test_it_lies_sealed_on_the_person_and_dies_with_the_key_of_the_case(case):
    person = client_of(case)
    correct(person, **IS)
    transaction.commit()
    state = pickle.dumps({k: v for k, v in person.__dict__.items() if isinstance(v, bytes | str)})
    assert b"_sealed_earlier" in state and b"Kenari" not in state and b"52710141" not in state
    shred(uid(case))
    transaction.commit()
    person._p_deactivate()
    with pytest.raises(KeyGone):
        earlier(person)


def test_what_is_the_same_in_other_signs_is_no_earlier_spelling(case):
    person = client_of(case)
    correct(person, name=OLD.upper(), phone="+6281234567890", address="")
    assert [(each.field, each.name) for each in spellings.spellings(case)] == [
        ("name", FIRST),
        ("address", WAS["address"]),
    ]
    correct(person, name=NEW)
    correct(person, name=OLD)
    assert {each.name for each in spellings.spellings(case)} == {FIRST, NEW, WAS["address"]}


def test_a_name_that_was_written_of_another_by_mistake_keeps_its_own_pseudonym(case):
    """First of its own person, then of whoever it stood with before."""
    from tests.centre import sample_person

    first = client_of(case)
    with acting("worker1"):
        other = sample_person(case, name=OLD)
    correct(first, name=NEW)
    with acting("advocate1"):
        pseudonyms.write(case, [Row("Anak A", uid(first)), Row("Saksi B", uid(other))])
    assert {each.pseudonym for each in named(case) if each.name == OLD} == {"Saksi B"}


def redacting(app, site, case, text):
    context = ready(app, site, case, 0, to=court_of(site), edition="pseudonymous")
    taken_in(context, sample_exhibit(case, text))
    worked(app)
    return context


def test_an_edition_in_which_the_old_spelling_stands_is_refused(app, site, case):
    context = redacting(app, site, case, f"Surat untuk {OLD.upper()} dan anaknya")
    correct(client_of(case), name=NEW)
    checked(context)
    with acting("advocate1"):
        exporting.ask(context)
    worked(app)
    assert bundles_of(case) == []
    (found,) = [each for each in findings(facts_of(context)) if each.gate == "G3"]
    assert (found.code, found.number, found.sheet, found.blocks) == ("P-1", 1, 1, True)


def test_what_never_named_anybody_is_left_out_and_the_second_person_is_told(app, site, case):
    person = client_of(case)
    correct(person, name="Ibu")
    correct(person, name=NEW)
    context = redacting(app, site, case, "Surat seorang ibu")
    with acting("advocate1"):
        pseudonyms.write(case, [], ["Ibu", NEW])
    assert {each.name for each in spellings.unsought(case)} == {"Ibu"}, "Never a name of now."
    names = {each.name for each in named(case)}
    assert "Ibu" not in names and {OLD, NEW} <= names
    (told,) = [each for each in findings(facts_of(context)) if each.gate == "G3"]
    assert not told.blocks and told.message.mapping == {"count": 1}
    take(context, "advocate1", "submit")
    assert "The gates warn" in refused(context, "supervisor1", "approve")
    with acting("advocate1"):
        pseudonyms.write(case, [])
        assert spellings.unsought(case), "Who says nothing of it leaves it as it is."
        pseudonyms.write(case, [], [])
    assert "Ibu" in {each.name for each in named(case)}


def test_on_the_page_what_was_before_is_shown_and_ticked(trail, site, case):
    person = client_of(case)
    correct(person, name=NEW, address="Jl. Baru 1\r\nMataram")
    correct(person, address="Jl. Lain 2")
    transaction.commit()
    page = f"{path(case)}/@@pseudonyms"
    advocate = Visitor(site, "advocate1")
    text = advocate.get(page).text
    assert OLD in text and "Jl. Kenari No. 17" in text
    fields = {"row": "0", "person-0": uid(person), "pseudonym-0": "Anak A", "names-0": ""}

    token = _token(text, OLD)
    assert send(advocate, page, action="save", unsought=token, **fields).status == 302
    transaction.begin()
    assert [each.name for each in spellings.unsought(case)] == [OLD]
    assert "is not looked for" in advocate.get(page).text
    (row,) = [row for row in rows(actions=(EDIT,)) if row.detail.startswith("pseudonyms=")]
    assert row.detail == "pseudonyms=1,unsought=1"
    take(person, "supervisor1", "restrict", comment="Diminta klien.")
    transaction.commit()
    assert OLD not in advocate.get(page).text
    send(advocate, page, action="save", **fields)
    transaction.begin()
    assert [each.name for each in spellings.unsought(case)] == [OLD], "Unseen, and as it was."


def _token(text, name):
    before = text[: text.index(f">{name}</label>")]
    return before[before.rindex("unsought-0-") :].split("-")[2].split('"')[0]


def test_over_rest_what_was_before_is_shown_and_left_out(site, case):
    correct(client_of(case), name=NEW)
    transaction.commit()
    advocate, where = Visitor(site, "advocate1"), f"{path(case)}/@pseudonyms"
    (row,) = advocate.rest("GET", where).json()["rows"]
    first = {"name": FIRST, "sought": True}
    assert row["earlier"] == [first, {"name": OLD, "sought": True}]
    sent = {"rows": [{"person": row["person"], "pseudonym": "Anak A"}]}
    (row,) = advocate.rest("POST", where, {**sent, "unsought": [OLD]}).json()["rows"]
    assert row["earlier"] == [first, {"name": OLD, "sought": False}]
    (row,) = advocate.rest("POST", where, sent).json()["rows"]
    assert row["earlier"] == [first, {"name": OLD, "sought": False}]
    for wrong in ("x", [1], {}):
        assert advocate.rest("POST", where, {**sent, "unsought": wrong}).status == 400, wrong
