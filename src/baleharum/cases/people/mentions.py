"""Whether a text names somebody of a case: asked before it is published.

The answer is where in the text, never in which case, and it is asked of the hashes alone: no
case is opened. A name of one word is looked for behind a word of address (Ibu Sari) and before an
age (Sari (17), Sari, 17 tahun): alone it is a word like any other, and every flower would be a
client.
"""

from baleharum.cases.moments import today
from baleharum.cases.names import match_keys
from baleharum.cases.names import name_words
from baleharum.cases.names import TITLES
from baleharum.vault.fingerprints import fingerprints
from baleharum.vault.fingerprints import known
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from plone import api
from typing import Any

import re


#: Words of the longest name that is looked for.
LONGEST = 4
#: Years of birth of people who may be in a case.
AGES = 110
WORD = re.compile(r"[^\W\d_][\w'’.-]*")
#: Names do not reach across these.
BREAK = re.compile(r"[\n:;!?()\[\]\"“”/|•]+|\.\s|,\s")


#: A word before an age, as news tell of people.
AGED = re.compile(
    r"([^\W\d_][\w'’-]+)(?:\s*\(\s*\d{1,2}\s*(?:tahun|th|thn|years?)?\.?\s*\)"
    r"|,?\s+(?:(?:ber)?usia|(?:ber)?umur|aged)\s+\d{1,2}\b"
    r"|,?\s+\d{1,2}\s+(?:tahun|th|thn|years?)\b)",
    re.IGNORECASE,
)


def names_somebody(text: str) -> bool:
    """Tell whether a text names somebody who is in a case of the site.

    Raises VaultUnavailable where the names cannot be compared.
    """
    is_known = _known()
    return any(is_known(key) for candidate in candidates(text) for key in _keys(candidate))


def candidates(text: str) -> Iterator[str]:
    """Yield what may be a name: each run of words that begins and ends with a capital, once; any
    run of a text that has no capitals.

    >>> sorted(candidates("Kemarin Ibu Sari dan Nur Hayati datang."))
    ['Ibu Sari', 'Ibu Sari dan Nur', 'Kemarin Ibu Sari', 'Nur Hayati', 'Sari dan Nur', 'Sari dan Nur Hayati']
    >>> sorted(candidates("ibu sari datang"))
    ['ibu sari', 'ibu sari datang', 'sari datang']
    >>> sorted(candidates("Seperti Sari (17), Dewi, 9 tahun, dan Tuti berusia 40. Pasal (5)"))
    ['Dewi', 'Pasal', 'Sari', 'Seperti Sari', 'Tuti']
    """
    seen: set[str] = set()
    for word in AGED.findall(text):
        if word not in seen:
            seen.add(word)
            yield word
    plain = text == text.casefold()
    for part in BREAK.split(text):
        for run in _runs(WORD.findall(part), plain):
            if run not in seen:
                seen.add(run)
                yield run


def _runs(words: list[str], plain: bool) -> Iterator[str]:
    for start, first in enumerate(words):
        for end in range(start + 2, min(start + LONGEST, len(words)) + 1):
            last = words[end - 1]
            if not (plain or (first[0].isupper() and last[0].isupper())):
                continue
            # A title alone is no name, and one word is one only behind a title.
            parts = len(name_words(" ".join(words[start:end])))
            if parts > 1 or (parts and first.casefold().strip(".") in TITLES):
                yield " ".join(words[start:end])


def _keys(name: str) -> Iterator[str]:
    unborn = match_keys(None, name, None)
    yield from unborn
    this_year = today().year
    for key in unborn:
        stem = key.removesuffix("?")
        # Everybody is filed under two years that follow each other: every second one finds them.
        yield from (f"{stem}{year}" for year in range(this_year - AGES, this_year + 1, 2))


def _known() -> Callable[[str], bool]:
    """Return what tells whether somebody is filed under a key, in any generation of the hashes."""
    index: Any = api.portal.get_tool("portal_catalog")._catalog.getIndex("person_keys")
    words, used = index.getLexicon()._wids, index.index._wordinfo
    made: Iterable[Callable[[str], str]] = [fingerprints("person", each) for each in known()]

    def is_known(key: str) -> bool:
        found = (words.get(keyed(key)) for keyed in made)
        return any(wid is not None and wid in used for wid in found)

    return is_known
