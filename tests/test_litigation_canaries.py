"""L7 and L9: names of a case in every place of a file, and none of them in the edition without names."""

from baleharum.bundles.looking import hits
from baleharum.bundles.names import needles
from baleharum.cases.api import add_document
from baleharum.litigation import exhibits
from baleharum.litigation import exporting
from baleharum.litigation import pseudonyms
from baleharum.litigation.content import bundles_of
from baleharum.litigation.facts import facts_of
from baleharum.litigation.gates import findings
from baleharum.litigation.pseudonyms import named
from baleharum.litigation.pseudonyms import Row
from baleharum.litigation.redacting import Exhibit
from baleharum.renditions import making
from baleharum.renditions.boxes import Box
from io import BytesIO
from PIL import Image
from PIL import ImageDraw
from tests import document_samples
from tests.bundles_made import saved
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
from tests.referrals_made import take
from tests.referrals_made import uid
from tests.referrals_made import write

import pikepdf
import pypdfium2
import pytest
import re
import zipfile


NAME, NIK, PHONE = "Lale Canarisari Dewi", "5271055708120000", "081299887766"
ADDRESS = "Jl. Kanari No. 17, Mataram"
#: Five spellings, two numbers, and the street as somebody else writes it.
SAID = (
    "LALE CANARISARI DEWI",
    "lale  canarisari-dewi",
    "Lale Canarisari Dewi",
    "L. C. Dewi",
    "Dewi, Lale Canarisari",
    "NIK 5271 0557 0812 0000",
    "telp +62 812-9988-7766",
    "Jalan Kanari 17",
)
#: What may stand in no stream, whatever its case.
CANARY = re.compile(rb"canarisari|\0c\0a\0n\0a\0r\0i|63616e617269|5271.?0557|9988.?7766", re.I)


@pytest.fixture
def app(functional):
    return functional["app"]


@pytest.fixture
def site(functional):
    return functional["portal"]


@pytest.fixture
def case(site):
    case = sample_case(site["perkara"])
    person = client_of(case)
    with acting("worker1"):
        person.name, person.nik, person.phone, person.address = NAME, NIK, PHONE, ADDRESS
    return case


def said_in_text() -> bytes:
    """Two pages; the second one says all of it."""
    with pikepdf.open(BytesIO(document_samples.pdf("Halaman satu", "x"))) as pdf:
        shown = " ".join(f"({each}) Tj 0 -30 Td" for each in SAID)
        text = f"BT /F1 18 Tf 72 760 Td {shown} ET"
        pdf.pages[1].Contents = pdf.make_stream(text.encode())
        return saved(pdf)


def said_everywhere_else() -> bytes:
    """A page that says nothing, and all else in the file that does."""
    with pikepdf.open(BytesIO(document_samples.pdf("Surat biasa"))) as pdf:
        page = pdf.pages[0]
        page.contents_add(f"BT 3 Tr /F1 12 Tf 72 400 Td ({NAME}) Tj ET".encode())
        page.Annots = pikepdf.Array([_note(pdf), _field(pdf, page)])
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[page.Annots[1]])
        page.PieceInfo = pikepdf.Dictionary({"/X": pdf.make_stream(NAME.encode("utf-16-be"))})
        pdf.docinfo["/Title"] = f"Laporan {NAME}"
        with pdf.open_metadata() as told:
            told["dc:title"] = f"Laporan {NAME}"
        with pdf.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem(NAME, 0))
        pdf.attachments[f"{NAME}.txt"] = f"{NAME} {NIK}".encode()
        _layer(pdf, page)
        return saved(pdf)


def _note(pdf):
    return pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[10, 10, 30, 30],
            Contents=pikepdf.String(f"Ini {NAME}"), F=2,
        )
    )  # fmt: skip


def _field(pdf, page):
    return pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Tx,
            T=pikepdf.String("nik"), V=pikepdf.String(NIK), Rect=[10, 50, 30, 60], F=2,
        )
    )  # fmt: skip


def _layer(pdf, page) -> None:
    """A text in a layer that is switched off."""
    layer = pdf.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name=pikepdf.String("catatan"))
    )
    pdf.Root.OCProperties = pikepdf.Dictionary(
        OCGs=[layer], D=pikepdf.Dictionary(OFF=[layer], Order=[layer])
    )
    page.Resources.Properties = pikepdf.Dictionary(Hidden=layer)
    hidden = f"/OC /Hidden BDC BT 0 Tr /F1 12 Tf 72 300 Td ({NAME}) Tj ET EMC"
    page.contents_add(hidden.encode())


def scan() -> bytes:
    """A photo of a page with a name in its pixels, and one in its EXIF."""
    image = Image.new("RGB", (800, 1100), "white")
    ImageDraw.Draw(image).text((80, 100), NAME, fill="black", font_size=40)
    exif = Image.Exif()
    exif[0x010E] = NAME
    target = BytesIO()
    image.save(target, "JPEG", exif=exif, comment=NAME.encode())
    return target.getvalue()


def filed(case, data: bytes, filename: str):
    """File an approved document under a name that says somebody's."""
    with acting("worker1"):
        document = add_document(case, data, filename, kind="catatan-kasus")
    take(document, "worker1", "submit")
    take(document, "supervisor1", "approve")
    return document


def everything(app, site, case):
    """A file of the edition without names, whose exhibits say them in every place."""
    context = ready(app, site, case, 0, to=court_of(site), edition="pseudonymous")
    files = [
        filed(case, said_in_text(), f"{NAME}.pdf"),
        filed(case, said_everywhere_else(), f"{NAME} 2.pdf"),
        filed(case, scan(), f"{NAME}.jpg"),
    ]
    taken_in(context, *files)
    with acting("advocate1"):
        pseudonyms.write(case, [Row("Anak A", uid(client_of(case)))])
        for number in (1, 2, 3):
            exhibits.describe(context, number, title=f"Surat {NAME}", proves=f"Tentang {NIK}")
        exhibits.describe(context, 3, flags=("faces-seen",))
    write(context, "advocate1", subject=f"Perwalian {NAME}", case_no=f"12/{NIK}")
    worked(app)
    return context


def streams(data: bytes) -> bytes:
    """Return everything of a PDF, every stream of it unpacked."""
    parts = [data]
    with pikepdf.open(BytesIO(data)) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream):
                parts.append(thing.read_raw_bytes())
                if thing.get("/Subtype") != pikepdf.Name.Image:
                    parts.append(thing.read_bytes())
        target = BytesIO()
        pdf.save(target, qdf=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return b"\n".join((*parts, target.getvalue()))


def test_l7_no_name_is_left_in_any_place_of_the_edition_without_names(app, site, case):
    context = everything(app, site, case)
    with acting("advocate1"):
        exhibit = Exhibit(context, 1)
        found = [each.box for each in exhibit.named()]
        assert {box.reason for box in found} == {"name", "number", "address"}
        exhibit.draw(found)
        # Nobody reads the pixels of a photo here: somebody draws the box by hand.
        Exhibit(context, 3).draw([Box(1, 0.05, 0.05, 0.9, 0.2, "name")])
    worked(app)
    bundle = bound(app, checked(context))
    assert context.found == ()
    wanted = needles(each.name for each in named(case))
    data = bundle.pdf.data
    assert hits(data, wanted) == []
    assert not CANARY.search(streams(data))
    said = "".join(texts(data))
    assert "[Anak A]" in said and "Perwalian [Anak A]" in said
    with zipfile.ZipFile(BytesIO(bundle.package.data)) as package:
        for name in package.namelist():
            assert not CANARY.search(name.encode() + package.read(name)), name
            if name.endswith(".pdf"):
                assert not CANARY.search(streams(package.read(name))), name


def test_l7_what_is_left_is_listed_with_the_page_on_which_it_is_mended(app, site, case):
    context = everything(app, site, case)
    checked(context)
    with acting("advocate1"):
        exporting.ask(context)
    worked(app)
    assert bundles_of(case) == []
    held = [each for each in findings(facts_of(context)) if each.gate == "G3"]
    told = {(each.number, each.sheet, each.blocks) for each in held}
    # The third one is a photo: it is told where a program reads scans.
    assert (1, 2, True) in told and told <= {(1, 2, True), (3, 1, True)}
    take(context, "advocate1", "return", comment="Nama dihitamkan dahulu.")
    with acting("advocate1"):
        assert Exhibit(context, 1).told == (2,)
    assert "G3" not in {each.gate for each in findings(facts_of(context))}


@pytest.mark.parametrize("said", SAID)
def test_l7_each_spelling_alone_stops_the_edition(app, site, case, said):
    context = ready(app, site, case, 0, to=court_of(site), edition="pseudonymous")
    taken_in(context, approved(case, "catatan-kasus", data=document_samples.pdf(said)))
    worked(app)
    checked(context)
    with acting("advocate1"):
        exporting.ask(context)
    worked(app)
    assert bundles_of(case) == [] and context.found, said


def test_l9_a_redacted_page_gives_nothing_to_whoever_copies_or_unpacks_it():
    paper = making.rendition(BytesIO(said_in_text()), "application/pdf").data
    assert CANARY.search(streams(paper))
    left = making.redacted(paper, [Box(2, 0.05, 0.02, 0.9, 0.4, "name")]).data
    assert not CANARY.search(streams(left))
    with pypdfium2.PdfDocument(left) as document:
        text = document[1].get_textpage()
        assert "anari" not in text.get_text_range()
        assert "Halaman satu" in document[0].get_textpage().get_text_range()
    assert left.count(b"%%EOF") == 1
