"""Where the facts of a chronology stand: pages of the bundle, of its PDF, and of the document."""

from baleharum.bundles import ranges
from baleharum.cases.moments import spoken_language
from baleharum.litigation import chronology
from baleharum.litigation.choices import document_of
from baleharum.litigation.facts import bundle_of
from baleharum.litigation.numbering import offsets
from baleharum.litigation.shown import Line
from baleharum.litigation.shown import Shown
from baleharum.terms.days import day_text
from baleharum.terms.lists import label
from functools import cached_property
from plone import api
from typing import Any


class Pinned:
    """The facts of a file with the places at which they stand, for who asks."""

    def __init__(self, context: Any) -> None:
        self.context = context

    @cached_property
    def lines(self) -> dict[int, Line]:
        """Number of each exhibit -> its line of the index."""
        return {line.source.entry.number: line for line in Shown(self.context).lines}

    @cached_property
    def bundle(self) -> Any:
        """The bundle that was made of the file, None where there is none that the person sees."""
        found = bundle_of(self.context)
        seen = found is not None and api.user.has_permission("View", obj=found)
        return found if seen else None

    def rows(self) -> list[dict[str, Any]]:
        """Return the facts in the order in which they happened."""
        return [
            {
                "number": fact.number,
                "day": fact.day,
                "until": fact.until,
                "when": period(fact),
                "text": fact.text,
                "standing": fact.standing,
                "standing_text": label(chronology.STANDINGS, fact.standing),
                "pins": [self._pin(pin) for pin in fact.pins],
                "edit": f"{self.context.absolute_url()}/@@fact?number={fact.number}",
            }
            for fact in chronology.facts_of(self.context)
        ]

    def _pin(self, pin: chronology.Pin) -> dict[str, Any]:
        line = self.lines.get(pin.exhibit)
        numbers = ranges.pages(pin.pages)
        found = {"exhibit": pin.exhibit, "own_pages": pin.pages, "missing": line is None}
        if line is None:
            nothing = ("code", "title", "pages", "own_text", "pdf", "document")
            return {**found, **dict.fromkeys(nothing, "")}
        entry, bound = line.source.entry, line.source.bound
        wanted, places = numbers or bound, offsets(pin, bound)
        pages = tuple(line.first + at for at in places) if line.first else ()
        return {
            **found,
            # A page may have been left out since.
            "missing": bool(bound) and len(places) < len(wanted),
            "code": line.source.code,
            "title": entry.title,
            "pages": ranges.printed(pages),
            "own_text": ranges.printed(numbers),
            "pdf": self._pdf(pages),
            "document": self._document(entry, (wanted or (1,))[0]),
        }

    def _pdf(self, pages: tuple[int, ...]) -> str:
        """Return the address of a page of the bundle, '' while there is none."""
        if self.bundle is None or not pages:
            return ""
        return f"{self.bundle.absolute_url()}/@@bundle-page?page={pages[0]}#preview"

    def _document(self, entry: Any, page: int) -> str:
        """Return the address of a page of the document, '' for who may not read it."""
        document = document_of(self.context, entry)
        if document is None or not api.user.has_permission("View", obj=document):
            return ""
        return f"{document.absolute_url()}/view?page={page}#preview"


def period(fact: chronology.Fact) -> str:
    """Return the day of a fact, or first and last day, in words."""
    language = spoken_language()
    days = [day_text(day, language) for day in (fact.day, fact.until) if day is not None]
    return " – ".join(days)
