"""Kinds of partners: those a case is referred to, and those of the community (PSKS).

Both are code lists of domain.md (1h and 1c); a partner is of one kind of either.
"""

from baleharum.terms.lists import label
from baleharum.terms.lists import term
from baleharum.terms.lists import terms
from baleharum.terms.lists import UnknownTerm
from zope.i18nmessageid import Message
from zope.interface import implementer
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


#: Code lists, the partners of referrals first. No token is in both.
LISTS = ("partner-kinds", "psks-kinds")


def list_of(token: str) -> str:
    """Return the code list that a kind is in. Raises UnknownTerm."""
    for name in LISTS:
        if any(known.token == token for known in terms(name)):
            return name
    raise UnknownTerm(f"There is no kind of partner '{token}'. See {' and '.join(LISTS)}.")


def kind_label(token: str) -> Message:
    """Return the label of a kind. Raises UnknownTerm."""
    return label(list_of(token), token)


def is_shelter(token: str) -> bool:
    """Tell whether partners of this kind give shelter, so that nobody may learn where they are."""
    name = list_of(token)
    return bool(term(name, token).extra.get("shelter"))


def is_person(token: str) -> bool:
    """Tell whether partners of this kind are single people, whose telephone is a private one."""
    return bool(term(list_of(token), token).extra.get("person"))


def serves(token: str) -> frozenset[str]:
    """Return what partners of this kind do: tokens of services, see `plans.services`."""
    return frozenset(term(list_of(token), token).extra.get("serves", "").split())


def clusters(token: str) -> frozenset[str]:
    """Return the clusters of clients that this kind is there for, empty for all."""
    return frozenset(term(list_of(token), token).extra.get("clusters", "").split())


def in_use() -> list[str]:
    """Return the tokens that may be chosen, in the order of the lists."""
    return [known.token for name in LISTS for known in terms(name) if not known.retired]


@implementer(IVocabularyFactory)
class Kinds:
    """The vocabulary `baleharum.KindsOfPartners`, the same for every context."""

    def __call__(self, context=None) -> SimpleVocabulary:
        return SimpleVocabulary([SimpleTerm(t, t, kind_label(t)) for t in in_use()])


KINDS = Kinds()
