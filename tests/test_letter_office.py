"""The same letter as DOCX: every field filled, what is wrong in a template told by its name."""

from baleharum.documents import gate
from baleharum.letters import office
from baleharum.letters.fields import FIELDS
from baleharum.letters.refusals import LetterRefused
from io import BytesIO
from tests.document_samples import with_member
from tests.letters import HEAD
from tests.letters import NEEDED
from tests.letters import sample_letter
from tests.letters import template
from tests.test_letter_pdf import HOSTILE

import docx
import pytest
import zipfile


DEFAULT = office.DEFAULT.read_bytes()


def text_of(data: bytes) -> str:
    """Return all text of a DOCX, tables included, in one line."""
    document = docx.Document(BytesIO(data))
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    parts = [each.text for each in (*document.paragraphs, *cells)]
    return " ".join(" ".join(parts).split())


def told(refused) -> list[tuple[str, dict]]:
    """Return what a refusal says: ids of messages and what they name."""
    return [(str(each), each.mapping) for each in refused.value.problems]


def test_the_products_template_says_what_the_pdf_says():
    letter = sample_letter()
    found = text_of(office.letter_docx(letter, HEAD, DEFAULT))
    for said in (
        *HEAD.lines,
        HEAD.address,
        "Mataram, 28 September 2026",
        letter.number,
        "Rahasia",
        "2 (dua) berkas",
        *letter.addressee,
        *letter.paragraphs,
        "Lalu Contoh",
        "Tembusan: 1. Arsip",
        *(enclosed.sha256 for enclosed in letter.enclosures),
    ):
        assert said in found, said
    assert "{" not in found


def test_it_holds_the_logo_as_a_picture():
    filled = office.letter_docx(sample_letter(), HEAD, DEFAULT)
    assert [n for n in zipfile.ZipFile(BytesIO(filled)).namelist() if n.startswith("word/media/")]


def test_it_may_be_filed_in_a_case():
    filled = office.letter_docx(sample_letter(), HEAD, DEFAULT)
    assert gate.examine(BytesIO(filled), "surat.docx").findings == ()


def test_it_names_nobody_but_the_letter():
    properties = docx.Document(
        BytesIO(office.letter_docx(sample_letter(), HEAD, DEFAULT))
    ).core_properties
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert properties.title == sample_letter().number


def test_the_products_template_is_one_that_may_be_uploaded():
    assert office.checked(DEFAULT, "letter.docx") == DEFAULT


@pytest.mark.parametrize("text", HOSTILE)
def test_what_people_type_stays_text(text):
    letter = sample_letter(subject=text, paragraphs=(text,), number=text, copies=(text,))
    assert text_of(office.letter_docx(letter, HEAD, DEFAULT)).count(text) >= 3


@pytest.mark.parametrize(
    ("written", "id_", "named"),
    [
        ("{{ nomer }}", "error_template_field", "nomer"),
        ("{{ kop.nomor }}", "error_template_field", "kop.nomor"),
        ("{% if rahasia %}x{% endif %}", "error_template_field", "rahasia"),
        ("{% for a in orang %}x{% endfor %}", "error_template_field", "orang"),
        (
            "{% for a in daftar_lampiran %}{{ a.hash }}{% endfor %}",
            "error_template_field",
            "a.hash",
        ),
        ("{% for a in isi %}{{ a }}{% endfor %}{{ a }}", "error_template_field", "a"),
        ("{{ isi }}", "error_template_list", "isi"),
        ("{% for a in daftar_lampiran %}{{ a }}{% endfor %}", "error_template_entry", "a"),
        ("{% for a in nomor %}{{ a }}{% endfor %}", "error_template_no_list", "nomor"),
    ],
)
def test_a_field_that_a_letter_does_not_have_is_named(written, id_, named):
    with pytest.raises(LetterRefused) as refused:
        office.letter_docx(sample_letter(), HEAD, template(written))
    (found,) = told(refused)
    assert found[0] == id_ and found[1]["field"] == named


def test_all_that_is_wrong_is_told_at_once():
    with pytest.raises(LetterRefused) as refused:
        office.letter_docx(sample_letter(), HEAD, template("{{ nomer }} {{ tangal }}", "{{ isi }}"))
    assert {mapping["field"] for _id, mapping in told(refused)} == {"nomer", "tangal", "isi"}


@pytest.mark.parametrize(
    "written",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ nomor.__class__ }}",
        "{{ logo.tpl }}",
        "{{ hal['__class__'] }}",
        "{{ range(1000000000) }}",
        "{{ 'x' * 1000000000 }}",
        "{{ hal|attr('__class__') }}",
        "{{ hal|replace('a', 'b') }}",
        "{{ cycler('a') }}",
        "{% set a = 1 %}",
        "{% macro m() %}{% endmacro %}",
        "{% include 'letter.docx' %}",
        "{% import 'os' as os %}",
        "{% for a in isi %}{% for b in isi %}x{% endfor %}{% endfor %}",
        "{% for a in isi recursive %}x{% endfor %}",
        "{% for a in [1, 2] %}x{% endfor %}",
        "{% filter upper %}x{% endfilter %}",
        "{{ self }}",
    ],
)
def test_a_template_is_no_program(written):
    with pytest.raises(LetterRefused):
        office.letter_docx(sample_letter(), HEAD, template(written))


@pytest.mark.parametrize(
    "written", ["{{ nomor ", "{% if nomor %}", "{% endfor %}", "{{ 1 + }}", "{% nomor %}"]
)
def test_a_sign_that_is_not_understood_is_told_with_its_place(written):
    with pytest.raises(LetterRefused) as refused:
        office.letter_docx(sample_letter(), HEAD, template(written))
    ((id_, mapping),) = told(refused)
    assert id_ == "error_template_sign" and written.split()[0] in mapping["place"]


def test_conditions_loops_and_filters_do():
    written = (
        "{% if nip %}NIP {{ nip }}{% else %}-{% endif %}",
        "{% for a in tembusan %}{{ loop.index }}. {{ a|upper }}{% endfor %}",
        "{{ penerima|join(', ') }} {{ daftar_lampiran|length }}",
    )
    found = text_of(office.letter_docx(sample_letter(), HEAD, template(*written)))
    assert found == ("NIP 19800101 200501 1 000 1. ARSIP Kepala Lembaga Contoh, di Mataram 2")


def test_a_header_is_filled_and_looked_at_too():
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "{{ nomer }}"
    stream = BytesIO()
    document.save(stream)
    with pytest.raises(LetterRefused, match="nomer"):
        office.letter_docx(sample_letter(), HEAD, stream.getvalue())


def test_a_template_of_ones_own_is_taken():
    assert office.checked(template(*NEEDED), "surat.docx")


@pytest.mark.parametrize("left_out", [field.name for field in FIELDS if field.needed])
def test_a_template_without_a_field_that_every_letter_has_is_refused(left_out):
    without = [text.replace(left_out, "alamat") for text in NEEDED]
    without = [text.replace("in alamat", "in tembusan") for text in without]
    with pytest.raises(LetterRefused) as refused:
        office.checked(template(*without), "surat.docx")
    assert told(refused) == [("error_template_missing", {"names": left_out})]


@pytest.mark.parametrize(
    ("data", "name", "id_"),
    [
        (b"%PDF-1.4\n", "surat.docx", None),
        (DEFAULT, "surat.pdf", None),
        (b"", "surat.docx", None),
        (b"PK\x03\x04broken", "surat.docx", None),
        (b"x" * (office.LIMIT + 1), "surat.docx", "error_template_size"),
        (with_member(DEFAULT, "word/vbaProject.bin", b"x"), "a.docx", "error_template_active"),
        (b"hanya teks", "surat.txt", "error_template_kind"),
    ],
    ids=["pdf", "name", "empty", "broken", "large", "macros", "text"],
)
def test_what_is_no_harmless_docx_is_refused(data, name, id_):
    with pytest.raises(LetterRefused) as refused:
        office.checked(data, name)
    assert id_ is None or told(refused)[0][0] == id_
