"""What can be chosen in a letter: active partners, people and documents of its own case.

What a letter holds already stays among its choices, so that an old value can be shown; that it
may no longer be used is said by `checks`.
"""

from baleharum import _
from baleharum.cases.content import children_path
from baleharum.cases.layout import case_of
from baleharum.cases.people.listing import people_of
from baleharum.partners.choices import IN_USE
from baleharum.partners.choices import partner_brain
from baleharum.team.policy import LEVELS
from baleharum.terms.lists import label
from collections.abc import Iterable
from collections.abc import Iterator
from plone import api
from typing import Any
from zope.interface import implementer
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


#: States in which a reply may be named: a letter of the partner is received, not approved.
RECEIVED = ("draft", "submitted", "returned", "approved")


@implementer(IVocabularyFactory)
class Choices:
    """A vocabulary of UIDs: what may be chosen now, and what the context holds in `name`."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, context: Any = None) -> SimpleVocabulary:
        terms = {uid: SimpleTerm(uid, uid, title) for uid, title in self.offered(context)}
        for uid in self._held(context):
            terms.setdefault(uid, SimpleTerm(uid, uid, self.title_of(context, uid)))
        return SimpleVocabulary(list(terms.values()))

    def _held(self, context: Any) -> tuple[str, ...]:
        held = getattr(getattr(context, "aq_base", context), self.name, None) or ()
        return (held,) if isinstance(held, str) else tuple(held)

    def offered(self, context: Any) -> Iterable[tuple[str, Any]]:
        """Yield (UID, title) of what may be chosen."""
        raise NotImplementedError

    def title_of(self, context: Any, uid: str) -> Any:
        """Return the title of something that is held, and no longer offered."""
        return _("choice_gone", default="– no longer to be chosen –")


class Partners(Choices):
    """Active partners of the directory, by name."""

    def offered(self, context: Any) -> Iterator[tuple[str, Any]]:
        """Yield them."""
        catalog = api.portal.get_tool("portal_catalog")
        found = catalog(portal_type="Partner", review_state=list(IN_USE))
        for brain in sorted(found, key=lambda each: (each.Title.casefold(), each.UID)):
            yield brain.UID, brain.Title

    def title_of(self, context: Any, uid: str) -> Any:
        """Return its name."""
        found = partner_with(uid)
        return found.title if found is not None else super().title_of(context, uid)


class People(Choices):
    """The people of the case whose data is not restricted, clients first."""

    def offered(self, context: Any) -> Iterator[tuple[str, Any]]:
        """Yield them."""
        for person in people_of(case_of(context)):
            if api.content.get_state(person) == "active":
                part = label("parts", person.part)
                mapping = {"name": person.name, "number": person.getId().upper(), "part": part}
                yield (
                    api.content.get_uuid(person),
                    _("choice_person", default="${name} (${number}, ${part})", mapping=mapping),
                )


class Documents(Choices):
    """Documents of the case that the person reads, of some kinds and states."""

    def __init__(self, name: str, states: tuple[str, ...], kind: str = "") -> None:
        super().__init__(name)
        self.states, self.kind = states, kind

    def offered(self, context: Any) -> Iterator[tuple[str, Any]]:
        """Yield them, the oldest first."""
        query: dict[str, Any] = {"document_kind": self.kind} if self.kind else {}
        found = api.portal.get_tool("portal_catalog")(
            path=children_path(case_of(context)),
            portal_type="CaseFile",
            review_state=list(self.states),
            sort_on="sortable_title",
            **query,
        )
        for brain in found:
            yield brain.UID, document_title(brain.getId, brain.document_kind)


def document_title(name: str, kind: str) -> Any:
    """Return 'D3 – Social report': never the name of a file, which may name somebody."""
    mapping = {"number": name.upper(), "kind": label("document-kinds", kind)}
    return _("choice_document", default="${number} – ${kind}", mapping=mapping)


def secret_title(name: str) -> Any:
    """Return 'D3 – Secret', for who may not know what kind of document it is."""
    mapping = {"number": name.upper(), "kind": label("levels", LEVELS[-1])}
    return _("choice_document", default="${number} – ${kind}", mapping=mapping)


def found_with(uid: str, **query: Any) -> Any:
    """Return what has a UID, whoever asks; None where there is nothing like it."""
    if not isinstance(uid, str) or not uid:
        return None
    catalog = api.portal.get_tool("portal_catalog")
    found = catalog.unrestrictedSearchResults(UID=uid, sort_limit=1, **query)
    return found[0]._unrestrictedGetObject() if found else None


def partner_with(uid: str) -> Any:
    """Return a partner, None where there is none with this UID."""
    found = partner_brain(uid)
    return None if found is None else found._unrestrictedGetObject()


def in_case(case: Any, uid: str, portal_type: str) -> Any:
    """Return something that is filed in this very case, None for anything else."""
    return found_with(uid, portal_type=portal_type, path=children_path(case))


PARTNERS = Partners("partner")
PEOPLE = People("about")
DOCUMENTS = Documents("documents", ("approved",))
REPLIES = Documents("reply_document", RECEIVED, "balasan-rujukan")
MINUTES = Documents("minutes", ("approved",), "ba-serah-terima")
