"""Cover, index, chronology, integrity sheet and list of evidence, set with Typst like all letters.

A page number in the index depends on how long the index is; so it is set until it says where its
exhibits are.
"""

from baleharum.bundles import ranges
from baleharum.bundles.spec import Bundle
from baleharum.bundles.spec import Exhibit
from baleharum.bundles.spoken import day_text
from baleharum.bundles.spoken import words
from baleharum.letters.typeset import compiled
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf


HERE = Path(__file__).parent
#: An index settles with the second look; more would be a template that never does.
LOOKS = 4


def places(bundle: Bundle, front_pages: int) -> dict[str, int]:
    """Return the number of the first page of each exhibit, by its code."""
    number, found = bundle.first_page + front_pages, {}
    for exhibit in bundle.ordered:
        found[exhibit.code] = number
        number += exhibit.pages
    return found


@dataclass(frozen=True)
class Front:
    """What stands around the exhibits. data: PDF; pages: how many; starts: first page of each exhibit
    by its code; chronology: number of its first page, 0 where none is bound in; last: PDF of the
    integrity sheet; back: how many pages that has."""

    data: bytes
    pages: int
    starts: Mapping[str, int]
    chronology: int
    last: bytes
    back: int


def front(bundle: Bundle) -> Front:
    """Return cover and index, the chronology where it is bound in, and the integrity sheet.

    Raises LetterRefused for characters that no font of the product has.
    """
    index, told, back = 2, 0, 1
    for _look in range(LOOKS):
        found = places(bundle, index + told)
        first = bundle.first_page + index if bundle.facts else 0
        data = _front_data(bundle, found, (index + told, back), first)
        made = compiled(HERE / "front.typ", data)
        facts = _chronology(bundle, found) if bundle.facts else b""
        last = integrity_sheet(bundle, found)
        known = (index, told, back)
        index, told, back = _pages(made), _pages(facts), _pages(last)
        if known == (index, told, back):
            return Front(_joined(made, facts), index + told, found, first, last, back)
    raise RuntimeError("The index does not settle.")


def _pages(data: bytes) -> int:
    if not data:
        return 0
    with pikepdf.open(BytesIO(data)) as pdf:
        return len(pdf.pages)


def _joined(one: bytes, two: bytes) -> bytes:
    if not two:
        return one
    target = BytesIO()
    with pikepdf.open(BytesIO(one)) as pdf, pikepdf.open(BytesIO(two)) as more:
        pdf.pages.extend(more.pages)
        pdf.save(target, deterministic_id=True)
    return target.getvalue()


def _chronology(bundle: Bundle, starts: Mapping[str, int]) -> bytes:
    spoken = words(bundle.language)

    def place(code: str, pages: tuple[int, ...]) -> dict[str, Any]:
        numbers = [starts[code] + page for page in pages]
        label = f"{code}, {spoken['page'].lower()} {ranges.printed(numbers)}"
        return {"page": numbers[0], "label": label}

    data = {
        **_head(bundle),
        "words": {name: spoken[name] for name in ("chronology", "chronology_columns")},
        "facts": [
            {
                "when": fact.when,
                "text": fact.text,
                "standing": fact.standing,
                "places": [place(*each) for each in fact.places],
            }
            for fact in bundle.facts
        ],
    }
    return compiled(HERE / "chronology.typ", data)


def integrity_sheet(bundle: Bundle, starts: Mapping[str, int]) -> bytes:
    """Return the last pages of a bundle as PDF. starts: first page of each exhibit by its code."""
    spoken = words(bundle.language)
    used = ("integrity", "integrity_help", "integrity_columns")
    data = {
        **_head(bundle),
        "words": {name: spoken[name] for name in used},
        "rows": [
            {
                "code": each.code,
                "pages": _lines(_span(starts[each.code], each.pages), _part(each, spoken)),
                "original": each.original,
                "rendition": each.rendition,
            }
            for each in bundle.ordered
        ],
    }
    return compiled(HERE / "integrity.typ", data)


def _span(first: int, pages: int) -> str:
    return str(first) if pages == 1 else f"{first}–{first + pages - 1}"


def _part(exhibit: Exhibit, spoken: Mapping[str, Any]) -> str:
    """Which pages of its document an exhibit is; '' for all."""
    if not exhibit.included:
        return ""
    return str(spoken["part"]).format(pages=ranges.printed(exhibit.numbers), of=exhibit.of)


def _lines(*texts: str) -> str:
    return "\n".join(filter(None, texts))


def evidence_list(bundle: Bundle, starts: Mapping[str, int], place_and_day: str = "") -> bytes:
    """Return the list of documentary evidence as PDF. starts: first page of each exhibit by code."""
    spoken = words(bundle.language)
    data = {
        **_head(bundle),
        "case_number": bundle.case_number,
        "party": bundle.party,
        "place_and_day": place_and_day,
        "words": {name: spoken[name] for name in ("evidence", "case_number", "columns")},
        "rows": [
            {**_row(bundle, each, starts), "proves": each.proves, "duty": each.stamp_duty}
            for each in bundle.ordered
        ],
    }
    return compiled(HERE / "exhibits.typ", data)


def _front_data(
    bundle: Bundle, starts: Mapping[str, int], around: tuple[int, int], chronology: int = 0
) -> dict[str, Any]:
    """around: pages before and after the exhibits."""
    spoken = words(bundle.language)
    integrity = bundle.first_page + around[0] + sum(each.pages for each in bundle.exhibits)
    facts = [
        (spoken["case_number"], bundle.case_number),
        (spoken["number"], bundle.number),
        (spoken["supersedes"], bundle.supersedes),
        (spoken["party"], bundle.party),
        (spoken["date"], day_text(bundle.approved_at.date(), bundle.language)),
        (spoken["pages"], f"{bundle.first_page}–{integrity + around[1] - 1}"),
    ]
    named = {**spoken, "bundle": spoken["addendum" if bundle.supersedes else "bundle"]}
    used = (
        "bundle",
        "index",
        "code",
        "document",
        "date",
        "kind",
        "page",
        "integrity",
        "chronology",
    )
    return {
        **_head(bundle),
        "facts": facts,
        "integrity": integrity,
        "chronology": chronology,
        "warning": spoken["editions"][bundle.edition],
        "words": {name: named[name] for name in used},
        "sections": [
            {
                "code": section.code,
                "title": section.title,
                "page": starts[bundle.within(section)[0].code],
                "exhibits": [_row(bundle, each, starts) for each in bundle.within(section)],
            }
            for section in bundle.sections
            if bundle.within(section)
        ],
    }


def _head(bundle: Bundle) -> dict[str, Any]:
    day = bundle.approved_at.date()
    return {
        "number": bundle.number,
        "title": bundle.title,
        "court": bundle.court,
        "language": bundle.language,
        "day": (day.year, day.month, day.day),
    }


def _row(bundle: Bundle, exhibit: Exhibit, starts: Mapping[str, int]) -> dict[str, Any]:
    spoken = words(bundle.language)
    return {
        "code": exhibit.code,
        "title": _lines(exhibit.title, _part(exhibit, spoken)),
        "day": day_text(exhibit.day, bundle.language),
        "kind": spoken["original" if exhibit.has_original else "copy"],
        "page": starts[exhibit.code],
    }
