"""What a consent says of somebody restricted: for who may read them; its withdrawal for the team."""

from plone import api
from tests.centre import acting
from tests.centre import sample_case
from tests.consents_made import client_of
from tests.consents_made import sample_consent
from tests.consents_made import sample_draft
from tests.http import Visitor
from tests.referrals_made import take
from tests.test_consents import child_and_mother
from tests.test_drafts import keep
from tests.test_drafts import kept

import pytest
import transaction


WORDS = "Ia tinggal di rumah neneknya."
SPOKEN = {"remarks": WORDS, "support_people": WORDS, "witnesses": (WORDS,)}


@pytest.fixture
def site(functional):
    """The site of the functional layer."""
    return functional["portal"]


def where(content):
    """Return the path of something below the site."""
    return "/".join(content.getPhysicalPath()[2:])


def restricted(case, make=sample_consent, number="p1"):
    """Return a consent of a child by its mother, one of whom is restricted afterwards."""
    consent = make(case, **child_and_mother(case, **SPOKEN, authority=WORDS, assent_words=WORDS))
    take(case[number], "supervisor1", "restrict", comment="Diminta.")
    transaction.commit()
    return consent


@pytest.mark.parametrize("number", ["p1", "p2"])
@pytest.mark.parametrize(
    ("user_id", "reads"),
    [("worker1", True), ("worker2", False), ("supervisor1", False), ("privacy1", True)],
)
def test_the_words_are_for_who_may_read_the_person(site, number, user_id, reads):
    consent = restricted(sample_case(site["perkara"]), number=number)
    visitor = Visitor(site, user_id)
    page, told = visitor.get(where(consent)), visitor.rest("GET", where(consent))
    assert (page.status, told.status) == (200, 200)
    assert ("rumah neneknya" in page.text, "rumah neneknya" in told.text) == (reads, reads)
    assert ("officer lifts the" in page.text, "(restricted)" in told.text) == (
        not reads,
        not reads,
    )


def test_a_privacy_officer_goes_on_reading_who_is_not_restricted(site):
    case = sample_case(site["perkara"])
    consent = sample_consent(case, remarks=WORDS)
    transaction.commit()
    assert "rumah neneknya" in Visitor(site, "privacy1").get(where(consent)).text


def test_the_draft_is_closed_in_form_widget_and_service(site, login_store):
    case = sample_case(site["perkara"])
    draft = sample_draft(case, remarks=WORDS)
    transaction.commit()
    page, other = f"/plone/{where(draft)}/edit", Visitor(site, "worker2", cookie=True)
    assert keep(other, page)
    take(client_of(case), "supervisor1", "restrict", comment="Diminta.")
    transaction.commit()
    answer = other.get(page)
    assert answer.status == 302 and "rumah neneknya" not in answer.text
    assert other.get(f"{page}/++widget++form.widgets.remarks").status == 404
    assert kept(other, page) is None
    for fields in ({"remarks": "Lain"}, {"person": None}, {"givers": []}):
        answer = Visitor(site, "worker2").rest("PATCH", where(draft), fields)
        assert answer.status == 400 and "officer lifts the" in answer.text
    assert "rumah neneknya" in Visitor(site, "worker1").get(page).text
    assert draft.remarks == WORDS


def test_everybody_of_the_team_records_a_withdrawal_all_the_same(site):
    consent = restricted(sample_case(site["perkara"]))
    words = {"channel": "langsung", "words": "Ia datang sendiri."}
    assert Visitor(site, "worker2").rest("POST", f"{where(consent)}/@withdraw", words).status == 200
    with acting("worker1"):
        assert api.content.get_state(consent) == "withdrawn"
