"""What a letter tells to whom: nothing of somebody whose data is restricted, no secret document."""

from baleharum.referrals.seeing import enclosures
from tests.centre import acting
from tests.centre import sample_case
from tests.consents_made import client_of
from tests.consents_made import sample_consent
from tests.http import Visitor
from tests.referrals_made import approved
from tests.referrals_made import led_to
from tests.referrals_made import sample_letter
from tests.referrals_made import sign_settings
from tests.referrals_made import some_partner
from tests.referrals_made import uid
from tests.test_referral_mended import restricted
from tests.test_referrals_rest import path

import pytest
import transaction


NAME = "Baiq Melati"
DATA = {"nama": "Pendaftaran", "tanggal-lahir": "Dosis obat"}


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


def told(visitor, letter):
    """Return the page of a letter, what REST says of it, and the answers for its files."""
    where = path(letter)
    page = visitor.get(f"{where}/view", Accept="text/html")
    answer = visitor.rest("GET", where)
    assert (page.status, answer.status) == (200, 200)
    return page, answer, [visitor.get(f"{where}/@@letter-{form}") for form in ("pdf", "docx")]


@pytest.mark.parametrize("state", ["draft", "submitted", "signed"])
@pytest.mark.parametrize(
    "user_id,reads",
    [("worker1", True), ("worker2", False), ("supervisor1", False), ("head1", False)],
)
def test_what_is_told_of_a_person_who_is_restricted(site, made, state, user_id, reads):
    person = client_of(made[0])
    letter = led_to(sample_letter(*made, data=DATA), state)
    restricted(person)
    transaction.commit()
    visitor = Visitor(site, user_id)
    page, answer, files = told(visitor, letter)
    listed = visitor.rest("GET", f"{path(made[0])}/@referrals")
    assert (NAME in page.text) is reads and ("(restricted)" in page.text) is not reads
    disclosed = reads and state != "draft"
    for said in (answer.text, listed.text):
        assert (NAME in said) is disclosed
    if not reads and state != "draft":
        assert answer.json()["disclosed"] == dict.fromkeys(DATA, "(restricted)")
    assert [each.status for each in files] == ([200] * 2 if reads else [302] * 2)
    if not reads:
        assert "is restricted" in visitor.get(path(letter)).text


#: Pages of Plone that hand out what file an attribute of content holds, and its address.
STOCK = ("@@download/{}", "@@display-file/{}", "@@images/{}", "{}", "@@download/{}/x.pdf")

#: Who is told which secret medical report a letter encloses; the head in some states alone.
READERS = ("worker1", "supervisor1")


@pytest.mark.parametrize("state", ["draft", "submitted", "signed"])
@pytest.mark.parametrize("user_id", [*READERS, "head1", "advocate1", "psychologist1"])
def test_what_is_told_of_a_secret_enclosure(site, made, state, user_id):
    report = approved(made[0], "visum")
    letter = led_to(sample_letter(*made, documents=(uid(report),)), state)
    transaction.commit()
    visitor = Visitor(site, user_id)
    knows = user_id in READERS or (user_id == "head1" and state != "draft")
    assert visitor.get(path(report)).status == (200 if user_id in READERS else 404)
    page, answer, files = told(visitor, letter)
    for said in ("Forensic medical report", report.sha256):
        assert (said in page.text) is knows, said
    assert ("D2 – Secret" in page.text) is not knows
    assert (report.sha256 in answer.text) is (knows and state != "draft")
    assert "visum" not in answer.text or (knows and state != "draft")
    if state != "draft" and not knows:
        assert answer.json()["enclosures"] == [{"name": "d2", "secret": True}]
    assert [each.status for each in files] == ([200] * 2 if knows else [302] * 2)
    if not knows:
        assert "may not read (D2)" in visitor.get(path(letter)).text


@pytest.mark.parametrize("page", STOCK)
def test_no_stock_page_hands_the_letter_out(site, made, page):
    letter = led_to(sample_letter(*made), "signed")
    transaction.commit()
    for user_id in ("worker1", "worker2", "supervisor1", "head1"):
        answer = Visitor(site, user_id).get(f"{path(letter)}/{page.format('pdf')}")
        assert answer.status != 200 and b"%PDF" not in answer.body, user_id


def test_another_head_than_the_one_who_signed_is_told_the_number_alone(site, made):
    letter = led_to(sample_letter(*made, documents=(uid(approved(made[0], "visum")),)), "signed")
    letter._keep("signed_by", "head2")
    with acting("head1"):
        assert [known for _row, known in enclosures(letter)] == [False]


def test_a_head_reads_the_letter_before_they_sign_it(site, made):
    letter = led_to(sample_letter(*made, documents=(uid(approved(made[0], "visum")),)), "submitted")
    transaction.commit()
    head = Visitor(site, "head1")
    draft = head.get(f"{path(letter)}/@@letter-pdf")
    assert draft.body.startswith(b"%PDF")
    assert head.rest("POST", f"{path(letter)}/@workflow/sign", {}).status == 200
