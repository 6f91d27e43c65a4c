"""The document that shows a consent: one of this case, that holds, as it was that day."""

from baleharum import _
from baleharum.cases.files.content import ICaseFile
from baleharum.cases.files.policy import LIVE_STATES
from baleharum.consents.policy import CONSENT
from baleharum.consents.policy import GONE
from baleharum.consents.policy import REPLACED
from plone import api
from plone.app.uuid.utils import uuidToObject
from plone.uuid.interfaces import IUUID
from typing import Any
from zope.i18nmessageid import Message


#: Kinds of document that show who may speak for a child: a family card or birth certificate, a
#: decision of a court, a power of attorney. What a family declares of itself is none, nor is an
#: identity card.
AUTHORITY = ("kk-akta", "putusan", "surat-kuasa")
RECORDING = ("audio/", "video/")
SUPERSEDED, WITHDRAWN = "superseded", "withdrawn"
#: Token of `consent-methods`: said, and recorded.
RECORDED = "lisan-terekam"


def document_of(case: Any, uid: str | None) -> Any:
    """Return the document of a case with this UID, None for one that is not in it."""
    found = uuidToObject(uid, unrestricted=True) if isinstance(uid, str) and uid else None
    if not ICaseFile.providedBy(found) or IUUID(found.__parent__) != IUUID(case):
        return None
    return found


def holds(document: Any) -> bool:
    """Tell whether a document was neither withdrawn nor taken over by a newer version."""
    return api.content.get_state(document) in LIVE_STATES


def standing(case: Any, *uids: str | None) -> str:
    """Return what has become of the documents that show a consent: the worse of GONE and REPLACED,
    see `policy`; '' where all of them hold."""
    states = []
    for uid in filter(None, uids):
        document = document_of(case, uid)
        states.append(WITHDRAWN if document is None else api.content.get_state(document))
    lost = [state for state in states if state not in LIVE_STATES]
    if not lost:
        return ""
    return REPLACED if set(lost) == {SUPERSEDED} else GONE


def proof_problem(case: Any, uid: str | None, method: str | None = None) -> Message | None:
    """Return why a document does not show a consent, None where it does.

    method: token of `consent-methods`: what was said is shown by its recording, all else on paper.
    """
    if not uid:
        return _(
            "consent_needs_proof",
            default="Choose the proof: the signed form or the recording, filed in this case.",
        )
    document = document_of(case, uid)
    if document is None:
        return _("consent_proof_elsewhere", default="The proof is not a document of this case.")
    if not holds(document):
        return _(
            "consent_proof_gone",
            default="The proof was withdrawn or replaced. Choose the version that holds.",
        )
    recording = is_recording(document)
    if method == RECORDED and not recording:
        return _(
            "consent_proof_recording",
            default="An oral consent is shown by its recording: a sound or a film of this case.",
        )
    if not shows(document, document.kind, method):
        return _(
            "consent_proof_kind",
            default="The proof is neither an informed consent nor a recording. Choose another"
            " document, or correct its kind.",
        )
    return None


def is_recording(document: Any) -> bool:
    """Tell whether a document is a sound or a film."""
    return (document.media_type or "").startswith(RECORDING)


def shows(document: Any, kind: str, method: str | None) -> bool:
    """Tell whether a document would show a consent that was given so, were it of this kind."""
    recording = is_recording(document)
    return recording if method == RECORDED else kind == CONSENT


def authority_problem(case: Any, uid: str | None) -> Message | None:
    """Return why a document does not show the authority of a guardian, None where it does."""
    document = document_of(case, uid)
    if document is None or not holds(document):
        return _(
            "consent_needs_authority_proof",
            default="Choose the proof of the guardian's authority: a document of this case that was"
            " neither withdrawn nor replaced.",
        )
    if document.kind not in AUTHORITY:
        return _(
            "consent_authority_kind",
            default="A document of this kind does not show the authority of a guardian. Choose the"
            " family card or birth certificate, the decision of a court, or the power of attorney.",
        )
    return None
