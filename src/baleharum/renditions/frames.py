"""Places of a page as it is seen: whatever is visible of it, and however it is turned."""

from dataclasses import dataclass

import pikepdf


@dataclass(frozen=True)
class Frame:
    """The visible part of a page in points, and by how many degrees it is turned clockwise."""

    left: float
    bottom: float
    width: float
    height: float
    turned: int
    unit: float = 1.0

    @classmethod
    def of(cls, page: pikepdf.Page) -> "Frame":
        """Return the frame of a page."""
        x0, y0, x1, y1 = (float(edge) for edge in page.cropbox)
        left, right, bottom, top = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
        turned = int(page.get("/Rotate", 0) or 0) % 360
        unit = float(page.get("/UserUnit", 1) or 1)
        return cls(left, bottom, right - left, top - bottom, turned // 90 * 90, unit)

    @property
    def seen_width(self) -> float:
        """Width of the page as it is seen."""
        return self.height if self.turned in (90, 270) else self.width

    @property
    def seen_height(self) -> float:
        """Height of the page as it is seen."""
        return self.width if self.turned in (90, 270) else self.height

    def matrix(self, across: float, up: float) -> tuple[float, ...]:
        """Return the matrix that puts an upright text at a place of the page as it is seen."""
        x0, y0, width, height = self.left, self.bottom, self.width, self.height
        return {
            0: (1, 0, 0, 1, x0 + across, y0 + up),
            90: (0, 1, -1, 0, x0 + width - up, y0 + across),
            180: (-1, 0, 0, -1, x0 + width - across, y0 + height - up),
            270: (0, -1, 1, 0, x0 + up, y0 + height - across),
        }[self.turned]


def number(value: float) -> str:
    """Return a number as PDF writes it.

    >>> number(12.5), number(3.0)
    ('12.5', '3')
    """
    return f"{value:.3f}".rstrip("0").rstrip(".")
