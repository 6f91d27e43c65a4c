"""The page numbers that a litigation file will print, before anything is bound."""

from baleharum.bundles import ranges
from baleharum.bundles.numbering import Lengths
from baleharum.bundles.numbering import lengths
from baleharum.bundles.spec import Bundle
from baleharum.bundles.spec import Exhibit
from baleharum.bundles.spec import Fact
from baleharum.bundles.spec import from_json
from baleharum.bundles.spec import Section
from baleharum.letters.refusals import LetterRefused
from baleharum.litigation import chronology
from baleharum.litigation.pseudonyms import in_edition
from baleharum.team.api import utcnow
from baleharum.terms.days import day_text
from baleharum.terms.days import spoken
from baleharum.terms.lists import term
from collections.abc import Callable
from collections.abc import Iterable
from typing import Any


UNKNOWN = Lengths(0, 0)


def composed(
    context: Any,
    exhibits: Iterable[Exhibit],
    first_page: int,
    supersedes: str = "",
    facts: tuple[Fact, ...] = (),
    said: Callable[[str], str] = str,
) -> Bundle:
    """Return the bundle of exhibits as the file says it now. said: see pseudonyms.in_edition; exhibits and
    facts say it already. Raises ValueError."""
    return Bundle(
        number=context.code,
        title=said(context.subject or ""),
        court=said(context.court or ""),
        case_number=said(context.case_no or "–"),
        party=said(context.party or ""),
        profile=context.profile,
        rule_version=term("forum-profiles", context.profile or "custom").extra["rules"],
        edition=context.edition or "sealed",
        sections=tuple(Section(c, said(title)) for c, title in context.section_titles().items()),
        exhibits=tuple(exhibits),
        approved_at=utcnow().replace(microsecond=0),
        language=context.language or "id",
        first_page=first_page,
        supersedes=supersedes,
        facts=facts,
    )


def expected(context: Any, sources: Iterable[Any], first_page: int, supersedes: str) -> Lengths:
    """Return how many pages will stand before and after the exhibits; 0 for what nobody knows.

    sources: of the gates. A document whose PDF is being made counts as one page; one in a section that
    is no longer there can't be bound, and is left out.
    """
    if context.frozen:
        return lengths(from_json(context.frozen))
    titles = context.section_titles()
    found = [each for each in sources if each.entry.section in titles]
    said = in_edition(context)
    exhibits, facts = [_sketch(each, said) for each in found], told(context, found, said)
    try:
        return lengths(composed(context, exhibits, first_page, supersedes, facts, said))
    except (LetterRefused, ValueError):
        # Without an exhibit, or with a sign that no font has: binding tells of it.
        return UNKNOWN


def told(
    context: Any, sources: Iterable[Any], said: Callable[[str], str] = str
) -> tuple[Fact, ...]:
    """Return the chronology as it is bound in, () where it is not. What stands on no page that is
    bound in is left out; a gate warns of it."""
    if not context.with_chronology:
        return ()
    known = {source.entry.number: source for source in sources}
    language = spoken(context.language or "id")
    return tuple(
        Fact(
            when=" – ".join(day_text(day, language) for day in (fact.day, fact.until) if day),
            text=said(fact.text),
            standing=_standing(fact.standing, language),
            places=tuple(
                (known[pin.exhibit].code, pages)
                for pin in fact.pins
                if pin.exhibit in known and (pages := offsets(pin, known[pin.exhibit].bound))
            ),
        )
        for fact in chronology.facts_of(context)
    )


def offsets(pin: chronology.Pin, bound: tuple[int, ...]) -> tuple[int, ...]:
    """Return which pages of an exhibit a place names, from 0. bound: its pages of the document."""
    wanted = ranges.pages(pin.pages) or bound
    return tuple(bound.index(page) for page in wanted if page in bound)


def _standing(token: str, language: str) -> str:
    known = term(chronology.STANDINGS, token)
    return "" if token == "unknown" else str(getattr(known, language))


def _sketch(source: Any, said: Callable[[str], str]) -> Exhibit:
    """Return an exhibit as far as the index tells of it."""
    entry, pages = source.entry, len(source.bound)
    # Of pages that are not there the gates tell.
    part = entry.included if pages == len(ranges.pages(entry.included)) else ""
    return Exhibit(
        code=source.code,
        title=said(entry.title),
        section=entry.section,
        pages=pages or 1,
        original="0" * 64,
        rendition="0" * 64,
        day=entry.dated,
        has_original=entry.has_original,
        included=part,
        of=source.rendered.pages if part else 0,
    )
