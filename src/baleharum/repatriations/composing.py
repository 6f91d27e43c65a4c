"""The assignment letter and the handover minutes, in official Indonesian, as PDF/A."""

from baleharum.cases.layout import case_of
from baleharum.cases.layout import full_name
from baleharum.cases.moments import today
from baleharum.letters.letter import Letter
from baleharum.letters.letter import plain
from baleharum.letters.letter import Signatory
from baleharum.letters.letterhead import letterhead
from baleharum.letters.letterhead import signatory
from baleharum.letters.typeset import compiled
from baleharum.letters.typeset import letter_pdf
from baleharum.repatriations.facts import office_name
from baleharum.repatriations.facts import person_of
from baleharum.repatriations.facts import place_text
from baleharum.terms.days import day_text
from baleharum.terms.days import WEEKDAYS
from baleharum.terms.lists import term
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from plone import api
from typing import Any


#: Classification of Permendagri 83/2022: victims of violence and migrants.
CODE = "400.9.8"
#: What a number will look like, to try whether the letter can be set.
TRIAL = "400.9.8/0000/BH/I/2026"
MINUTES = Path(__file__).with_name("minutes.typ")
BLANK = "…"


def order(context: Any) -> Letter:
    """Return the assignment letter as it stands; before it is signed it has no number."""
    return Letter(
        number=context.number,
        subject="Surat tugas pendampingan pemulangan",
        addressee=(context.escort or BLANK, "di Tempat"),
        paragraphs=tuple(_paragraphs(context)),
        day=context.signed_on or today(),
        signatory=signer(context),
        nature="rahasia",
        copies=(office_name(context),) if office_name(context) else (),
    )


def _paragraphs(context: Any) -> Iterator[str]:
    person = person_of(context)
    means = term("travel-means", context.means).id.lower() if context.means else BLANK
    planned = day_text(context.planned_on, "id") if context.planned_on else BLANK
    yield (
        f"Dengan ini kami menugaskan {context.escort or BLANK} untuk mendampingi pemulangan penerima"
        f" manfaat dengan nomor perkara {case_of(context).getId()}, atas nama"
        f" {person.name if person is not None else BLANK}."
    )
    yield (
        f"Tujuan: {place_text(context) or BLANK}. Perjalanan direncanakan pada tanggal {planned}"
        f" dengan {means}."
    )
    if context.companion:
        yield f"Pendamping selama perjalanan: {context.companion}."
    yield (
        "Penerima manfaat diserahkan kepada keluarga atau dinas sosial daerah asal, dituangkan dalam"
        " berita acara serah terima yang ditandatangani kedua belah pihak. Alamat dan keterangan lain"
        " tentang penerima manfaat dirahasiakan."
    )
    yield "Demikian surat tugas ini dibuat untuk dilaksanakan dengan penuh tanggung jawab."


def signer(context: Any) -> Signatory:
    """Return who signs: as the settings say, or else the head who has signed."""
    kept = signatory()
    if kept.name:
        return kept
    name = full_name(context.signed_by) if context.signed_by else BLANK
    return Signatory(kept.office or "Kepala", name, kept.rank, kept.number)


def order_pdf(context: Any) -> bytes:
    """Return the assignment letter as PDF/A, as it stands. Raises LetterRefused."""
    return letter_pdf(order(context), letterhead(api.portal.get()))


def tried(context: Any) -> None:
    """Set the letter as if it were signed. Raises LetterRefused for what can't be set."""
    letter_pdf(replace(order(context), number=TRIAL), letterhead(api.portal.get()))


def minutes_pdf(context: Any) -> bytes:
    """Return the handover minutes as PDF/A, to be signed by hand. Raises LetterRefused."""
    head, person = letterhead(api.portal.get()), person_of(context)
    day = context.handed_on or today()
    data = {
        "day": (day.year, day.month, day.day),
        "head": [plain(line) for line in head.lines],
        "address": plain(head.address),
        "reach": plain(" · ".join(filter(None, (head.phone, head.email)))),
        "order": context.number,
        "case": case_of(context).getId(),
        "person": plain((person.name or "") if person is not None else ""),
        "place": plain(place_text(context)),
        "escort": plain(context.escort or ""),
        "companion": plain(context.companion or ""),
        "taker": plain(context.handed_to or ""),
        "office": plain(context.handed_office or office_name(context)),
        "weekday": WEEKDAYS["id"][context.handed_on.weekday()] if context.handed_on else "",
        "date": day_text(context.handed_on, "id") if context.handed_on else "",
    }
    return compiled(MINUTES, data, logo=head.logo)
