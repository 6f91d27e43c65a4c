"""A page of a long list: where it starts, and the addresses of its neighbours."""

from baleharum.asked import Asked
from dataclasses import dataclass
from urllib.parse import urlencode


#: Rows on a page.
SIZE = 25


@dataclass(frozen=True)
class Page:
    """Rows start+1 to `last` of `total`; url and params: of the list, without its start."""

    start: int
    total: int
    url: str
    params: tuple[tuple[str, str], ...] = ()
    size: int = SIZE

    @property
    def first(self) -> int:
        """The number of the first row, counting from 1; 0 for an empty list."""
        return min(self.start + 1, self.total)

    @property
    def last(self) -> int:
        """The number of the last row."""
        return min(self.start + self.size, self.total)

    @property
    def previous_url(self) -> str:
        """The address of the page before, '' on the first one."""
        return self._at(max(self.start - self.size, 0)) if self.start > 0 else ""

    @property
    def next_url(self) -> str:
        """The address of the page after, '' on the last one."""
        return self._at(self.start + self.size) if self.last < self.total else ""

    def _at(self, start: int) -> str:
        return f"{self.url}?{urlencode([*self.params, ('start', start)])}"


def start_of(form) -> int:
    """Return the start that a request asks for; 0 for anything that is not a number."""
    try:
        return max(int(Asked(form).get("start", 0)), 0)
    except ValueError:
        return 0
