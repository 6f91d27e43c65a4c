"""Ten consents of a case, looked at for the page of a referral letter; used by `letters.py`."""

from collections.abc import Iterator
from typing import Any

import time
import transaction


CONSENTS = 10


def lowest_first(layer: Any, seen: list[Any]) -> list[Any]:
    """Return a layer of the tests and all below it, in the order in which they are set up."""
    for base in layer.__bases__:
        lowest_first(base, seen)
    if layer not in seen:
        seen.append(layer)
    return seen


def looked_at(rounds: int) -> Iterator[float]:
    """Yield the seconds that each look takes, in a transaction that has opened no key yet.

    The case has a consent for each of ten partners; the letter is for the one that comes last.
    """
    from tests.layers import FUNCTIONAL_TESTING

    for layer in lowest_first(FUNCTIONAL_TESTING, []):
        layer.setUp()
    FUNCTIONAL_TESTING.testSetUp()
    letter = _letter(FUNCTIONAL_TESTING["portal"])
    from baleharum.referrals.grounds import ground
    from baleharum.referrals.grounds import lacking

    for _round in range(rounds):
        transaction.commit()
        begun = time.perf_counter()
        found, rows = ground(letter), lacking(letter)
        yield time.perf_counter() - begun
        assert found and not rows


def _letter(portal: Any) -> Any:
    from tests.centre import sample_case
    from tests.consents_made import sample_consent
    from tests.referrals_made import sample_letter
    from tests.referrals_made import some_partner
    from tests.referrals_made import uid

    case = sample_case(portal["perkara"])
    partners = [some_partner(portal, f"RSUD Contoh {n}") for n in range(CONSENTS)]
    for partner in partners:
        sample_consent(case, "rujukan", uid(partner))
    # The newest is looked at first.
    return sample_letter(case, partners[0])
