"""Bands of ages: they divide all ages without a gap and without an overlap, which a test holds."""

from bisect import bisect_right


#: First age of each band but the first, and the tokens: of SIMFONI (domain.md 6).
STARTS = (6, 13, 18, 25, 45, 60)
BANDS = ("0-5", "6-12", "13-17", "18-24", "25-44", "45-59", "60+")

UNKNOWN = "unknown"

#: An adult has this age at least.
ADULT = 18


def band(age: int | None) -> str:
    """Return the band of an age.

    >>> band(5), band(6), band(60), band(None)
    ('0-5', '6-12', '60+', 'unknown')
    """
    return UNKNOWN if age is None else BANDS[bisect_right(STARTS, age)]
