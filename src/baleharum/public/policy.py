"""What a service page needs before it is published. Pure functions; the clock is an argument."""

from baleharum.public.components import COMPONENTS
from collections.abc import Mapping
from datetime import date
from datetime import timedelta


#: Days before the review of a page is due on which it is called for.
CALLED_BEFORE = 30
#: What the record says of a page that was refused because it names somebody; an alarm counts these.
NAMED = "publish:name"


def empty_components(values: Mapping[str, str | None]) -> list[str]:
    """Return the names of the components that are not filled, in their order.

    >>> empty_components(dict.fromkeys(COMPONENTS, "x") | {"biaya": " "})
    ['biaya']
    """
    return [name for name in COMPONENTS if not (values.get(name) or "").strip()]


def review_missing(review_on: date | None, today: date) -> bool:
    """Tell whether there is no day yet to come on which the page is looked at again.

    >>> review_missing(date(2026, 12, 1), date(2026, 12, 1))
    True
    """
    return review_on is None or review_on <= today


def review_called(review_on: date | None, today: date) -> bool:
    """Tell whether the review of a page is called for.

    >>> review_called(date(2026, 12, 31), date(2026, 12, 1))
    True
    >>> review_called(date(2027, 1, 1), date(2026, 12, 1))
    False
    """
    return review_on is not None and review_on - today <= timedelta(days=CALLED_BEFORE)
