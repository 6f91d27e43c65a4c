"""Stays, repatriations and adoptions of somebody restricted: no way leads to what was written."""

from tests.adoptions_made import sample_adoption
from tests.centre import sample_case
from tests.consents_made import client_of
from tests.http import Visitor
from tests.referrals_made import take
from tests.repatriations_made import sample_repatriation
from tests.stays_made import sample_stay
from tests.test_drafts import keep
from tests.test_drafts import kept

import pytest
import transaction


WORDS = "Ia lari dari rumah pamannya."


@pytest.fixture
def site(functional):
    """The site of the functional layer."""
    return functional["portal"]


@pytest.mark.parametrize("make", [sample_stay, sample_repatriation, sample_adoption])
def test_forms_drafts_and_services_are_closed(site, login_store, make):
    case = sample_case(site["perkara"])
    person = client_of(case)
    content = make(case, about=person.UID(), why=WORDS)
    transaction.commit()
    where = "/".join(content.getPhysicalPath()[2:])
    page, other = f"/plone/{where}/edit", Visitor(site, "worker2", cookie=True)
    assert keep(other, page)
    take(person, "supervisor1", "restrict", comment="Diminta.")
    transaction.commit()
    answer = other.get(page)
    assert answer.status == 302 and WORDS not in answer.text
    assert other.get(f"{page}/++widget++form.widgets.why").status == 404
    assert kept(other, page) is None
    for fields in ({"why": "Lain"}, {"about": None}, {"about": "x"}):
        answer = Visitor(site, "worker2").rest("PATCH", where, fields)
        assert answer.status == 400 and "officer lifts the" in answer.text
    assert content.why == WORDS and content.about == person.UID()
    assert WORDS in Visitor(site, "worker1").get(page).text


def test_what_holds_no_word_of_the_person_is_written_all_the_same(site):
    case = sample_case(site["perkara"])
    stay = sample_stay(case, about=client_of(case).UID(), why=WORDS)
    take(client_of(case), "supervisor1", "restrict", comment="Diminta.")
    transaction.commit()
    where = "/".join(stay.getPhysicalPath()[2:])
    worker = Visitor(site, "worker2")
    assert worker.rest("PATCH", where, {"arrived_on": "2026-11-30"}).status == 204
