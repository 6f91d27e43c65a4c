"""L7, DOCX: what an office file holds in tracked changes, comments and hidden text is named, and seen."""

from baleharum.cases.api import add_document
from baleharum.cases.api import add_version
from baleharum.documents import kinds
from baleharum.litigation import exporting
from baleharum.litigation import gates
from baleharum.litigation import looked
from baleharum.litigation import renditions
from baleharum.litigation.content import bundles_of
from baleharum.litigation.facts import facts_of
from baleharum.renditions.making import behind
from io import BytesIO
from tests import document_samples as samples
from tests.bundles_made import texts
from tests.centre import acting
from tests.centre import sample_case
from tests.consents_made import client_of
from tests.litigation_made import bound
from tests.litigation_made import checked
from tests.litigation_made import court_of
from tests.litigation_made import ready
from tests.litigation_made import taken_in
from tests.litigation_made import worked
from tests.referrals_made import approved
from tests.referrals_made import refused
from tests.referrals_made import take

import json
import openpyxl
import pytest


NAME = "Lale Canarisari"
MAIN = "word/document.xml"


def word(run: str) -> bytes:
    """A document one of whose paragraphs has some markup as well."""
    plain = samples.word()
    end = b"</w:p>"
    return samples.with_replaced(
        plain, MAIN, b"Berita acara</w:t></w:r>" + end,
        b"Berita acara</w:t></w:r>" + run.encode() + end,
    )  # fmt: skip


TRACKED = (
    f'<w:del w:id="1" w:author="A"><w:r><w:delText>{NAME}</w:delText></w:r></w:del>'
    '<w:ins w:id="2" w:author="A"><w:r><w:t>klien</w:t></w:r></w:ins>'
)
VANISHED = f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>{NAME}</w:t></w:r>"
SHOWN = f'<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>{NAME}</w:t></w:r>'
COMMENTS = (
    '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    f'<w:comment w:id="1" w:author="A"><w:p><w:r><w:t>{NAME}</w:t></w:r></w:p></w:comment>'
    "</w:comments>"
).encode()
STYLE = b'<w:style w:type="character" w:styleId="Unseen"><w:rPr><w:vanish/></w:rPr></w:style>'


def commented() -> bytes:
    return samples.with_member(samples.word(), "word/comments.xml", COMMENTS)


def styled(run: str) -> bytes:
    return samples.with_replaced(
        word(run), "word/styles.xml", b"</w:styles>", STYLE + b"</w:styles>"
    )


def sheet(hide) -> bytes:
    book = openpyxl.load_workbook(BytesIO(samples.sheet()))
    hide(book)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def second(book) -> None:
    book.create_sheet("Rahasia").sheet_state = "veryHidden"


def row(book) -> None:
    book.active.row_dimensions[2].hidden = True


def noted(book) -> None:
    book.active["A1"].comment = openpyxl.comments.Comment(NAME, "A")


def open_document(markup: str) -> bytes:
    end = b"Isi laporan</text:p>"
    return samples.with_replaced(
        samples.odt(), "content.xml", end, b"Isi laporan" + markup.encode() + b"</text:p>"
    )


USED = '<w:r><w:rPr><w:rStyle w:val="Unseen"/></w:rPr><w:t>x</w:t></w:r>'


@pytest.mark.parametrize(
    ("kind", "data", "found"),
    [
        (kinds.DOCX, samples.word(), ()),
        (kinds.DOCX, word(SHOWN), ()),
        (kinds.DOCX, word(TRACKED), ("changes",)),
        (kinds.DOCX, commented(), ("comments",)),
        (kinds.DOCX, word(VANISHED), ("hidden",)),
        (kinds.DOCX, styled(""), ()),
        (kinds.DOCX, styled(USED), ("hidden",)),
        (kinds.XLSX, samples.sheet(), ()),
        (kinds.XLSX, sheet(second), ("hidden",)),
        (kinds.XLSX, sheet(row), ("hidden",)),
        (kinds.XLSX, sheet(noted), ("comments",)),
        (kinds.ODT, samples.odt(), ()),
        (kinds.ODT, open_document('<office:annotation office:name="1"/>'), ("comments",)),
        (kinds.ODT, open_document("<text:hidden-text text:is-hidden='true'/>"), ("hidden",)),
        (kinds.DOCX, samples.word()[:-40], ("changes", "comments", "hidden")),
        (kinds.PDF, samples.pdf("x"), ()),
    ],
)
def test_what_an_office_file_holds_behind_what_it_shows(kind, data, found):
    assert behind(BytesIO(data), kind) == found


@pytest.fixture
def app(functional):
    return functional["app"]


@pytest.fixture
def site(functional):
    return functional["portal"]


@pytest.fixture
def case(site):
    case = sample_case(site["perkara"])
    with acting("worker1"):
        client_of(case).name = NAME
    return case


def as_pdf(monkeypatch, text: str) -> None:
    """Have an office program that shows this, wherever none is installed."""
    made = samples.pdf(text)
    monkeypatch.setattr("baleharum.renditions.offices.converted", lambda *_given: made)


def file_of(app, site, case, document, edition):
    context = ready(app, site, case, 0, to=court_of(site), edition=edition)
    taken_in(context, document)
    worked(app)
    return context


def docx(case, data: bytes):
    with acting("worker1"):
        document = add_document(case, data, "surat.docx", kind="catatan-kasus")
    take(document, "worker1", "submit")
    take(document, "supervisor1", "approve")
    return document


def looks(context) -> dict[int, str]:
    return looked.wanted(gates.findings(facts_of(context)))


@pytest.mark.parametrize("edition", ["sealed", "pseudonymous"])
def test_l7_changes_comments_and_hidden_text_are_named_and_looked_at(
    app, site, case, monkeypatch, edition
):
    as_pdf(monkeypatch, "Berita acara klien")
    data = samples.with_member(word(TRACKED + VANISHED), "word/comments.xml", COMMENTS)
    context = file_of(app, site, case, docx(case, data), edition)
    assert looks(context) == {1: "office=changes office=comments office=hidden"}
    take(context, "advocate1", "submit")
    assert "tick that you did" in refused(context, "supervisor1", "approve", comment="x")
    take(context, "supervisor1", "return", comment="x")
    bundle = bound(app, checked(context))
    told = json.loads(bundle.manifest.data)["gates"]
    said = " ".join(row.get("found", "") for row in told if row["gate"] == "G9")
    assert "tracked changes" in said and "comments" in said and "hidden text" in said
    assert NAME not in "".join(texts(bundle.pdf.data))


def test_l7_a_struck_out_name_that_the_pdf_shows_stops_the_edition_without_names(
    app, site, case, monkeypatch
):
    as_pdf(monkeypatch, f"Berita acara {NAME} klien")
    context = file_of(app, site, case, docx(case, word(TRACKED)), "pseudonymous")
    checked(context)
    with acting("advocate1"):
        exporting.ask(context)
    worked(app)
    assert bundles_of(case) == []
    assert "G3" in {each.gate for each in gates.blockers(facts_of(context))}


def test_own_counsel_is_asked_nothing(app, site, case, monkeypatch):
    as_pdf(monkeypatch, "Berita acara")
    assert looks(file_of(app, site, case, docx(case, word(TRACKED)), "own-counsel")) == {}


def test_where_no_office_program_is_it_is_said_before_somebody_prints_it(
    app, site, case, monkeypatch
):
    """The PDF that they file then is looked at, for it may show what was struck out."""
    monkeypatch.setattr("baleharum.renditions.offices.program", lambda: "")
    document = docx(case, word(TRACKED))
    context = file_of(app, site, case, document, "sealed")
    known = renditions.rendered(document)
    assert (known.reason, known.behind) == ("no-office", ("changes",))
    assert looks(context) == {1: "office=changes"}
    with acting("worker1"):
        newer = add_version(document, samples.pdf(f"Berita acara {NAME}"), "surat.pdf")
    take(newer, "worker1", "submit")
    take(newer, "supervisor1", "approve")
    other = file_of(app, site, case, newer, "sealed")
    assert renditions.rendered(newer).before == ("changes",)
    assert looks(other) == {1: "before=changes"}
    assert looks(file_of(app, site, case, approved(case, data=samples.pdf("y")), "sealed")) == {}
