"""The page on donations: what the law asks of who collects, and whether anything is taken now."""

from baleharum.cases.layout import full_width
from baleharum.cases.moments import spoken_language
from baleharum.cases.moments import today
from baleharum.public.settings import settings
from baleharum.terms.days import day_text
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from Products.Five.browser import BrowserView


@dataclass(frozen=True)
class Permit:
    """A permit to collect (art. 2 of Law 9/1961)."""

    number: str
    issuer: str
    begins: date | None
    ends: date | None
    purpose: str

    def in_force(self, day: date) -> bool:
        """Tell whether it allows to collect on a day; with a part missing it does not.

        >>> Permit("1", "X", date(2026, 1, 1), date(2026, 1, 31), "").in_force(date(2026, 1, 31))
        True
        >>> Permit("1", "X", date(2026, 1, 1), None, "").in_force(date(2026, 1, 31))
        False
        """
        if not (self.number and self.issuer and self.begins and self.ends):
            return False
        return self.begins <= day <= self.ends

    def is_open(self) -> bool:
        """Tell whether donations are taken today."""
        return self.in_force(today())


def permit() -> Permit:
    """Return the permit as the settings have it."""
    kept = settings()
    return Permit(
        kept.permit_number or "",
        kept.permit_issuer or "",
        kept.permit_from,
        kept.permit_until,
        kept.permit_purpose or "",
    )


class Donations(BrowserView):
    """`@@donations` of a page: chosen as its display."""

    def __call__(self):
        full_width(self.request)
        return self.index()

    @cached_property
    def permit(self) -> Permit:
        """The permit as the settings have it."""
        return permit()

    def is_open(self) -> bool:
        """Tell whether donations are taken today."""
        return self.permit.is_open()

    def span(self) -> tuple[str, str]:
        """Return the first and last day of the permit, in words."""
        language = spoken_language()
        return day_text(self.permit.begins, language), day_text(self.permit.ends, language)

    def text(self) -> str:
        """Return the text of the page."""
        text = getattr(self.context, "text", None)
        return text.output_relative_to(self.context) if text else ""
