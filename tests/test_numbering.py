"""Case numbers: without gaps within a year, never given twice, however many file at once."""

from baleharum.cases.numbering import case_number
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from tests.centre import MINIMAL_PDF
from tests.centre import sample_case
from tests.centre import sample_document
from tests.http import Visitor
from threading import Barrier

import pytest
import transaction


THREADS = 4
EACH = 5
#: How often a person would press the button again after 'busy, try again'.
TRIES = 30
REPORT = {
    "@type": "Case",
    "categories": ["korban-kekerasan"],
    "risk": "sedang",
    "channel": "langsung",
    "received_on": "2026-03-01",
}


def numbers(register, year=2026) -> list[str]:
    """Return the ids of the cases of a year, sorted."""
    return sorted(name for name in register.objectIds() if f"-{year}-" in name)


def consecutive(first, count, year=2026) -> list[str]:
    """Return so many numbers without a gap."""
    return [case_number("BH", year, first + n) for n in range(count)]


def test_four_at_once_get_numbers_without_gap_or_double(functional_portal):
    portal = functional_portal
    transaction.commit()
    start = Barrier(THREADS)
    visitors = [Visitor(portal, "intake1") for _ in range(THREADS)]
    for visitor in visitors:
        visitor.look_again = None

    def file_reports(visitor):
        start.wait()
        return [file_one(visitor) for _ in range(EACH)]

    with ThreadPoolExecutor(THREADS) as pool:
        answers = [answer for got in pool.map(file_reports, visitors) for answer in got]
    portal._p_jar.sync()
    told = sorted(answer["id"] for answer in answers)
    assert told == numbers(portal["perkara"]) == consecutive(1, THREADS * EACH)
    assert [portal["perkara"][name].title for name in told] == told


def file_one(visitor) -> dict:
    """File a report; where the site is busy, once more."""
    for _ in range(TRIES):
        answer = visitor.rest("POST", "perkara", REPORT)
        if answer.status == 201:
            return answer.json()
        assert answer.status in (500, 503) and busy(answer.text), answer.text[:500]
    raise AssertionError("The site stayed busy.")


def busy(said) -> bool:
    """Tell whether a request lost against another one, and nothing of it was kept.

    Beside the conflict of two writers that is an error of CMFCore 3.9: the threads of a process
    share the set of queues that are being processed (`Products.CMFCore.indexing.processing`), and
    of two that look into it in the same instant, the second finds its entry taken out already.
    """
    if "Others were changing the same things" in said:
        return True
    return "Conflict" in said or ("KeyError" in said and "IndexQueue" in said)


def test_a_filing_that_fails_leaves_no_gap(functional_portal):
    portal = functional_portal
    transaction.commit()
    intake = Visitor(portal, "intake1")
    assert intake.rest("POST", "perkara", {**REPORT, "categories": ["no-such"]}).status == 400
    assert intake.rest("POST", "perkara", REPORT).json()["id"] == case_number("BH", 2026, 1)


def test_every_year_has_its_own_numbers(register):
    for year, number in ((2025, 1), (2026, 1), (2025, 2), (2026, 2)):
        case = sample_case(register, received_on=date(year, 5, 1))
        assert case.getId() == case.title == case_number("BH", year, number)


def test_a_number_is_not_given_again(register):
    first = sample_case(register, received_on=date(2026, 5, 1))
    # No screen or service removes a case; an import that went wrong might be undone by hand.
    register._delOb(first.getId())
    second = sample_case(register, received_on=date(2026, 5, 1))
    assert (first.getId(), second.getId()) == tuple(consecutive(1, 2))


def test_what_is_filed_in_a_case_is_numbered_after_it(case):
    assert [sample_document(case, data=pdf(n)).title for n in (1, 2)] == [
        f"{case.getId()}/D1",
        f"{case.getId()}/D2",
    ]


def pdf(number) -> bytes:
    """Return a PDF that differs from the next."""
    return MINIMAL_PDF + b"%" * number


@pytest.mark.parametrize("name", ["nama-orang", "BH-2026-99999"])
def test_nobody_chooses_the_number(register, name):
    case = sample_case(register, id=name, title="Kasus Melati", received_on=date(2026, 5, 1))
    assert case.getId() == case.title == case_number("BH", 2026, 1)
