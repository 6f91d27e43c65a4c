"""What pages and services say of a litigation file: its exhibits with their pages, and the gates."""

from baleharum.cases.history import state_of
from baleharum.litigation import gates
from baleharum.litigation import odd
from baleharum.litigation import policy
from baleharum.litigation.facts import begins
from baleharum.litigation.facts import facts_of
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """An exhibit as it is shown. first, last: page numbers, 0 while the rendition is being made;
    findings: of the gates."""

    source: gates.Source
    first: int
    last: int
    findings: tuple[gates.Finding, ...]


class Shown:
    """What is known of a file, looked up once. lines: in the order in which they are bound;
    general: findings that concern no single exhibit."""

    def __init__(self, context) -> None:
        self.context, self.facts = context, facts_of(context)
        # What is bound stays as it is: nothing stops it any more.
        bound = state_of(context) in policy.BOUND
        self.findings = [] if bound else gates.findings(self.facts)
        self.general = [found for found in self.findings if not found.number]
        self.lines = self._lines(begins(context)[1])

    def _lines(self, page: int) -> list[Line]:
        # Where nobody knows how long the index is, nobody knows where the first begins.
        front = self.facts.around().front
        found, number = [], page + front if front else 0
        for source in self.facts.sources:
            mine = tuple(f for f in self.findings if f.number == source.entry.number)
            pages = len(source.bound)
            if number and pages:
                found.append(Line(source, number, number + pages - 1, mine))
                number += pages
            else:
                # After one whose length is not known nobody knows where the next begins.
                number = 0
                found.append(Line(source, 0, 0, mine))
        return found

    def within(self, section: str) -> list[Line]:
        """Return the lines of a section."""
        return [line for line in self.lines if line.source.entry.section == section]

    @property
    def pages(self) -> int:
        """How many pages the exhibits have, as far as known."""
        return sum(len(line.source.bound) for line in self.lines)

    @property
    def whole(self) -> int:
        """How many pages the bundle has with cover, index and last sheet, as far as known."""
        return odd.whole(self.facts)

    @property
    def size(self) -> int:
        """How many bytes the exhibits have, about."""
        return sum(line.source.size for line in self.lines)

    @property
    def blocking(self) -> int:
        """How much stops the bundle."""
        return sum(found.blocks for found in self.findings)
