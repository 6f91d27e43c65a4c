"""The page numbers that a litigation file will print, before anything is bound."""

from baleharum.bundles import ranges
from baleharum.bundles.numbering import Lengths
from baleharum.bundles.numbering import lengths
from baleharum.bundles.spec import Bundle
from baleharum.bundles.spec import Exhibit
from baleharum.bundles.spec import from_json
from baleharum.bundles.spec import Section
from baleharum.letters.refusals import LetterRefused
from baleharum.team.api import utcnow
from baleharum.terms.lists import term
from collections.abc import Iterable
from typing import Any


UNKNOWN = Lengths(0, 0)


def composed(
    context: Any, exhibits: Iterable[Exhibit], first_page: int, supersedes: str = ""
) -> Bundle:
    """Return the bundle of exhibits as the file says it now. Raises ValueError."""
    return Bundle(
        number=context.code,
        title=context.subject or "",
        court=context.court or "",
        case_number=context.case_no or "–",
        party=context.party or "",
        profile=context.profile,
        rule_version=term("forum-profiles", context.profile or "custom").extra["rules"],
        edition=context.edition or "sealed",
        sections=tuple(Section(*row) for row in context.section_titles().items()),
        exhibits=tuple(exhibits),
        approved_at=utcnow().replace(microsecond=0),
        language=context.language or "id",
        first_page=first_page,
        supersedes=supersedes,
    )


def expected(context: Any, sources: Iterable[Any], first_page: int, supersedes: str) -> Lengths:
    """Return how many pages will stand before and after the exhibits; 0 for what nobody knows.

    sources: of the gates. A document whose PDF is being made counts as one page; one in a section that
    is no longer there can't be bound, and is left out.
    """
    if context.frozen:
        return lengths(from_json(context.frozen))
    titles = context.section_titles()
    exhibits = [_sketch(each) for each in sources if each.entry.section in titles]
    try:
        return lengths(composed(context, exhibits, first_page, supersedes))
    except (LetterRefused, ValueError):
        # Without an exhibit, or with a sign that no font has: binding tells of it.
        return UNKNOWN


def _sketch(source: Any) -> Exhibit:
    """Return an exhibit as far as the index tells of it."""
    entry, pages = source.entry, len(source.bound)
    # Of pages that are not there the gates tell.
    part = entry.included if pages == len(ranges.pages(entry.included)) else ""
    return Exhibit(
        code=source.code,
        title=entry.title,
        section=entry.section,
        pages=pages or 1,
        original="0" * 64,
        rendition="0" * 64,
        day=entry.dated,
        has_original=entry.has_original,
        included=part,
        of=source.rendered.pages if part else 0,
    )
