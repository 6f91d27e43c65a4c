"""What is odd about exhibits, and is warned of: pages, days, sizes. Pure functions for the gates."""

from baleharum.litigation import messages
from baleharum.litigation.known import Facts
from baleharum.litigation.known import Source
from baleharum.litigation.policy import doubled
from collections.abc import Iterator
from collections.abc import Sequence
from datetime import date
from zope.i18nmessageid import Message


#: Numbers of pages that a message names.
NAMED = 10
#: Pages that cover, index and last sheet take at most, beside those for each exhibit and fact.
AROUND = 10


def pages(sources: Sequence[Source]) -> Iterator[tuple[Source, Message]]:
    """Yield what shows the same pages as another one, or pages that are empty, have no text, do not
    stand upright, or are scanned finer than needed."""
    twice = doubled(source.entry for source in sources)
    for source in sources:
        if source.entry.number in twice:
            yield source, messages.TWICE
        rendered = source.rendered
        if rendered is not None and not rendered.reason:
            told = (
                (rendered.blank, messages.BLANK),
                (rendered.silent, messages.SILENT),
                (rendered.turned, messages.TURNED),
                (rendered.dense, messages.DENSE),
            )
            for every, words in told:
                numbers = [number for number in every if number in source.bound]
                if numbers:
                    text = ", ".join(map(str, numbers[:NAMED])) + ("…" if numbers[NAMED:] else "")
                    yield source, Message(words, mapping={"pages": text})


def sizes(facts: Facts) -> Iterator[Message]:
    """Yield that there are more pages or bytes than the rules allow."""
    if _many_pages(facts):
        yield Message(messages.MANY_PAGES, mapping={"most": facts.pages})
    if sum(source.size for source in facts.sources) > facts.megabytes * 1_000_000:
        yield Message(messages.MANY_BYTES, mapping={"most": facts.megabytes})


def loose(facts: Facts) -> Iterator[Message]:
    """Yield that facts of the chronology stand on pages that are not bound in."""
    if facts.loose:
        yield Message(messages.LOOSE, mapping={"count": facts.loose})


def _many_pages(facts: Facts) -> bool:
    """Tell whether there are more pages than the rules allow. What stands around the exhibits is
    typeset only where it may decide: no exhibit takes two pages there, and no fact more than one."""
    at_most = bound(facts) + AROUND + 2 * len(facts.sources) + facts.told
    return at_most > facts.pages and whole(facts) > facts.pages


def bound(facts: Facts) -> int:
    """Return how many pages of the exhibits are bound in, as far as known."""
    return sum(len(source.bound) for source in facts.sources)


def whole(facts: Facts) -> int:
    """Return how many pages the bundle has, as far as known: with cover, index and last sheet."""
    around = facts.around()
    return around.front + around.back + bound(facts)


def days(sources: Sequence[Source]) -> Iterator[tuple[Source, Message]]:
    """Yield what has no day, or is older than the one before it in its section."""
    last: dict[str, date] = {}
    for source in sources:
        day, section = source.entry.dated, source.entry.section
        if day is None:
            yield source, messages.NO_DAY
        elif day < last.get(section, day):
            yield source, messages.OUT_OF_ORDER
        last[section] = day or last.get(section, date.min)
