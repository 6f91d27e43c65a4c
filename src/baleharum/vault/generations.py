"""The keys of an index, one after the other: what is hashed by an older one can still be found.

An index key can't be destroyed with the key of a case, since it belongs to all of them. So a new
one is made, what is there is hashed anew, and then the older ones are destroyed: what an older
backup of the database remembers of a destroyed case can be hashed again by nobody.
"""

from baleharum.vault import keystore
from baleharum.vault import tables
from baleharum.vault.moment import forget
from baleharum.vault.moment import generations_of_this_moment
from baleharum.vault.tables import Table

import secrets


#: The generation that an index begins with; later ones are eight random hexadecimal digits.
FIRST = ""

#: How the first one is written in the list.
_FIRST = "first"


def generations(name: str) -> tuple[str, ...]:
    """The generations of an index whose keys are there, the newest last.

    What a transaction has seen first is what it goes on with.
    """
    known = generations_of_this_moment()
    if name not in known:
        with tables.reading() as table:
            known[name] = _listed(table, name)
    return known[name]


def index_key(name: str, generation: str) -> bytes:
    """The key of an index; that of the first generation is made at its first use.

    Raises Shredded for one that was destroyed, KeyGone for one that this keystore never had.
    """
    return keystore.case_key(_uid(name, generation), make=generation == FIRST)


def is_known(name: str, generation: str) -> bool:
    """Whether this keystore has, or had, the key; otherwise it is older than what is hashed."""
    return generation in generations(name) or keystore.is_shredded(_uid(name, generation))


def new_generation(name: str, after: str) -> str:
    """Make a new generation if the newest is still `after`; return the newest."""
    with tables.writing() as table:
        known = _listed(table, name)
        if known[-1] == after:
            known = (*known, secrets.token_hex(4))
            keystore.add_key(table, _uid(name, known[-1]))
            _list(table, name, known)
    forget()
    return known[-1]


def end_generations(name: str, newest: str) -> int:
    """Destroy the keys of all generations before `newest`; return how many there were.

    No transaction takes it back: call it when nothing that is committed is hashed by them.
    """
    with tables.writing() as table:
        known = _listed(table, name)
        older = known[: known.index(newest)]
        for generation in older:
            keystore.remove(table, _uid(name, generation))
        if older:
            _list(table, name, known[len(older) :])
    forget()
    # Also when it is asked again after it was killed: the rows may be gone, their pages not yet.
    with tables.reading() as table:
        table.scrub()
    return len(older)


def _uid(name: str, generation: str) -> str:
    return f"{keystore.INDEX}{name}:{generation}" if generation else keystore.INDEX + name


def _listed(table: Table, name: str) -> tuple[str, ...]:
    rows = table.ask("SELECT value FROM vault_meta WHERE name = ?", keystore.INDEX + name)
    if not rows:
        return (FIRST,)
    return tuple(FIRST if found == _FIRST else found for found in rows[0][0].split())


def _list(table: Table, name: str, known: tuple[str, ...]) -> None:
    table.ask(
        "INSERT INTO vault_meta (name, value) VALUES (?, ?)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        keystore.INDEX + name,
        " ".join(generation or _FIRST for generation in known),
    )
