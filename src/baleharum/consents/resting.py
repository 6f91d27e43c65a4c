"""A document on which a consent in force rests goes on showing it, in each of its versions.

Otherwise a consent would go on without a proof once its form is called an identity card, and nobody
would be told.
"""

from baleharum import _
from baleharum.cases.collisions import claim
from baleharum.cases.content import ICase
from baleharum.cases.files.content import ICaseFile
from baleharum.cases.values import Refused
from baleharum.consents.grounds import Grounds
from baleharum.consents.proof import AUTHORITY
from baleharum.consents.proof import document_of
from baleharum.consents.proof import shows
from plone import api
from plone.uuid.interfaces import IUUID
from typing import Any
from z3c.form.validator import SimpleFieldValidator
from z3c.form.validator import WidgetValidatorDiscriminators
from zExceptions import BadRequest
from zope.globalrequest import getRequest
from zope.i18n import translate
from zope.i18nmessageid import Message


def why_not(document: Any, kind: str) -> Message | None:
    """Return why a document may not be of a kind, None where nothing rests on what it is."""
    case = document.__parent__
    if not ICase.providedBy(case):
        return None
    for consent in Grounds(case).consents:
        if api.content.get_state(consent) == "in_force" and not _shown(
            case, consent, document, kind
        ):
            return _(
                "refused_proof_kind",
                default="The consent ${number} rests on this document: of another kind, or as"
                " another kind of file, it would show it no more. File yours as a document of its"
                " own. If the consent was none, withdraw it first.",
                mapping={"number": consent.getId().upper()},
            )
    return None


def _is_named(document: Any) -> bool:
    """Tell whether a consent, given or not, names a document as what shows it."""
    case = document.__parent__
    consents = Grounds(case).consents if ICase.providedBy(case) else []
    uid = IUUID(document)
    return any(uid in (each.proof, each.authority_proof) for each in consents)


def _shown(case: Any, consent: Any, document: Any, kind: str) -> bool:
    proof = _is_of(document, document_of(case, consent.proof))
    authority = _is_of(document, document_of(case, consent.authority_proof))
    if proof and not shows(document, kind, consent.method):
        return False
    return not authority or kind in AUTHORITY


def _is_of(document: Any, rested: Any) -> bool:
    """Tell whether a document is the one on which something rests, or a later version of it."""
    if rested is None or rested.series != document.series:
        return False
    return bool(document.version >= rested.version)


def document_filed(document: Any, event: Any) -> None:
    """Look at a new version, on every path. Raises BadRequest."""
    if event.newParent is not None and document.version > 1:
        document_changed(document, event)


def document_changed(document: Any, event: Any) -> None:
    """Look at what a document is called now, on every path. Raises BadRequest."""
    found = why_not(document, document.kind)
    if found is not None:
        raise BadRequest(translate(found, context=getRequest()))
    if _is_named(document):
        # Whoever gives the consent at this moment writes it as well.
        claim(document.workflow_history)


class KindValidator(SimpleFieldValidator):
    """Tells it beside the field of the form."""

    def validate(self, value: Any, force: bool = False) -> Any:
        """Check the value as any field does, and what rests on the document. Raises Refused."""
        found = why_not(self.context, value) if ICaseFile.providedBy(self.context) else None
        if found is not None:
            raise Refused(found)
        return super().validate(value, force)


WidgetValidatorDiscriminators(KindValidator, field=ICaseFile["kind"])
