"""What can be chosen in a litigation file and in a release: bundles to add to, secret documents."""

from baleharum import _
from baleharum.cases.content import children_path
from baleharum.cases.files.content import ICaseFile
from baleharum.cases.files.policy import LIVE_STATES
from baleharum.cases.history import state_of
from baleharum.cases.layout import case_of
from baleharum.litigation.content import files_of
from baleharum.litigation.policy import BOUND
from baleharum.litigation.releases import releasable
from baleharum.terms.lists import label
from plone import api
from plone.uuid.interfaces import IUUID
from zope.interface import provider
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


def found_with(uid, portal_type, case):
    """Return what has a UID in this very case, whoever asks; None where there is nothing like it."""
    if not isinstance(uid, str) or not uid:
        return None
    catalog = api.portal.get_tool("portal_catalog")
    found = catalog.unrestrictedSearchResults(
        UID=uid, portal_type=portal_type, path=children_path(case), sort_limit=1
    )
    return found[0]._unrestrictedGetObject() if found else None


def document_of(context, entry):
    """Return the document of an exhibit, whoever asks; None for one that is gone. By its number in the
    case, which is never given twice: a bundle asks for hundreds."""
    found = case_of(context)._getOb(entry.name, None)
    return found if ICaseFile.providedBy(found) and IUUID(found) == entry.document else None


def document_title(name: str, kind: str):
    """Return 'D3 – Social report': never the name of a file, which may name somebody."""
    mapping = {"number": name.upper(), "kind": label("document-kinds", kind)}
    return _("choice_document", default="${number} – ${kind}", mapping=mapping)


@provider(IVocabularyFactory)
def bound_files(context):
    """UIDs of the litigation files of the case of which a bundle was made."""
    try:
        case = case_of(context)
    except LookupError:
        return SimpleVocabulary([])
    terms = [
        SimpleTerm(IUUID(each), IUUID(each), each.code)
        for each in files_of(case)
        if state_of(each) in BOUND and each.bundle
    ]
    return SimpleVocabulary(terms)


@provider(IVocabularyFactory)
def releasable_documents(context):
    """UIDs of the secret documents of the case that the person sees and that can be released."""
    try:
        case = case_of(context)
    except LookupError:
        return SimpleVocabulary([])
    found = api.portal.get_tool("portal_catalog")(
        path=children_path(case), portal_type="CaseFile", document_level="secret"
    )
    terms = []
    for brain in sorted(found, key=lambda brain: int(brain.getId[1:])):
        document = brain.getObject()
        if releasable(document.level, document.profession) and brain.review_state in LIVE_STATES:
            title = document_title(brain.getId, brain.document_kind)
            terms.append(SimpleTerm(brain.UID, brain.UID, title))
    return SimpleVocabulary(terms)
