"""The exhibits as the page of a file lists them: the live index."""

from baleharum import _
from baleharum.bundles import ranges
from baleharum.cases.moments import spoken_language
from baleharum.litigation.policy import doubled
from baleharum.litigation.shown import Line
from baleharum.litigation.shown import Shown
from baleharum.terms.days import day_text
from baleharum.terms.lists import label
from collections.abc import Callable
from collections.abc import Sequence
from typing import Any


MEGABYTE = 1_000_000


def rows(context: Any, lines: Sequence[Line], finding: Callable[[Any], dict]) -> list[dict]:
    """Return the lines of a section for its template. finding: makes a row of what a gate has found."""
    twice = doubled(context.entries)
    return [_row(context, lines, at, twice, finding) for at in range(len(lines))]


def _row(context, lines, at, twice, finding) -> dict:
    line = lines[at]
    entry, url = line.source.entry, context.absolute_url()
    return {
        "number": entry.number,
        "code": line.source.code,
        "title": entry.title,
        "grip": _(
            "label_exhibit_grip",
            default="Move ${code}: drag it, or press the arrow keys",
            mapping={"code": line.source.code},
        ),
        "name": entry.name.upper(),
        "version": entry.version,
        "day": day_text(entry.dated, spoken_language()) if entry.dated else "",
        "pages": span(line.first, line.last),
        "part": ranges.printed(line.source.bound) if entry.included else "",
        "flags": [label("exhibit-flags", flag) for flag in entry.flags],
        "twice": entry.number in twice,
        "findings": [finding(found) for found in line.findings],
        "place": at + 1,
        "first": at == 0,
        "last": at == len(lines) - 1,
        "edit": f"{url}/@@exhibit?number={entry.number}",
        "thumbnail": _thumbnail(url, entry.number) if line.source.drawn else "",
    }


def _thumbnail(url: str, number: int) -> str:
    return f"{url}/@@exhibit-thumbnail?number={number}"


def totals(known: Shown) -> dict:
    """Return how many exhibits, pages and megabytes a bundle has, against what its rules allow."""
    facts = known.facts
    return {
        "exhibits": len(known.lines),
        "pages": known.whole,
        "most_pages": facts.pages,
        "many_pages": known.whole > facts.pages,
        "size": -(-known.size // MEGABYTE),
        "most_size": facts.megabytes,
        "many_bytes": known.size > facts.megabytes * MEGABYTE,
        "waiting": sum(not line.first for line in known.lines),
        "blocking": known.blocking,
        "warnings": len(known.findings) - known.blocking,
    }


def span(first: int, last: int) -> str:
    """Return pages as the index says them; '' for 0, where they are not known.

    >>> span(3, 5), span(3, 3), span(0, 0)
    ('3–5', '3', '')
    """
    if not first:
        return ""
    return str(first) if first == last else f"{first}–{last}"
