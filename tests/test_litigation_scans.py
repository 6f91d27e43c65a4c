"""L19: scans are read in Indonesian and English, and a signed PDF stays as it was signed.

Three pages of different letters here; `bench/reading.py` does the same with a hundred.
"""

from baleharum.bundles.signatures import check_signed_bundle
from baleharum.bundles.signatures import roots_in
from baleharum.bundles.signing import Signatory
from baleharum.documents import kinds
from baleharum.litigation import renditions
from baleharum.renditions.making import rendition
from io import BytesIO
from tests.centre import sample_case
from tests.certificates import Authority
from tests.litigation_made import bound
from tests.litigation_made import checked
from tests.litigation_made import court_of
from tests.litigation_made import ready
from tests.litigation_made import taken_in
from tests.litigation_made import worked
from tests.referrals_made import approved
from tests.scans_made import recall
from tests.scans_made import scanned

import hashlib
import pypdfium2
import pytest
import zipfile


PAGES = 3


@pytest.fixture
def app(functional):
    return functional["app"]


@pytest.fixture
def site(functional):
    return functional["portal"]


@pytest.fixture
def case(site):
    return sample_case(site["perkara"])


def test_l19_of_a_scan_in_two_languages_95_of_100_words_are_read():
    data, words = scanned(PAGES)
    found = rendition(BytesIO(data), kinds.PDF)
    assert found.read == (1, 2, 3) and (found.silent, found.unsure, found.unread) == ((), (), ())
    with pypdfium2.PdfDocument(found.data) as document:
        read = [page.get_textpage().get_text_range() for page in document]
    shares = [recall(page, text) for page, text in zip(words, read, strict=True)]
    assert min(shares) >= 0.95, shares


def test_l19_a_signed_pdf_is_left_untouched_and_goes_along_as_it_was_signed(
    app, site, case, tmp_path
):
    """What is read and bound is a copy: in the case, and in the package of the court, lies the very
    file, and its signature holds."""
    authority = Authority(tmp_path)
    scan, _words = scanned(1)
    target = BytesIO()
    Signatory(authority.centre).sign(BytesIO(scan), b"manifest", target)
    signed = target.getvalue()
    document = approved(case, "catatan-kasus", data=signed)
    context = ready(app, site, case, 0, to=court_of(site))
    taken_in(context, document)
    worked(app)
    assert document.file.data == signed
    with renditions.opened(document) as stream:
        copy = stream.read()
    assert copy != signed and b"/ByteRange" not in copy, "A signature over other bytes is none."
    assert "urat" in pypdfium2.PdfDocument(copy)[0].get_textpage().get_text_range()
    bundle = bound(app, checked(context))
    assert document.file.data == signed
    with zipfile.ZipFile(BytesIO(bundle.package.data)) as package:
        (name,) = [name for name in package.namelist() if name.endswith("_original.pdf")]
        handed = package.read(name)
    assert hashlib.sha256(handed).digest() == hashlib.sha256(signed).digest()
    found = check_signed_bundle(BytesIO(handed), BytesIO(scan), roots_in(authority.root))
    assert found.trusted
