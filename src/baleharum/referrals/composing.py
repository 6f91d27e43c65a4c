"""What a referral letter says, in official Indonesian: the text for PDF and DOCX."""

from baleharum import _
from baleharum.cases.history import state_of
from baleharum.cases.identity import mask_nik
from baleharum.cases.layout import case_of
from baleharum.cases.layout import full_name
from baleharum.cases.moments import today
from baleharum.letters.letter import Enclosed
from baleharum.letters.letter import Letter
from baleharum.letters.letter import Signatory
from baleharum.letters.letterhead import letterhead
from baleharum.letters.letterhead import signatory
from baleharum.letters.typeset import letter_pdf
from baleharum.referrals.checks import enclosed
from baleharum.referrals.choices import in_case
from baleharum.referrals.choices import partner_with
from baleharum.referrals.grounds import ground
from baleharum.referrals.policy import ANSWER_DAYS
from baleharum.referrals.policy import HANDOVER
from baleharum.terms.days import day_text
from baleharum.terms.lists import term
from baleharum.terms.lists import terms
from dataclasses import replace
from datetime import date
from plone import api
from typing import Any

import re


#: field of a person -> code list of its token.
CODED = {
    "sex": "sexes",
    "kelurahan": "kelurahan",
    "religion": "religions",
    "marital_state": "marital-states",
    "education": "education",
    "disability": "disabilities",
}
SUBJECTS = {
    "layanan": "Rujukan layanan sosial",
    HANDOVER: "Rujukan dan serah terima penanganan",
}
NOT_KNOWN = "(tidak tercatat)"
NIK = "nik"
CONSENT = "persetujuan"
#: As wide as the indent of a paragraph, also where a template is an office document.
INDENT = "\u2003" * 3
#: What a number will look like, to try whether a letter can be set.
TRIAL = "400.9.8/0000/BH/I/2026"


def disclosed_now(letter: Any) -> tuple[tuple[str, str], ...]:
    """Return (token, text) of each item of the checklist that the record of the person answers."""
    person = in_case(case_of(letter), letter.about, "CaseSubject")
    if person is None:
        return ()
    chosen = letter.data
    return tuple(
        (known.token, value_text(person, known.extra["field"]))
        for known in terms("minimum-data")
        if known.token in chosen and known.extra["field"]
    )


def shown(rows: Any) -> dict[str, str]:
    """Return token -> text of what is disclosed as pages show it: a NIK stands in the letter alone."""
    texts = dict(rows or ())
    if texts.get(NIK, "").isdecimal():
        texts[NIK] = mask_nik(texts[NIK])
    return texts


def value_text(person: Any, field: str) -> str:
    """Return a field of a person as a letter says it."""
    value = getattr(person, field)
    if value in (None, ""):
        return NOT_KNOWN
    if field in CODED:
        return term(CODED[field], value).id
    return day_text(value, "id") if isinstance(value, date) else str(value)


def letter(context: Any) -> Letter:
    """Return a referral letter as it stands: a draft has no number, and today's data."""
    is_draft = state_of(context) in ("", "draft")
    partner = partner_with(context.partner or "")
    name = partner.title if partner is not None else "…"
    if not is_draft:
        name = context.addressee or name
    return Letter(
        number=context.number,
        subject=SUBJECTS[context.mode],
        addressee=(f"Pimpinan {name}", "di Tempat"),
        paragraphs=tuple(_paragraphs(context, is_draft)),
        day=context.signed_on or today(),
        signatory=signer(context),
        nature=context.nature,
        enclosures=tuple(
            Enclosed(
                f"{term('document-kinds', row.kind).id} (versi {row.version})",
                row.pages,
                row.sha256,
            )
            for row in (enclosed(context) if is_draft else context.enclosures)
        ),
    )


def signer(context: Any) -> Signatory:
    """Return who signs: as the settings say, or else the head who has signed."""
    kept = signatory()
    if kept.name:
        return kept
    name = full_name(context.signed_by) if context.signed_by else "…"
    return Signatory(kept.office or "Kepala", name, kept.rank, kept.number)


def _paragraphs(context: Any, is_draft: bool):
    case = case_of(context)
    yield (
        "Bersama surat ini kami merujuk satu orang penerima manfaat yang kami dampingi, dengan"
        f" nomor perkara {case.getId()}{_services(context)}."
    )
    if context.purpose:
        yield f"Maksud rujukan: {_sentence(context.purpose)}"
    rows = disclosed_now(context) if is_draft else context.disclosed
    if rows:
        yield "\n".join(
            (
                "Data yang kami sampaikan:",
                *(f"{INDENT}{_item(token)}: {text}" for token, text in rows),
            )
        )
    yield from (part.strip() for part in re.split(r"\n\s*\n", context.text or "") if part.strip())
    if context.mode == HANDOVER:
        yield (
            "Dengan rujukan ini kami bermaksud menyerahkan penanganan sepenuhnya. Serah terima"
            " dituangkan dalam berita acara yang ditandatangani kedua belah pihak."
        )
    yield _basis(context, is_draft)
    yield (
        f"Kami mohon jawaban Saudara paling lambat {ANSWER_DAYS} (tujuh) hari sejak surat ini"
        " dikirim. Demikian kami sampaikan, atas perhatian dan kerja sama Saudara kami ucapkan"
        " terima kasih."
    )


def _services(context: Any) -> str:
    labels = [term("simfoni-services", token).id.lower() for token in context.services or ()]
    return f", untuk memperoleh layanan {_listed(labels)}" if labels else ""


def _listed(words: list[str]) -> str:
    """Return words as a list in Indonesian.

    >>> _listed(["a"]), _listed(["a", "b"]), _listed(["a", "b", "c"])
    ('a', 'a dan b', 'a, b, dan c')
    """
    if len(words) < 3:
        return " dan ".join(words)
    return f"{', '.join(words[:-1])}, dan {words[-1]}"


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _item(token: str) -> str:
    return term("minimum-data", token).id


def _basis(context: Any, is_draft: bool) -> str:
    rest = ground(context) if is_draft else context.rest
    if rest is None or not rest.basis:
        told = "(belum ada dasar yang berlaku)"
    elif rest.basis == CONSENT:
        told = "persetujuan tertulis atau terekam dari yang bersangkutan atau walinya"
    else:
        known = term("lawful-bases", rest.basis)
        told = f"{known.id.lower()} (Pasal {known.extra['article']})"
    return (
        f"Dasar penyampaian data pribadi ini adalah {told}, sesuai Undang-Undang Nomor 27 Tahun"
        " 2022 tentang Pelindungan Data Pribadi. Data hanya digunakan untuk keperluan rujukan ini"
        " dan tidak diteruskan kepada pihak lain."
    )


def pdf(context: Any) -> bytes:
    """Return a letter as PDF/A, as it stands. Raises LetterRefused."""
    return letter_pdf(letter(context), letterhead(api.portal.get()))


def tried(context: Any) -> None:
    """Set a letter as if it were signed. Raises LetterRefused for what can't be set."""
    letter_pdf(replace(letter(context), number=TRIAL), letterhead(api.portal.get()))


def title_of(context: Any):
    """Return what a page calls the letter."""
    if context.number:
        return _(
            "title_letter_signed", default="Letter ${number}", mapping={"number": context.number}
        )
    mapping = {"number": context.getId().upper()}
    return _("title_letter", default="Referral letter ${number}", mapping=mapping)
