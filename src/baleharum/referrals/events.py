"""What happens with a letter on every path: what it refers to is looked at, and fixed in time."""

from AccessControl.users import system
from baleharum import _
from baleharum.cases import dues
from baleharum.cases.collisions import claim
from baleharum.cases.history import state_of
from baleharum.cases.layout import case_of
from baleharum.cases.moments import today
from baleharum.cases.policy import ACTIVE_STATES
from baleharum.referrals import checks
from baleharum.referrals.choices import RECEIVED
from baleharum.referrals.content import letters_of
from baleharum.referrals.fixing import fix_text
from baleharum.referrals.fixing import look_up
from baleharum.referrals.fixing import signed_now
from baleharum.referrals.grounds import ground
from baleharum.referrals.grounds import is_for
from baleharum.referrals.parts import fits
from baleharum.referrals.policy import CANCELLABLE
from baleharum.referrals.policy import DELIVERED
from baleharum.referrals.policy import FAILED
from baleharum.referrals.policy import UNDER_WAY
from baleharum.referrals.telling import tell_the_team
from baleharum.team.api import utcnow
from datetime import date
from plone import api
from plone.uuid.interfaces import IUUID
from typing import Any
from zExceptions import BadRequest
from zope.i18n import translate


REPLACED, EXPIRED = "replaced", "expired"
#: Kind of what a letter rests on: a consent.
AGREED = "consent"


def filed(letter: Any, event: Any) -> None:
    """Refuse a letter in a case that has ended, or that refers to what it may not."""
    if event.newParent is None:
        return
    if api.content.get_state(case_of(letter)) not in ACTIVE_STATES:
        raise BadRequest("The work on this case has ended: no letter is written in it.")
    changed(letter, event)


def changed(letter: Any, event: Any) -> None:
    """Refuse a reference that no step would let pass. Raises BadRequest with all of them."""
    found = list(_references(letter))
    if found:
        raise BadRequest(" ".join(translate(each) for each in found))


def _references(letter: Any):
    if state_of(letter) in ("", "draft"):
        if letter.partner:
            yield from checks.partner_problems(letter.partner)
        if letter.about:
            yield from checks.person_problems(letter)
        yield from checks.document_problems(letter)
    reply, minutes = letter.reply_document, letter.minutes
    if reply and not fits(letter, reply, "balasan-rujukan", RECEIVED):
        yield _("refused_reply", default="The reply is a document of that kind in this case.")
    if minutes and not fits(letter, minutes, "ba-serah-terima", ("approved",)):
        yield _(
            "refused_minutes", default="The minutes are an approved document of that kind here."
        )


def before_step(letter: Any, event: Any) -> None:
    """Fix with a step what it decides; all that it needs was there, see `rules`."""
    step = FIXED.get(event.transition.id) if event.transition is not None else None
    if step is not None:
        step(letter)


FIXED = {"submit": fix_text, "sign": signed_now, "send": look_up}


def after_step(letter: Any, event: Any) -> None:
    """Look anew at what is due; tell the team when a referral that is under way has failed."""
    if event.transition is None:
        return
    # Whoever ends what it rests on at this moment writes it as well.
    claim(letter)
    dues.changed(letter)
    if event.new_state.id in FAILED and letter.was_sent:
        case = case_of(letter)
        if api.content.get_state(case) == "referred":
            tell_the_team(case, letter)


def ground_ended(consent: Any, event: Any) -> None:
    """Stop every letter that rests on what has ended, in the same transaction.

    So does one that rests on an older consent for the same, which had run out: who takes back the
    newer one does not mean that the older one goes on. Where a newer consent for the same partner
    and person has taken its place, the letter rests on that one from now on: what it discloses, and
    to whom, is the same.
    """
    case, uid = case_of(consent), IUUID(consent)
    for letter in letters_of(case):
        state = state_of(letter)
        if state not in (*CANCELLABLE, *DELIVERED):
            continue
        if letter.rest.uid != uid and not (letter.rest.kind == AGREED and is_for(consent, letter)):
            continue
        if event.why == EXPIRED and letter.was_sent:
            # It went out while the consent held; nobody has taken anything back.
            continue
        newer = ground(letter) if event.why == REPLACED else None
        if newer is not None and newer.kind == letter.rest.kind:
            letter.rest_on(newer)
        elif state in CANCELLABLE:
            cancel(letter)
        else:
            halt(letter, getattr(consent, "withdrawn_on", None) or today(), event.why)


def halt(letter: Any, on: date, why: str) -> None:
    """Note that what a letter rested on has ended, and tell the team of a referral that waits."""
    if letter.stopped is not None:
        return
    letter.stop(on, utcnow().isoformat(), why)
    dues.changed(letter)
    case = case_of(letter)
    if state_of(letter) in UNDER_WAY and state_of(case) == "referred":
        tell_the_team(case, letter)


def cancel(letter: Any) -> None:
    """Cancel a letter as the product itself. Its reason names no consent: others read the letter."""
    reason = translate(
        _(
            "reason_rest_ended",
            default="The consent or other basis on which the letter rested has ended.",
        ),
        target_language=api.portal.get_default_language(),
    )
    workflow = api.portal.get_tool("portal_workflow")
    with api.env.adopt_user(user=system):
        workflow.doActionFor(letter, "cancel", comment=reason)
