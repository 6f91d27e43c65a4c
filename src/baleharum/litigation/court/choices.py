"""What the forms of a procedure offer: documents of the case, and the procedures themselves."""

from baleharum.cases.content import children_path
from baleharum.cases.files.policy import LIVE_STATES
from baleharum.cases.layout import case_of
from baleharum.litigation.choices import document_title
from baleharum.litigation.court.content import proceedings_of
from plone import api
from plone.uuid.interfaces import IUUID
from typing import Any
from zope.interface import implementer
from zope.interface import provider
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


@implementer(IVocabularyFactory)
class Documents:
    """UIDs of documents of the case that hold and that the person sees, of some kinds or of all."""

    def __init__(self, *kinds: str) -> None:
        self.kinds = kinds

    def __call__(self, context: Any = None) -> SimpleVocabulary:
        try:
            path = children_path(case_of(context))
        except LookupError:
            return SimpleVocabulary([])
        query = {"document_kind": list(self.kinds)} if self.kinds else {}
        found = api.portal.get_tool("portal_catalog")(
            path=path, portal_type="CaseFile", review_state=list(LIVE_STATES), **query
        )
        rows = sorted(found, key=lambda brain: int(brain.getId[1:]))
        return SimpleVocabulary(
            [SimpleTerm(b.UID, b.UID, document_title(b.getId, b.document_kind)) for b in rows]
        )


ALL = Documents()
ATTORNEY = Documents("surat-kuasa")
POLICE = Documents("laporan-polisi", "surat-permohonan")
SOCIAL = Documents("laporan-sosial")
DIVERSION = Documents("kesepakatan-diversi")
JUDGMENT = Documents("putusan")

#: field -> kinds of document of which it names one, () for any.
KINDS = {
    "attorney_proof": ATTORNEY.kinds,
    "report_proof": POLICE.kinds,
    "given_proof": SOCIAL.kinds,
    "agreement": DIVERSION.kinds,
    "judgment_proof": JUDGMENT.kinds,
    "final_proof": JUDGMENT.kinds,
}

#: Field that names a document -> day that is the document's where nobody has written another one.
DATED = {
    "attorney_proof": "attorney_on",
    "report_proof": "reported_on",
    "given_proof": "given_on",
    "agreement": "agreed_on",
    "minutes": "failed_on",
    "transfer_proof": "transferred_on",
    "judgment_proof": "judged_on",
    "stop_proof": "stopped_on",
}
#: Fields that name a document of the case.
PROOFS = (*DATED, "final_proof")


@provider(IVocabularyFactory)
def proceedings(context: Any) -> SimpleVocabulary:
    """UIDs of the court procedures of the case, by number and matter."""
    try:
        case = case_of(context)
    except LookupError:
        return SimpleVocabulary([])
    return SimpleVocabulary(
        [
            SimpleTerm(IUUID(each), IUUID(each), title_of(each))
            for each in proceedings_of(case)
            if api.user.has_permission("View", obj=each)
        ]
    )


def title_of(context: Any) -> str:
    """Return 'H1 – Penganiayaan', for who may read it."""
    return " – ".join(filter(None, (context.getId().upper(), context.matter)))
