"""The assessment for a marriage dispensation, and what of it is printed for the court."""

from baleharum.trail.actions import EXPORT
from baleharum.trail.api import rows as trail_rows
from pypdfium2 import PdfDocument
from tests.assessments_made import endorsed_assessment
from tests.assessments_made import LICENCE
from tests.assessments_made import sample_assessment
from tests.assessments_made import submitted_assessment
from tests.centre import sample_case
from tests.centre import sample_person
from tests.http import Visitor
from tests.test_referrals_rest import path

import pytest
import transaction


ADVICE = "Perkawinan ditunda sampai anak menyelesaikan sekolah."
FOUND = "Temuan rahasia dari rumah."


@pytest.fixture
def case(functional):
    made = sample_case(functional["portal"]["perkara"], categories=("anak-perlindungan-khusus",))
    sample_person(made, name="Baiq Melati", birth_year=2010)
    sample_person(made, name="Amaq Rahim", part="family", birth_year=1975)
    return made


def assessed(make, case, kind="dispensasi", **fields):
    """Make an assessment; returns its address."""
    found = make(case, kind, recommendations=ADVICE, conclusion="Anak belum siap.", **fields)
    transaction.commit()
    return path(found)


def words(data):
    """Return the words of a PDF, without blanks."""
    return "".join(
        "".join(page.get_textpage().get_text_bounded() for page in PdfDocument(data)).split()
    )


def squeezed(text):
    return "".join(text.split())


def test_the_endorsed_recommendation_is_printed_for_the_court(functional, case):
    from baleharum.assessments.content import Rating
    from baleharum.assessments.kinds import kind

    ratings = [Rating(term.token, 3, FOUND) for term in kind("dispensasi").domains]
    where = assessed(endorsed_assessment, case, ratings=ratings)
    worker = Visitor(functional["portal"], "worker1")
    assert "@@recommendation-pdf" in worker.get(where).text
    answer = worker.get(f"{where}/@@recommendation-pdf")
    assert answer.header("Content-Type") == "application/pdf", answer.text[:300]
    assert b"pdfaid" in answer.body
    told = words(answer.body)
    for text in (ADVICE, "Anak belum siap.", "Baiq Melati", LICENCE, case.getId()):
        assert squeezed(text) in told
    for text in (FOUND, "Amaq Rahim"):
        assert squeezed(text) not in told
    details = [row.detail for row in trail_rows(user="worker1", actions=(EXPORT,), limit=5)]
    assert "recommendation" in details


@pytest.mark.parametrize(
    "make,kind,fields",
    [
        (sample_assessment, "dispensasi", {}),
        (submitted_assessment, "dispensasi", {}),
        (endorsed_assessment, "family", {}),
        (endorsed_assessment, "dispensasi", {"recommendations": " "}),
    ],
    ids=("draft", "submitted", "another kind", "no recommendation"),
)
def test_nothing_else_is_printed(functional, case, make, kind, fields):
    made = make(case, kind, **{"recommendations": ADVICE, **fields})
    transaction.commit()
    worker = Visitor(functional["portal"], "worker1")
    assert "@@recommendation-pdf" not in worker.get(path(made)).text
    answer = worker.get(f"{path(made)}/@@recommendation-pdf")
    assert answer.status == 302 and answer.header("Content-Type") != "application/pdf"


def test_who_does_not_see_it_gets_nothing(functional, case):
    where = assessed(endorsed_assessment, case)
    for user_id in ("worker3", "intake1"):
        visitor = Visitor(functional["portal"], user_id)
        assert visitor.get(f"{where}/@@recommendation-pdf").status == 404
