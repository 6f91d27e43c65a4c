"""Places on a page that are made unreadable: as somebody draws them on the page that they see."""

from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import asdict
from dataclasses import dataclass
from typing import Any

import json
import re


TOKEN = re.compile(r"[a-z0-9-]{0,40}")
#: Digits after the point of a place: a hundredth of a millimetre on paper.
EXACT = 5


@dataclass(frozen=True, order=True)
class Box:
    """A rectangle on a page. page: from 1; left, top, width, height: parts of the page as it is
    seen, 0 to 1 from its upper left corner; reason: token, why it is unreadable."""

    page: int
    left: float
    top: float
    width: float
    height: float
    reason: str = ""

    def __post_init__(self) -> None:
        inside = 0 <= self.left <= 1 and 0 <= self.top <= 1
        if self.page < 1 or not inside or not (0 < self.width <= 1 and 0 < self.height <= 1):
            raise ValueError("A box lies on a page, and has a size.")
        if not TOKEN.fullmatch(self.reason):
            raise ValueError("The reason of a box is a token, no text.")

    def of(self, across: float, down: float) -> tuple[float, float, float, float]:
        """Return left, top, right, bottom on a page of this size, clipped to it."""
        right, bottom = min(1.0, self.left + self.width), min(1.0, self.top + self.height)
        return self.left * across, self.top * down, right * across, bottom * down


def as_json(boxes: Iterable[Box]) -> str:
    """Return boxes as text; `from_json` reads them again."""
    return json.dumps([asdict(box) for box in sorted(boxes)])


def from_json(text: str) -> tuple[Box, ...]:
    """Return the boxes of a text. Raises ValueError."""
    return tuple(_box(found) for found in json.loads(text))


def _box(found: Mapping[str, Any]) -> Box:
    try:
        return Box(**found)
    except TypeError:
        raise ValueError("This is no box.") from None


def pages(boxes: Iterable[Box]) -> list[int]:
    """Return the numbers of the pages that hold boxes, in order."""
    return sorted({box.page for box in boxes})
