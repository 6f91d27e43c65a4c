"""The same letter as DOCX, which an office can amend: a template, the product's or the centre's own."""

from baleharum import _
from baleharum.documents import kinds
from baleharum.documents.gate import examine
from baleharum.documents.sniff import Refused
from baleharum.letters.fields import FIELDS
from baleharum.letters.fields import values
from baleharum.letters.letter import Enclosed
from baleharum.letters.letter import Letter
from baleharum.letters.letter import Signatory
from baleharum.letters.letterhead import kept_file
from baleharum.letters.letterhead import Letterhead
from baleharum.letters.letterhead import TEMPLATE
from baleharum.letters.refusals import LetterRefused
from baleharum.letters.strict import StrictEnvironment
from baleharum.letters.typeset import drawn
from datetime import date
from datetime import datetime
from docx.shared import Mm
from docxtpl import DocxTemplate
from docxtpl import InlineImage
from io import BytesIO
from jinja2.exceptions import TemplateError
from pathlib import Path
from typing import Any


DEFAULT = Path(__file__).parent / "data" / "letter.docx"
LIMIT = 1024 * 1024
LOGO_HEIGHT = Mm(22)
DRAFT = "DRAF"


def template(site: Any) -> bytes:
    """Return the template of a site: its own, or the one of the product."""
    kept = kept_file(site, TEMPLATE)
    return kept.data if kept else DEFAULT.read_bytes()


def letter_docx(letter: Letter, head: Letterhead, source: bytes) -> bytes:
    """Return a letter as DOCX. source: the template. Raises LetterRefused, naming each field."""
    return _filled(letter, head, source)[0]


def checked(data: bytes, filename: str) -> bytes:
    """Return a template that may be kept: it was looked at and filled with a sample letter.

    Raises LetterRefused with all that is wrong.
    """
    if len(data) > LIMIT:
        raise LetterRefused(_("error_template_size", default="A template has 1 MB at most."))
    try:
        found = examine(BytesIO(data), filename)
    except Refused as refused:
        raise LetterRefused(refused.message) from refused
    if found.media_type != kinds.DOCX:
        raise LetterRefused(_("error_template_kind", default="A template is a DOCX file."))
    if found.findings:
        raise LetterRefused(
            _(
                "error_template_active",
                default="The template has something that acts by itself or comes from elsewhere"
                " (${findings}). Save it without macros, links to templates and objects.",
                mapping={"findings": ", ".join(found.findings)},
            )
        )
    _filled_file, seen = _filled(sample(), Letterhead(("Bale Harum",)), data)
    missing = [field.name for field in FIELDS if field.needed and field.name not in seen]
    if missing:
        raise LetterRefused(
            _(
                "error_template_missing",
                default="No letter is without these fields, but the template is: ${names}.",
                mapping={"names": ", ".join(missing)},
            )
        )
    return data


def _filled(letter: Letter, head: Letterhead, source: bytes) -> tuple[bytes, set[str]]:
    environment = StrictEnvironment()
    document = DocxTemplate(BytesIO(source))
    stream = BytesIO()
    try:
        document.init_docx()
        logo = _logo(document, head)
        document.render({**values(letter, head), "logo": logo}, environment, autoescape=True)
        _own(document, letter)
        document.save(stream)
    except LetterRefused:
        raise
    except TemplateError as error:
        raise LetterRefused(_sign(error)) from error
    except Exception as error:  # Whatever docxtpl, python-docx and lxml say of a strange file.
        raise LetterRefused(
            _(
                "error_template_broken",
                default="The template can't be filled. Save it anew as DOCX and try that file.",
            )
        ) from error
    return stream.getvalue(), environment.seen


def _logo(document: DocxTemplate, head: Letterhead) -> Any:
    if not head.logo:
        return ""
    return InlineImage(document, BytesIO(drawn(head.logo)), height=LOGO_HEIGHT)


def _own(document: DocxTemplate, letter: Letter) -> None:
    """Say of the file what the letter says, and not who once wrote the template."""
    properties = document.core_properties
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.title = letter.number
    properties.created = properties.modified = datetime.combine(letter.day, datetime.min.time())
    if not letter.number:
        for section in document.docx.sections:
            _mark(section)


def _mark(section: Any) -> None:
    """Say in the head of every page that it is a draft."""
    for head in (section.header, section.first_page_header, section.even_page_header):
        head.is_linked_to_previous = False
        head.add_paragraph(DRAFT)


def _sign(error: TemplateError):
    place = " ".join("".join(getattr(error, "docx_context", ()) or ()).split())
    return _(
        "error_template_sign",
        default="A sign of the template is not understood (${what}), near “${place}”.",
        mapping={"what": error.message or type(error).__name__, "place": place[:120]},
    )


def sample() -> Letter:
    """Return an invented letter, which shows every field."""
    return Letter(
        number="400.9.8/0000/CONTOH/I/2026",
        day=date(2026, 1, 28),
        nature="rahasia",
        subject="Contoh surat",
        addressee=("Kepala Lembaga Contoh", "di Mataram"),
        paragraphs=(
            "Surat ini adalah contoh. Isinya tidak berlaku.",
            "Demikian disampaikan, atas perhatian Saudara kami ucapkan terima kasih.",
        ),
        signatory=Signatory("Kepala Contoh", "Lalu Contoh", "Pembina", "00000000 000000 0 000"),
        copies=("Arsip",),
        enclosures=(Enclosed("contoh.pdf", 2, "0" * 64), Enclosed("rekaman.mp3", None, "1" * 64)),
    )
