"""What the forms of consents offer: people and documents of the case."""

from baleharum import _
from baleharum.cases.content import children_path
from baleharum.cases.files.policy import LIVE_STATES
from baleharum.cases.layout import case_of
from baleharum.consents.grounds import PERPETRATOR
from baleharum.consents.policy import CONSENT
from baleharum.consents.proof import AUTHORITY
from baleharum.consents.settings import earlier
from baleharum.consents.settings import notice
from baleharum.terms.lists import label
from baleharum.terms.lists import terms
from plone import api
from zope.interface import provider
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


class Documents(SimpleVocabulary):
    """Offers the documents of some kinds, and knows every other that the person may see.

    A recording may be filed under any kind; what may be a proof is decided when it is given.
    """

    def __init__(self, found, kinds):
        super().__init__([SimpleTerm(brain.UID, brain.UID, _document(brain)) for brain in found])
        listed = {brain.UID for brain in found if brain.document_kind in kinds}
        self._offered = tuple(term for term in self._terms if term.value in listed)

    def __iter__(self):
        return iter(self._offered)

    def __len__(self):
        return len(self._offered)


def _document(brain):
    return _(
        "label_document_choice",
        default="${number}: ${kind}",
        mapping={
            "number": brain.getId.upper(),
            "kind": label("document-kinds", brain.document_kind),
        },
    )


def _within(context, portal_type, **query):
    """Return the brains of what the person may see in the case around a context."""
    try:
        case = case_of(context)
    except LookupError:
        return []
    catalog = api.portal.get_tool("portal_catalog")
    found = catalog(path=children_path(case), portal_type=portal_type, **query)
    return sorted(found, key=lambda brain: int(brain.getId[1:]))


def _people(context, but=""):
    found = [brain.getObject() for brain in _within(context, "CaseSubject")]
    return SimpleVocabulary(
        [
            SimpleTerm(uid, uid, _person(person))
            for person in found
            if person.part != but and (uid := api.content.get_uuid(person))
        ]
    )


def _person(person):
    return _(
        "label_person_choice",
        default="${name} (${part})",
        mapping={"name": person.name, "part": label("parts", person.part)},
    )


@provider(IVocabularyFactory)
def people_of_the_case(context):
    """UIDs of the people of the case, by name and part."""
    return _people(context)


@provider(IVocabularyFactory)
def who_may_consent(context):
    """The same without alleged perpetrators: they are never asked."""
    return _people(context, but=PERPETRATOR)


@provider(IVocabularyFactory)
def proofs_of_consent(context):
    """UIDs of documents of the case that hold; offered are signed forms."""
    found = _within(context, "CaseFile", review_state=list(LIVE_STATES))
    return Documents(found, (CONSENT,))


@provider(IVocabularyFactory)
def proofs_of_authority(context):
    """UIDs of documents of the case that hold; offered are those that tell who the guardian is."""
    found = _within(context, "CaseFile", review_state=list(LIVE_STATES))
    return Documents(found, AUTHORITY)


@provider(IVocabularyFactory)
def notice_versions(context):
    """Versions of the notice that a signed form may bear, the one of now first."""
    known = [notice().version, *sorted(earlier(), reverse=True)]
    return SimpleVocabulary([SimpleTerm(str(n), str(n), str(n)) for n in dict.fromkeys(known)])


@provider(IVocabularyFactory)
def other_bases(context):
    """The lawful bases but consent, which is a form of its own."""
    tokens = [t.token for t in terms("lawful-bases") if not t.retired and t.token != CONSENT]
    return SimpleVocabulary([SimpleTerm(t, t, label("lawful-bases", t)) for t in tokens])
