"""A row of the figures: what is kept of one case to be counted, and nothing that names anybody.

What describes people (sex, age, schooling, how a perpetrator is related) is sealed by a key of the
register; the rest are tokens and days that the case itself keeps in the clear.
"""

from typing import NamedTuple

import json


class Spell(NamedTuple):
    """A time in which a case was worked on. entered, left: days as ordinals, left 0 while it goes
    on; why: code of `closing-reasons`, `decline`, `full_handover`, or '' where none is known."""

    entered: int
    left: int = 0
    why: str = ""


class Counted(NamedTuple):
    """A fact, see `cases.figures.Fact`; on: day as an ordinal."""

    on: int
    what: str
    token: str = ""
    number: int | None = None


class Row(NamedTuple):
    """What is counted of a case.

    category: its first one; sub_district, place, matter: tokens or ''; harm, maltreatment: tokens;
    clients: how many people it is about; people: their sealed description, b'' for none. Spells and
    facts are plain tuples in the order of `Spell` and `Counted`.
    """

    number: str
    category: str
    sub_district: str
    spells: tuple[tuple[int, int, str], ...]
    facts: tuple[tuple[int, str, str, int | None], ...] = ()
    harm: tuple[str, ...] = ()
    kdrt: bool = False
    place: str = ""
    maltreatment: tuple[str, ...] = ()
    matter: str = ""
    clients: int = 0
    people: bytes = b""

    @property
    def persons(self) -> int:
        """People of the case. One of whom nobody is on record yet is still about somebody."""
        return max(self.clients, 1)


class Client(NamedTuple):
    """A client. sex: `l`, `p` or ''; age: whole years when the case was received, None where it is
    not known; education: token or ''."""

    sex: str = ""
    age: int | None = None
    education: str = ""


class People(NamedTuple):
    """clients: of the case; relations: tokens of `relations`, of alleged perpetrators."""

    clients: tuple[Client, ...] = ()
    relations: tuple[str, ...] = ()


def packed(people: People) -> bytes:
    """Return people as bytes, to be sealed; filled up, so that the length tells less."""
    data = json.dumps([people.clients, people.relations], separators=(",", ":")).encode("ascii")
    return data + b" " * (-len(data) % 32)


def unpacked(data: bytes) -> People:
    """Return the people that `packed` packed."""
    clients, relations = json.loads(data)
    return People(tuple(Client(*client) for client in clients), tuple(relations))


def everybody(row: Row, people: People) -> tuple[Client, ...]:
    """Return the clients of a case; one who is not known where there is none on record."""
    return people.clients or (Client(),)
