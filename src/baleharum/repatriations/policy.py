"""The rules of a repatriation: when a field may be written, which code names a place.

Pure functions. domain.md 2b is the table, 4 has the codes.
"""

from collections.abc import Sequence

import re


WORKFLOW = "repatriation_workflow"

PREPARING = ("proposed", "verification", "postponed")
#: The order is signed, and somebody is or was on the way.
ORDERED = ("approved", "travelling", "handed_over", "finished")
OPEN = (*PREPARING, "approved", "travelling", "handed_over")

#: group of fields -> states in which they may be written; '' is what is being filed. What stands in
#: the order is not changed once it is signed.
WINDOWS = {
    "text": ("", *PREPARING),
    "checks": ("", *PREPARING),
    "destination": ("", *PREPARING),
    "order": ("", *PREPARING),
    "departure": ("approved",),
    "handover": ("travelling",),
    "costs": ("approved", "travelling", "handed_over"),
}

#: The purpose of the list `consent-purposes` that a repatriation rests on.
PURPOSE = "pemulangan"

#: Into the region of the centre, and out of it.
IN, OUT = "masuk", "keluar"

REGENCY = re.compile(r"[0-9]{2}\.[0-9]{2}")
#: Categories of people with a mental disorder, and the disability that says the same.
MENTAL = ("odgj", "odgj-telantar", "eks-odgj")
MENTAL_DISABILITY = "mental"

#: Result of the risk check with which nobody is sent home.
UNSAFE = "tidak-aman"


def is_regency(code: str) -> bool:
    """Tell whether a text is the code of a regency or city: two figures, a full stop, two figures.

    >>> is_regency("35.78"), is_regency("3578"), is_regency("35.00")
    (True, False, False)
    """
    return bool(REGENCY.fullmatch(code)) and not code.endswith(".00")


def lies_in(regency: str, province: str) -> bool:
    """Tell whether a regency belongs to a province, by its code.

    >>> lies_in("35.78", "35"), lies_in("33.01", "35")
    (True, False)
    """
    return regency.partition(".")[0] == province


def needs_companion(*, child: bool, categories: Sequence[str], disability: str) -> bool:
    """Tell whether somebody does not travel alone: a child, or who has a mental disorder.

    >>> needs_companion(child=False, categories=("odgj-telantar",), disability="")
    True
    """
    mental = bool(set(categories) & set(MENTAL)) or disability == MENTAL_DISABILITY
    return child or mental
