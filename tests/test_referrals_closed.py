"""What was written of somebody restricted: neither read nor changed by who may not read them."""

from tests.centre import sample_case
from tests.consents_made import client_of
from tests.consents_made import sample_consent
from tests.http import Visitor
from tests.referrals_made import led_to
from tests.referrals_made import sample_letter
from tests.referrals_made import sign_settings
from tests.referrals_made import some_partner
from tests.referrals_made import uid
from tests.test_drafts import keep
from tests.test_drafts import kept
from tests.test_referral_mended import restricted
from tests.test_referrals_rest import path

import pytest
import transaction


WORDS = "Baiq Melati tinggal di rumah neneknya."


@pytest.fixture
def site(functional):
    """The site of the functional layer."""
    sign_settings()
    return functional["portal"]


@pytest.fixture
def made(site):
    """A case with a consent for a partner, and that partner."""
    case, hospital = sample_case(site["perkara"]), some_partner(site)
    sample_consent(case, "rujukan", uid(hospital))
    return case, hospital


def closed(made, state="draft"):
    """Return a letter about somebody whose data was restricted after it had come so far."""
    letter = led_to(sample_letter(*made, text=WORDS, purpose=WORDS, data={"nama": WORDS}), state)
    restricted(client_of(made[0]))
    transaction.commit()
    return letter


@pytest.mark.parametrize(("user_id", "reads"), [("worker1", True), ("worker2", False)])
def test_the_form_of_a_draft_is_for_who_may_read_the_person(site, made, user_id, reads):
    letter, visitor = closed(made), Visitor(site, user_id)
    answer = visitor.get(f"{path(letter)}/edit")
    assert (answer.status, "rumah neneknya" in answer.text) == (
        (200, True) if reads else (302, False)
    )
    page = visitor.get(f"{path(letter)}/view").text
    assert ("Edit the draft" in page, "officer lifts the" in page) == (reads, not reads)


@pytest.mark.parametrize("name", ["text", "purpose", "data", "about"])
def test_a_widget_of_the_form_is_no_way_around(site, made, name):
    letter = closed(made)
    answer = Visitor(site, "worker2").get(f"{path(letter)}/edit/++widget++form.widgets.{name}")
    assert answer.status == 404 and "rumah neneknya" not in answer.text


def test_what_was_typed_when_the_form_was_open_is_not_saved(site, made):
    letter, visitor = sample_letter(*made, text=WORDS), Visitor(site, "worker2")
    transaction.commit()
    token = visitor.authenticator(f"{path(letter)}/edit")
    restricted(client_of(made[0]))
    transaction.commit()
    form = {"_authenticator": token, "form.widgets.text": "Lain", "form.buttons.save": "Save"}
    assert visitor.post(f"{path(letter)}/edit", form).status == 302
    assert letter.text == WORDS


def test_the_service_neither_writes_the_words_nor_turns_them_to_somebody_else(site, made):
    """Whoever could say that the letter is about another person would read what it says of this one."""
    letter, visitor = closed(made), Visitor(site, "worker2")
    for fields in ({"text": "Lain"}, {"about": None}, {"data": {}}, {"reply_summary": "Lain"}):
        answer = visitor.rest("PATCH", path(letter), fields)
        assert answer.status == 400 and "officer lifts the" in answer.text, fields
    transaction.abort()
    assert (letter.text, letter.about) == (WORDS, uid(client_of(made[0])))


def test_a_draft_of_the_form_is_thrown_away(site, made, login_store):
    letter = sample_letter(*made, text=WORDS)
    transaction.commit()
    page, visitors = f"/plone/{path(letter)}/edit", {}
    for user_id in ("worker1", "worker2"):
        visitors[user_id] = Visitor(site, user_id, cookie=True)
        assert keep(visitors[user_id], page, [["form.widgets.text", WORDS]])
    restricted(client_of(made[0]))
    transaction.commit()
    assert kept(visitors["worker1"], page) == [["form.widgets.text", WORDS]]
    assert kept(visitors["worker2"], page) is None


@pytest.mark.parametrize(("user_id", "reads"), [("worker1", True), ("worker2", False)])
def test_what_the_partner_replied_is_of_the_person_as_well(site, made, user_id, reads):
    letter, visitor = closed(made, "replied"), Visitor(site, user_id)
    said = "sudah diperiksa dan pulang"
    assert (said in visitor.get(f"{path(letter)}/view").text) is reads
    assert (said in visitor.rest("GET", path(letter)).text) is reads


def test_the_form_of_a_reply_is_for_who_may_read_the_person(site, made):
    letter = closed(made, "accepted")
    assert Visitor(site, "worker2").get(f"{path(letter)}/@@reply").status == 302
    assert Visitor(site, "worker1").get(f"{path(letter)}/@@reply").status == 200
