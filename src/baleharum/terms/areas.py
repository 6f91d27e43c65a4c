"""Where the centre works: sub-districts of its own regency or city, and those beyond it.

Codes and names of `sub-districts` are those of Kepmendagri 300.2.2-2430/2025 for Nusa Tenggara
Barat; the column `area` names the regency or city, a token of `provinces-ntb`.
"""

from baleharum.terms.lists import Term
from baleharum.terms.lists import terms
from plone.registry.interfaces import IRegistry
from zope.component import queryUtility


SUB_DISTRICTS = "sub-districts"

#: Record of the registry: the token of the area of the centre, and what it is unless somebody
#: says otherwise.
RECORD = "baleharum.home_area"
HOME = "kota-mataram"


def home_area() -> str:
    """Return the area in which the centre works, a token of `provinces-ntb`."""
    registry = queryUtility(IRegistry)
    return (registry.get(RECORD) if registry is not None else None) or HOME


def home_places() -> tuple[Term, ...]:
    """Return the sub-districts of that area, in the order of their codes."""
    area = home_area()
    return tuple(each for each in terms(SUB_DISTRICTS) if each.extra["area"] == area)


def area_of(place: str) -> str:
    """Return the area of a sub-district, '' for a token that there is not.

    >>> area_of("selaparang"), area_of("praya"), area_of("x")
    ('kota-mataram', 'lombok-tengah', '')
    """
    return next((each.extra["area"] for each in terms(SUB_DISTRICTS) if each.token == place), "")
