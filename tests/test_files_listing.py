"""The Documents tab: what it lists, in which order, and what it costs."""

from baleharum.cases.api import add_version
from baleharum.cases.files import listing
from baleharum.cases.files.content import CaseFile
from baleharum.cases.files.paging import Page
from plone import api
from tests.centre import acting
from tests.centre import MINIMAL_PDF
from tests.centre import sample_document

import pytest
import transaction


def listed(case, user_id="worker1", **form):
    """Return the numbers that the table shows somebody, in its order."""
    with acting(user_id):
        brains, total = listing.find(case, listing.Wanted.from_form(form))
        numbers = [row.number for row in listing.rows(brains)]
        assert total >= len(numbers)
        return numbers


@pytest.fixture
def three(case):
    """D1 to D3: a note, a psychological report (secret), a request (restricted)."""
    sample_document(case)
    sample_document(case, author="psychologist1", kind="laporan-psikologis")
    sample_document(case, kind="surat-permohonan")
    return case


def test_the_last_filed_comes_first(three):
    assert listed(three) == ["D3", "D2", "D1"]


@pytest.mark.parametrize(
    "form,numbers",
    [
        ({"order": "up"}, ["D1", "D2", "D3"]),
        ({"sort": "kind", "order": "up"}, ["D1", "D2", "D3"]),
        ({"sort": "author", "order": "up"}, ["D2"]),
        ({"kind": "surat-permohonan"}, ["D3"]),
        ({"level": "secret"}, ["D2"]),
        ({"state": "approved"}, []),
        ({"kind": "nonsense", "sort": "nonsense", "start": "x"}, ["D3", "D2", "D1"]),
        ({"start": "2"}, ["D1"]),
    ],
)
def test_filters_and_order(three, form, numbers):
    shown = listed(three, **form)
    assert shown[: len(numbers)] == numbers
    assert len(shown) == len(numbers) or form.get("sort") == "author"


def test_ten_comes_after_nine(case):
    for _number in range(10):
        sample_document(case)
    assert listed(case)[:2] == ["D10", "D9"]


@pytest.mark.parametrize(
    "user_id,numbers",
    [
        ("psychologist1", ["D3", "D2", "D1"]),
        ("supervisor1", ["D3", "D2", "D1"]),
        ("advocate1", ["D3", "D1"]),
        ("head1", ["D3", "D1"]),
        ("privacy1", []),
        ("worker3", []),
    ],
)
def test_everybody_sees_only_what_they_may_read(three, user_id, numbers):
    assert listed(three, user_id) == numbers


def test_the_newest_version_stands_for_its_series(case):
    first = sample_document(case)
    sample_document(case)
    with acting("worker1"):
        add_version(first, MINIMAL_PDF + b"2", "berkas.pdf")
    assert listed(case) == ["D3", "D2"]
    assert listed(case, every_version="1") == ["D3", "D2", "D1"]


def test_a_withdrawn_version_does_not_hide_the_approved_one(case):
    first = sample_document(case)
    with acting("worker1"):
        api.content.transition(first, "submit")
    with acting("supervisor1"):
        api.content.transition(first, "approve")
    with acting("worker1"):
        second = add_version(first, MINIMAL_PDF + b"2", "berkas.pdf")
        api.content.transition(second, "withdraw", comment="wrong file")
    assert listed(case) == ["D1"]


def test_a_version_that_is_closed_to_somebody_does_not_hide_the_one_before(case):
    first = sample_document(case)
    with acting("worker1"):
        second = add_version(first, MINIMAL_PDF + b"2", "berkas.pdf")
        api.content.transition(second, "withdraw", comment="wrong file")
    assert listed(case, "advocate1") == ["D1"]


def test_a_page_wakes_its_own_documents_only(case):
    for _number in range(30):
        sample_document(case)
    listed(case)  # The index has taken in what was filed.
    transaction.savepoint()
    case._p_jar.cacheMinimize()
    assert len(listed(case)) == 25
    awake = [o for o in case._p_jar._cache.lru_items() if isinstance(o[1], CaseFile)]
    assert len(awake) == 25


def test_the_page_shows_names_of_files_and_no_script_of_its_own(three, http_request):
    with acting("worker1"):
        html = three.restrictedTraverse("documents")()
    assert html.count("berkas.pdf") == 3
    assert 'name="files"' in html and "multiple" in html


def test_who_may_not_add_is_not_offered_to(three, http_request):
    with acting("head1"):
        assert 'name="files"' not in three.restrictedTraverse("documents")()


def test_pages_of_a_list():
    page = Page(25, 60, "x", (("kind", "a&b"),))
    assert (page.first, page.last) == (26, 50)
    assert page.previous_url == "x?kind=a%26b&start=0"
    assert page.next_url == "x?kind=a%26b&start=50"
    assert not Page(50, 60, "x").next_url
    assert Page(0, 0, "x").first == 0
