"""Letters and summaries as PDF, in Indonesian. They hold numbers; a name is written by hand."""

from baleharum.cases.moments import WITA
from baleharum.cases.people.content import ICaseSubject
from baleharum.letters.typeset import fonts
from baleharum.retention.texts import text_of
from baleharum.terms.days import day_text
from baleharum.terms.days import moment_text
from baleharum.terms.lists import term
from collections.abc import Sequence
from datetime import date
from datetime import datetime
from pathlib import Path
from typing import Any
from zope.component import getUtility
from zope.i18n import translate
from zope.schema.interfaces import IChoice
from zope.schema.interfaces import IDate
from zope.schema.interfaces import IVocabularyFactory

import json
import typst


TEMPLATE = Path(__file__).with_name("letter.typ")


def pdf(
    title: str,
    number: str,
    paragraphs: list[str],
    rows: list[tuple[str, str]],
    signed: bool = True,
) -> bytes:
    """Return a letter: title, number, a table of facts, paragraphs, and a place to sign."""
    data = {"title": title, "number": number, "paragraphs": paragraphs, "rows": rows}
    inputs = {"data": json.dumps({**data, "signed": signed})}
    return typst.compile(
        TEMPLATE.read_bytes(),
        sys_inputs=inputs,
        font_paths=fonts(),
        ignore_system_fonts=True,
        format="pdf",
    )


def copied(number: str, copy: Any) -> bytes:
    """Return the copy of what was written in a case. copy: ICopy."""
    lead = "Salinan untuk orang yang datanya diproses (UU 27/2022 pasal 32)."
    return pdf(term("document-kinds", copy.kind).id, number, [lead], copy.rows(), signed=False)


def spelled(moment: datetime | None) -> str:
    """Return a moment in Mataram in words, a dash for none."""
    if moment is None:
        return "–"
    local = moment.astimezone(WITA)
    return moment_text(local, "id")


def answer(found: Any) -> bytes:
    """Return the answer to a decided request."""
    verdict = "dikabulkan" if found.state == "accepted" else "tidak dapat dikabulkan"
    kind = term("request-kinds", found.kind)
    rows = [
        ("Permohonan", kind.id),
        ("Dasar", f"UU 27/2022 pasal {kind.extra['article']}"),
        ("Nomor data", found.person_number),
        ("Diterima", spelled(found.received_at)),
        ("Diputuskan", spelled(found.decided_at)),
    ]
    paragraphs = [
        "Kepada Yth. ______________________________",
        f"Permohonan Saudara mengenai data pribadi {verdict}.",
        f"Alasan: {translate(text_of(found, 'reason'), target_language='id')}",
        "Saudara dapat mengajukan keberatan atas keputusan ini kepada Pejabat Pelindungan Data "
        "Pribadi kami, dan mengadu kepada lembaga pelindungan data pribadi.",
    ]
    return pdf("Jawaban atas permohonan subjek data pribadi", found.number, paragraphs, rows)


def summary(found: Any, record: dict[str, Any], left_out: Sequence[str] = ()) -> bytes:
    """Return what is known of a person, field by field, for an access package.

    left_out: numbers of files that are not in it though they were released.
    """
    titles = {
        name: translate(ICaseSubject[name].title, target_language="id")
        for name in record
        if name in ICaseSubject
    }
    rows = [
        (titles.get(name, "Nomor"), worded(name, value))
        for name, value in record.items()
        if value not in (None, "")
    ]
    paragraphs = [
        "Ringkasan data pribadi yang kami proses. Data orang lain tidak disertakan.",
        "Catatan siapa yang telah membaca data ini diberikan terpisah atas permintaan.",
    ]
    if left_out:
        paragraphs.append(
            f"Berkas {', '.join(left_out)} belum disertakan, karena belum dipastikan bebas virus."
            " Tanyakan kepada kami."
        )
    return pdf("Salinan data pribadi", found.number, paragraphs, rows)


def worded(name: str, value: Any) -> str:
    """Return a value of the record of a person in Indonesian: no token, no date in figures.

    >>> worded("birth_date", "1990-02-01"), worded("birth_year", 1990), worded("name", "Melati")
    ('1 Februari 1990', '1990', 'Melati')
    """
    field = ICaseSubject.get(name)
    if IDate.providedBy(field):
        return day_text(date.fromisoformat(value), "id")
    if IChoice.providedBy(field):
        offered = getUtility(IVocabularyFactory, name=field.vocabularyName)(None)
        return translate(offered.getTerm(value).title, target_language="id")
    return str(value)


def breach_letter(found: Any, addressee: str, cases: int, people: int, reports: int = 0) -> bytes:
    """Return the notice of a breach to a person whose data it touches, or to the agency.

    cases, people, reports: how many cases it touches, people in them, and reports of the intake.
    """
    to_subject = addressee == "subject"
    rows = [
        ("Diketahui pada", spelled(found.found_at)),
        ("Yang terjadi", found.what),
        ("Bagaimana", found.how or "–"),
        ("Penanganan dan pemulihan", found.measures or "–"),
    ]
    if not to_subject:
        rows.append(("Terdampak", f"{cases} kasus, {people} orang"))
        if reports:
            rows.append(
                ("Laporan masuk yang terbuka", f"{reports}, tiap laporan satu orang atau lebih")
            )
    whom = "Kepada Yth. ______________________________"
    agency = "Kepada Yth. Lembaga Pelindungan Data Pribadi"
    body = (
        "Data pribadi Saudara yang kami proses terdampak oleh kejadian di atas. Kami memohon maaf. "
        "Berhati-hatilah terhadap orang yang menghubungi Saudara dengan menyebut kasus ini."
        if to_subject
        else "Bersama ini kami sampaikan pemberitahuan kegagalan pelindungan data pribadi."
    )
    paragraphs = [
        whom if to_subject else agency,
        body,
        "Pemberitahuan ini disampaikan menurut UU 27/2022 pasal 46, paling lambat 3 × 24 jam.",
    ]
    return pdf("Pemberitahuan kegagalan pelindungan data pribadi", found.number, paragraphs, rows)
