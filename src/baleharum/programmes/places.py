"""Sub-districts as people write them: name, code or token."""

from baleharum.terms.areas import home_places
from baleharum.terms.lists import terms
from functools import cache

import re


#: Written so in the list of 2019 (domain.md 4).
MISPRINTS = {"selaprang": "selaparang"}


@cache
def _known() -> dict[str, str]:
    found = {}
    for each in terms("sub-districts"):
        code = each.extra["code"]
        for name in (each.token, each.id, each.id.partition(",")[0], code, code.replace(".", "")):
            found[name.casefold()] = each.token
    return {**found, **MISPRINTS}


def sub_district(typed: str) -> str:
    """Return the token of a sub-district, '' for none.

    >>> sub_district("Kec. SELAPRANG"), sub_district("52.71.05"), sub_district("Lain")
    ('selaparang', 'selaparang', '')
    >>> sub_district("Kec. Praya"), sub_district("Praya, Lombok Tengah")
    ('praya', 'praya')
    """
    name = re.sub(r"^(kecamatan|kec)\b\.?", "", typed.casefold().strip()).strip()
    return _known().get(name, "")


def known() -> str:
    """Return the names of the centre's own area, for a message; all 117 would say nothing."""
    return ", ".join(f"{each.id} ({each.extra['code']})" for each in home_places())
