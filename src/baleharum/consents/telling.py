"""Who has to be told of a withdrawal, and who was: by whom, when, and through which channel."""

from baleharum import _
from baleharum.cases import dues
from baleharum.cases.figures import FactsChanged
from baleharum.cases.moments import today
from baleharum.cases.moments import WITA
from baleharum.cases.timeline import Entry
from baleharum.cases.timeline import record
from baleharum.consents.content import IConsentForm
from baleharum.consents.interfaces import IToTell
from baleharum.consents.policy import TOLD_OF
from baleharum.team.api import current_user_id
from baleharum.team.api import utcnow
from baleharum.team.refusals import TeamRefused
from baleharum.terms.lists import terms
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from plone import api
from plone.uuid.interfaces import IUUID
from typing import Any
from zope.component import adapter
from zope.component import subscribers
from zope.event import notify
from zope.interface import implementer


CHANNELS = "withdrawal-channels"


class TellingRefused(TeamRefused):
    """Something that was not told so; its only argument says what to do."""


@dataclass(frozen=True)
class Told:
    """One who was told. partner: UID, '' for the centre itself; by: user id; channel: token."""

    partner: str
    by: str
    on: date
    channel: str


@implementer(IToTell)
@adapter(IConsentForm)
class Recipient:
    """Whoever the consent names as its recipient."""

    def __init__(self, context: Any) -> None:
        self.context = context

    def partners(self) -> list[str]:
        """Return the recipient; see IToTell."""
        return [self.context.recipient or ""]


def stopped_at(consent: Any) -> datetime | None:
    """Return the moment (aware) at which it was recorded that a consent was withdrawn or is void,
    None for neither."""
    noted = consent.withdrawn_at or consent.voided_at
    return datetime.fromisoformat(noted) if noted else None


def stopped_on(consent: Any) -> date | None:
    """Return the day on which a withdrawal came in or a consent became void, None for neither."""
    recorded = stopped_at(consent)
    return consent.withdrawn_on or (recorded.astimezone(WITA).date() if recorded else None)


def to_tell(consent: Any) -> list[str]:
    """Return all who have to be told, each once, in the order in which the slices name them."""
    found = [uid for each in subscribers((consent,), IToTell) for uid in each.partners()]
    return list(dict.fromkeys(found))


def told(consent: Any) -> list[Told]:
    """Return who was told, the first one first."""
    return [Told(p, by, date.fromisoformat(on), channel) for p, by, on, channel in consent.told]


def untold(consent: Any) -> list[str]:
    """Return who is still to be told."""
    done = {row[0] for row in consent.told}
    return [uid for uid in to_tell(consent) if uid not in done]


def mark_told(consent: Any, partner: str, on: date | None, channel: str) -> Told:
    """Note that somebody was told of a withdrawal, and return that. Raises TellingRefused."""
    problem = _problem(consent, partner, on, channel)
    if problem is not None:
        raise TellingRefused(problem)
    row = Told(partner, current_user_id(), on or today(), channel)
    kept = (*consent.told, (row.partner, row.by, row.on.isoformat(), row.channel))
    consent._keep("told", kept)
    uid = IUUID(consent)
    record(consent.__parent__, Entry(utcnow(), row.by, "consent:told", consent.title, uid))
    dues.changed(consent)
    notify(FactsChanged(consent.__parent__))
    return row


def _problem(consent, partner, on, channel):
    if api.content.get_state(consent) not in TOLD_OF:
        return _(
            "error_told_not_stopped",
            default="This consent was neither withdrawn nor is it void: there is nothing to tell.",
        )
    if partner not in untold(consent):
        return _(
            "error_told_already",
            default="This recipient was told already, or need not be told. Look at the list.",
        )
    if channel not in {t.token for t in terms(CHANNELS) if not t.retired}:
        return _("error_told_channel", default="Choose how the recipient was told.")
    if on is not None and not (stopped_on(consent) or date.max) <= on <= today():
        return _(
            "error_told_day",
            default="Choose the day on which the recipient was told: not before the withdrawal, and"
            " not after today.",
        )
    return None
