"""Pages of an exhibit: what somebody types, looked at, and kept as everybody writes it."""

from baleharum import _
from baleharum.bundles import ranges
from baleharum.litigation import policy
from baleharum.litigation.choices import document_of
from baleharum.litigation.refusals import ExhibitRefused
from baleharum.litigation.renditions import rendered


def count(context, entry) -> int:
    """Return how many pages the document of an exhibit has, 0 while its PDF is being made."""
    document = document_of(context, entry)
    made = None if document is None else rendered(document)
    return 0 if made is None else made.pages


def checked(context, number: int, text: str) -> str:
    """Return the pages of an exhibit as they are kept: '' for all of them.

    Raises ExhibitRefused for what is no such text, and for pages that the document has not.
    """
    numbers = parsed(text)
    entries = context.entries
    try:
        pages = count(context, entries[policy.place_of(entries, number)])
    except KeyError:
        return ""  # Told by who looks for the exhibit.
    return fitting(numbers, pages)


def fitting(numbers: tuple[int, ...], pages: int) -> str:
    """Return pages as they are kept; pages: how many there are, 0 while nobody knows."""
    if pages and numbers and numbers[-1] > pages:
        raise ExhibitRefused(
            _(
                "error_pages_beyond",
                default="This document has ${pages} pages, there is no page ${page}.",
                mapping={"pages": pages, "page": numbers[-1]},
            )
        )
    return "" if len(numbers) == pages else ranges.spelled(numbers)


def parsed(text: str) -> tuple[int, ...]:
    """Return the pages that somebody has typed. Raises ExhibitRefused."""
    try:
        return ranges.pages(text)
    except ValueError as error:
        raise ExhibitRefused(
            _(
                "error_pages",
                default="Write pages as 1-4,7: numbers from 1 in their order, each once.",
            )
        ) from error
