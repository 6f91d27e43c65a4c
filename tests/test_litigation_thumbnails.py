"""Small pictures of exhibits: of the page with which each begins, for who may read its document."""

from Acquisition import aq_parent
from baleharum.litigation import exhibits
from baleharum.litigation import ordering
from baleharum.litigation.choices import found_with
from baleharum.litigation.thumbnails import thumbnail
from baleharum.trail.actions import OPEN
from baleharum.trail.api import rows
from io import BytesIO
from PIL import Image
from tests.centre import acting
from tests.centre import sample_case
from tests.document_samples import pdf
from tests.http import Visitor
from tests.litigation_made import ready
from tests.litigation_made import taken_in
from tests.litigation_made import worked
from tests.referrals_made import approved
from tests.referrals_made import uid
from tests.test_referrals_rest import path

import pytest
import transaction


@pytest.fixture
def site(functional):
    return functional["portal"]


def four_pages(app, site):
    case = sample_case(site["perkara"])
    context = ready(app, site, case, 1)
    taken_in(context, approved(case, "catatan-kasus", data=pdf("Satu", "Dua", "Tiga")))
    worked(app)
    return context


@pytest.fixture
def file(prepared):
    return prepared(four_pages)


@pytest.fixture
def case(file):
    return aq_parent(file)


def document_of(file, number):
    return found_with(file.entries[number - 1].document, "CaseFile", file.__parent__)


def picture(visitor, file, number):
    return visitor.get(f"{path(file)}/@@exhibit-thumbnail?number={number}")


def test_a_picture_is_made_with_the_rendition_and_sealed(file):
    kept = thumbnail(document_of(file, 2), 1)
    with Image.open(BytesIO(kept.data)) as image:
        assert image.format == "PNG" and image.width == 160
    with kept._blob.open() as stored:
        assert not stored.read().startswith(b"\x89PNG")


def test_an_exhibit_shows_the_page_with_which_it_begins(functional, site, file):
    with acting("advocate1"):
        exhibits.describe(file, 2, included="2-3")
        ordering.split(file, 2, "3")
    visitor = Visitor(site, "advocate1")
    transaction.commit()
    assert picture(visitor, file, 2).status == 404
    assert "@@exhibit-thumbnail?number=2" not in visitor.get(f"{path(file)}/view").text
    worked(functional["app"])
    found = [picture(visitor, file, number) for number in (1, 2, 3)]
    assert [each.status for each in found] == [200, 200, 200]
    assert len({each.body for each in found}) == 3
    assert visitor.get(f"{path(file)}/view").text.count("@@exhibit-thumbnail?number=") == 6


def test_it_is_handed_out_as_pages_of_documents_are(site, file):
    transaction.commit()
    answer = picture(Visitor(site, "advocate1"), file, 1)
    assert answer.header("Cache-Control") == "private, no-store"
    assert answer.header("Content-Type") == "image/png"
    assert "sandbox" in str(answer.headers)
    opened = [row for row in rows(actions=(OPEN,)) if row.user == "advocate1"]
    assert uid(document_of(file, 1)) in {row.subject for row in opened if row.detail == "content"}


def test_who_may_not_read_the_document_sees_no_picture_of_it(site, file):
    document_of(file, 1).manage_permission("View", ["Manager"], acquire=False)
    transaction.commit()
    visitor = Visitor(site, "advocate1")
    assert picture(visitor, file, 1).status == 404
    assert "@@exhibit-thumbnail?number=1" not in visitor.get(f"{path(file)}/view").text
    assert picture(visitor, file, 2).status == 200


@pytest.mark.parametrize("number", ["", "0", "9", "-1", "x"])
def test_of_what_is_no_exhibit_there_is_no_picture(site, file, number):
    transaction.commit()
    assert picture(Visitor(site, "advocate1"), file, number).status == 404
