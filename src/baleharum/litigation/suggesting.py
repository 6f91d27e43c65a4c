"""Pseudonyms for who has none yet: after their part in the case, as courts write them."""

from baleharum.cases.identity import age_on
from baleharum.cases.moments import today
from baleharum.litigation.pseudonyms import Row
from collections.abc import Iterable
from collections.abc import Iterator
from itertools import count
from string import ascii_uppercase


#: Part in the case -> how the papers of courts call who plays it. They are Indonesian, in whatever
#: language somebody reads this page.
WORDS = {
    "client": "Klien",
    "guardian": "Wali",
    "family": "Keluarga",
    "reporter": "Pelapor",
    "witness": "Saksi",
    "alleged_perpetrator": "Terlapor",
}
CHILD, CHILD_IN_CONFLICT, SOMEBODY = "Anak", "ABH", "Orang"
#: Under this age somebody is a child (Law 35/2014, art. 1).
GROWN = 18


def suggested(people: Iterable, rows: Iterable[Row], hidden: frozenset[str]) -> dict[str, str]:
    """Return UID -> pseudonym for people who have none. people: (UID, person); hidden: UIDs of those
    of whom nothing is told, not even their part."""
    rows = list(rows)
    used = {row.pseudonym.casefold() for row in rows if row.pseudonym}
    named = {row.person for row in rows if row.pseudonym}
    found = {}
    for uid, person in people:
        if uid not in named:
            word = SOMEBODY if uid in hidden else _word(person)
            found[uid] = next(each for each in _numbered(word) if each.casefold() not in used)
            used.add(found[uid].casefold())
    return found


def _word(person) -> str:
    if is_child(person):
        return CHILD_IN_CONFLICT if person.part == "alleged_perpetrator" else CHILD
    return WORDS.get(person.part, SOMEBODY)


def is_child(person) -> bool:
    """Tell whether somebody is known to be under age."""
    if person.birth_date:
        return age_on(person.birth_date, today()) < GROWN
    return bool(person.birth_year) and today().year - person.birth_year < GROWN


def _numbered(word: str) -> Iterator[str]:
    """Yield `Anak A`, `Anak B`…; of `ABH` numbers, as courts write them."""
    if word != CHILD_IN_CONFLICT:
        yield from (f"{word} {letter}" for letter in ascii_uppercase)
    yield from (f"{word}-{number}" for number in count(1))
