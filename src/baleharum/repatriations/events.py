"""What happens with a repatriation on every path: what it refers to, and what a step fixes."""

from baleharum import _
from baleharum.cases import dues
from baleharum.cases.collisions import claim
from baleharum.cases.facts import filed_with
from baleharum.cases.layout import case_of
from baleharum.cases.moments import today
from baleharum.cases.policy import ACTIVE_STATES
from baleharum.cases.requirements import Missing
from baleharum.cases.requirements import TransitionRefused
from baleharum.cases.sealing import key_of
from baleharum.letters.book import issue
from baleharum.letters.letterhead import numbering
from baleharum.letters.refusals import LetterRefused
from baleharum.partners.choices import partner_brain
from baleharum.repatriations import composing
from baleharum.repatriations.choices import KINDS
from baleharum.repatriations.grounds import ground
from baleharum.repatriations.messages import MISSING
from baleharum.repatriations.policy import lies_in
from baleharum.team.api import current_user_id
from baleharum.vault.files import SealedFile
from baleharum.vault.objects import seal_to
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from plone import api
from plone.uuid.interfaces import IUUID
from typing import Any
from zExceptions import BadRequest
from zope.container.interfaces import IContainerModifiedEvent
from zope.i18n import translate


def filed(context: Any, event: Any) -> None:
    """Refuse a repatriation in a case that has ended, and one that refers to what is not there."""
    if event.newParent is None:
        return
    if api.content.get_state(case_of(context)) not in ACTIVE_STATES:
        raise BadRequest("The work on this case has ended: nobody is brought home in it.")
    _place(context)
    check(context)


def changed(context: Any, event: Any) -> None:
    """Refuse a reference that no step would let pass, and look anew at what is due."""
    if not IContainerModifiedEvent.providedBy(event):
        _place(context)
        check(context)
        dues.changed(context)


def _place(context: Any) -> None:
    """Write down the province of a regency where nobody has: its code begins with it."""
    if context.regency and not context.province:
        context.province = context.regency.partition(".")[0]


def check(context: Any) -> None:
    """Raise BadRequest for a person, place, office or document that is not what it should be."""
    found = list(_wrong(context))
    if found:
        raise BadRequest(" ".join(dict.fromkeys(translate(each) for each in found)))


def _wrong(context: Any) -> Iterator[Any]:
    case = case_of(context)
    if context.about and filed_with(case, context.about, "CaseSubject") is None:
        yield MISSING["person"]
    if context.regency and not lies_in(context.regency, context.province or ""):
        yield _("refused_home_regency", default="This regency lies in another province.")
    if context.office and partner_brain(context.office) is None:
        yield _("refused_home_office", default="Choose a partner of the directory.")
    for name, kinds in KINDS.items():
        proof = getattr(context, name)
        document = filed_with(case, proof, "CaseFile") if proof else None
        if proof and (document is None or (kinds and document.kind not in kinds)):
            yield _(
                "refused_home_proof", default="Choose a document of this case, of the right kind."
            )


def before_step(context: Any, event: Any) -> None:
    """Note what it rests on, and sign the assignment letter. Raises TransitionRefused."""
    if event.transition is not None and event.transition.id == "approve":
        context.rests_on = tuple(ground(context) or ())
        try:
            sign_as(context, today(), current_user_id())
        except LetterRefused as refused:
            raise TransitionRefused([Missing(each) for each in refused.problems]) from refused


def sign_as(context: Any, day: date, signer: str) -> None:
    """Take the number and set the letter. Raises LetterRefused where there is no number."""
    register = case_of(context).__parent__
    line = issue(register, IUUID(context), day, composing.CODE, **numbering())
    context.number, context.signed_on, context.signed_by = line.number, day, signer
    try:
        data = composing.order_pdf(context)
    except LetterRefused as refused:
        # It was tried before, see `rules`: that it fails now ends the transaction, with its number.
        raise RuntimeError("A letter could be set, and then could not.") from refused
    context.pdf = SealedFile(data, "application/pdf", "surat-tugas.pdf")
    context.sha256 = sha256(data).hexdigest()
    seal_to(context, key_of(context))


def after_step(context: Any, event: Any) -> None:
    """Meet whoever does something with the same repatriation; look anew at what is due."""
    if event.transition is not None:
        claim(context)
        dues.changed(context)
        context.reindexObject(idxs=["repatriation_departed", "repatriation_handed"])
