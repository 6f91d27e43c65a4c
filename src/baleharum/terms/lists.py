"""Reads the code lists of `data/`: one CSV file a list, one line a token."""

from collections.abc import Mapping
from csv import DictReader
from dataclasses import dataclass
from dataclasses import field
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from zope.i18nmessageid import Message
from zope.i18nmessageid import MessageFactory


DOMAIN = "baleharum.terms"
LABELS = ("id", "en")

_label = MessageFactory(DOMAIN)


class UnknownTerm(LookupError):
    """There is no such list or token; the message names where to look."""


@dataclass(frozen=True)
class Term:
    """One token of a list. `extra` holds the further columns, all as text."""

    token: str
    id: str
    en: str
    extra: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def retired(self) -> bool:
        """Kept for what is stored already, no longer offered for a choice."""
        return bool(self.extra.get("retired"))


@cache
def names() -> tuple[str, ...]:
    """The names of all lists, in alphabetical order."""
    found = (path.name for path in files(__package__).joinpath("data").iterdir())
    return tuple(sorted(name[:-4] for name in found if name.endswith(".csv")))


@cache
def _by_token(list_name: str) -> Mapping[str, Term]:
    # A name is looked up among the names first: it never becomes a path.
    if list_name not in names():
        known = ", ".join(names())
        raise UnknownTerm(f"There is no code list {list_name!r}. The lists are: {known}.")
    source = files(__package__).joinpath("data", f"{list_name}.csv")
    lines = DictReader(source.read_text(encoding="utf-8").splitlines())
    return MappingProxyType({row["token"]: _read(row) for row in lines})


def _read(row: dict[str, str]) -> Term:
    token, indonesian, english = row.pop("token"), row.pop("id"), row.pop("en")
    return Term(token, indonesian, english, MappingProxyType(row))


def terms(list_name: str) -> tuple[Term, ...]:
    """All terms of a list in the order of its file, retired ones included.

    Raises UnknownTerm when there is no such list.
    """
    return tuple(_by_token(list_name).values())


def term(list_name: str, token: str) -> Term:
    """The term of a token. Raises UnknownTerm when list or token is unknown."""
    try:
        return _by_token(list_name)[token]
    except KeyError:
        raise UnknownTerm(
            f"The code list {list_name!r} has no token {token!r}. If it was in use once, "
            f"put it back into data/{list_name}.csv with a value in the column 'retired'."
        ) from None


def label(list_name: str, token: str) -> Message:
    """The label of a token, translated to Indonesian or English when it is shown.

    Raises UnknownTerm when list or token is unknown.
    """
    # The list's name is part of the id: one word may be a state in one list
    # and a document kind in another.
    return _label(f"{list_name}:{token}", default=term(list_name, token).en)
