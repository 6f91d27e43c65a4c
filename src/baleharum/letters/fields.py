"""What can be written in a template of a letter: the one list for PDF, DOCX and its page."""

from baleharum import _
from baleharum.letters.letter import counted
from baleharum.letters.letter import Letter
from baleharum.letters.letter import plain
from baleharum.letters.letterhead import Letterhead
from baleharum.terms.days import day_text
from baleharum.terms.lists import term
from dataclasses import dataclass
from typing import Any
from zope.i18nmessageid import Message


@dataclass(frozen=True)
class Field:
    """A field by its name in templates. parts: of each entry of a list, () for lines of text."""

    name: str
    title: Message
    is_list: bool = False
    parts: tuple[str, ...] = ()
    needed: bool = False


FIELDS = (
    Field("logo", _("letter_field_logo", default="The logo of the letterhead")),
    Field("kop", _("letter_field_kop", default="The lines of the letterhead"), is_list=True),
    Field("alamat", _("letter_field_alamat", default="The address of the letterhead")),
    Field("telepon", _("letter_field_telepon", default="The telephone of the letterhead")),
    Field("surel", _("letter_field_surel", default="The e-mail address of the letterhead")),
    Field("kota", _("letter_field_kota", default="Where the letter is written")),
    Field("nomor", _("letter_field_nomor", default="Letter number; empty in a draft"), needed=True),
    Field("tanggal", _("letter_field_tanggal", default="The day, in words"), needed=True),
    Field("sifat", _("letter_field_sifat", default="How confidential or urgent it is")),
    Field("lampiran", _("letter_field_lampiran", default="How many enclosures there are")),
    Field("hal", _("letter_field_hal", default="What the letter is about"), needed=True),
    Field(
        "penerima",
        _("letter_field_penerima", default="The lines of the addressee"),
        is_list=True,
        needed=True,
    ),
    Field("isi", _("letter_field_isi", default="The paragraphs"), is_list=True, needed=True),
    Field("jabatan", _("letter_field_jabatan", default="The office of who signs")),
    Field("nama", _("letter_field_nama", default="The name of who signs"), needed=True),
    Field("pangkat", _("letter_field_pangkat", default="The rank of who signs")),
    Field("nip", _("letter_field_nip", default="The staff number (NIP) of who signs")),
    Field("tembusan", _("letter_field_tembusan", default="Who gets a copy"), is_list=True),
    Field(
        "daftar_lampiran",
        _("letter_field_daftar_lampiran", default="The enclosures, with their hashes"),
        is_list=True,
        parts=("nama", "halaman", "sha256"),
    ),
)
BY_NAME = {field.name: field for field in FIELDS}


def values(letter: Letter, head: Letterhead) -> dict[str, Any]:
    """Return the value of every field but the logo: texts, lists of texts, lists of dicts."""
    signatory = letter.signatory
    texts = {
        "alamat": head.address,
        "telepon": head.phone,
        "surel": head.email,
        "kota": head.city,
        "nomor": letter.number,
        "tanggal": day_text(letter.day, "id"),
        "sifat": term("letter-natures", letter.nature).id,
        "lampiran": counted(len(letter.enclosures)),
        "hal": letter.subject,
        "jabatan": signatory.office,
        "nama": signatory.name,
        "pangkat": signatory.rank,
        "nip": signatory.number,
    }
    lists = {
        "kop": head.lines,
        "penerima": letter.addressee,
        "isi": letter.paragraphs,
        "tembusan": letter.copies,
    }
    return {
        **{name: plain(text) for name, text in texts.items()},
        **{name: [plain(text) for text in lines] for name, lines in lists.items()},
        "daftar_lampiran": [
            {
                "nama": plain(each.name),
                "halaman": "-" if each.pages is None else str(each.pages),
                "sha256": each.sha256,
            }
            for each in letter.enclosures
        ],
    }
