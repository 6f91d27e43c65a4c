"""Ways of writing an address: the same street is `Jl. Contoh No. 5`, and `Jalan Contoh 5`."""

from baleharum.bundles.names import folded
from itertools import product

import re


#: Words of which each stands for the others; '' says that it may be left out.
SAME = (("jl", "jln", "jalan"), ("no", "nomor", ""), ("gg", "gang"), ("kel", "kelurahan"))
#: Where a part of an address ends.
ENDS = re.compile(r"[,;\n]")
#: The most ways that are looked for: each way of each word, in one address.
MOST = 40


def ways(address: str) -> list[str]:
    """Return what to look for, for an address: all of it, and its street alone, as people write it.

    >>> ways("Jl. Contoh No. 5, Mataram")[:2]
    ['Jl. Contoh No. 5, Mataram', 'jl contoh no 5']
    """
    if not address.strip():
        return []
    street = ENDS.split(address)[0]
    found = [address, *_ways(address)]
    # A single word, like the name of a village, says of nobody where they live.
    if street != address and len(folded(street).split()) > 1:
        found[1:1] = _ways(street)
    return list(dict.fromkeys(found))[:MOST]


def _ways(address: str) -> list[str]:
    words = folded(address).split()
    return [" ".join(filter(None, way)) for way in product(*map(_same, words))]


def _same(word: str) -> list[str]:
    """Return what says the same as a word, itself first."""
    row = next((row for row in SAME if word in row), (word,))
    return sorted(row, key=lambda way: way != word)
