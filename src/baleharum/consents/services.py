"""REST: `@consents` of a case; `@withdraw` and `@told` of a consent; what GET of one answers."""

from baleharum.cases.dues import dues_of
from baleharum.cases.people.seeing import RESTRICTED
from baleharum.cases.services import missing_json
from baleharum.cases.team.api import Change
from baleharum.consents import policy
from baleharum.consents import withdrawing
from baleharum.consents.api import why_not
from baleharum.consents.basis import ILawfulBasis
from baleharum.consents.content import IConsentForm
from baleharum.consents.content import NOTED
from baleharum.consents.content import NOTED_SEALED
from baleharum.consents.seeing import is_closed
from baleharum.consents.seeing import WRITTEN
from baleharum.consents.tab import holding
from baleharum.consents.tab import visible
from baleharum.consents.telling import stopped_on
from baleharum.consents.telling import to_tell
from baleharum.consents.telling import told
from baleharum.consents.watch import stopped_by
from plone import api
from plone.restapi.interfaces import ISerializeToJson
from plone.restapi.serializer.converters import json_compatible
from plone.restapi.serializer.dxcontent import SerializeToJson
from plone.restapi.services import Service
from zope.component import adapter
from zope.i18n import translate
from zope.interface import implementer
from zope.interface import Interface


def ground_json(ground) -> dict:
    """Return a consent or basis in a list."""
    law = ILawfulBasis.providedBy(ground)
    return {
        "@id": ground.absolute_url(),
        "@type": ground.portal_type,
        "UID": api.content.get_uuid(ground),
        "id": ground.getId(),
        "review_state": api.content.get_state(ground),
        "basis": ground.basis if law else policy.CONSENT,
        "purpose": ground.purpose,
        "recipient": ground.recipient or "",
        "person": None if law else ground.person,
        "valid_until": None if law else json_compatible(ground.valid_until),
        "due": [{"at": due.at.isoformat(), "what": due.what} for due in dues_of(ground)],
    }


class ConsentsGet(Service):
    """GET @consents of a case: what the caller may see of consents and other lawful bases."""

    def reply(self):
        """Return items, in_force (UIDs of those that hold today), missing for services, due."""
        seen = visible(self.context)
        missing = why_not(self.context, policy.SERVICES)
        return {
            "@id": f"{self.context.absolute_url()}/@consents",
            "items": [ground_json(each) for each in seen],
            "in_force": [api.content.get_uuid(each) for each in holding(self.context, seen)],
            "missing": missing_json(self.context, self.request, missing, "start_assessment"),
            "due": [
                {"at": due.at.isoformat(), "what": due.what}
                for due in dues_of(self.context)
                if due.what == "emergency-consent"
            ],
        }


class WithdrawPost(Change):
    """POST @withdraw of a consent: channel (list `withdrawal-channels`), on (ISO day, today if it
    is left out), words."""

    permissions = (withdrawing.WITHDRAW,)

    def change(self, data):
        """Record it; answers who has to be told, until when."""
        withdrawing.withdraw(
            self.context,
            data.get("channel", ""),
            data.get("on", ""),
            data.get("words", ""),
            self.request,
        )
        return told_json(self.context)


class ToldGet(Service):
    """GET @told of a consent: who has to be told of its withdrawal, who was, until when."""

    def reply(self):
        """Return the rows."""
        return told_json(self.context)


class ToldPost(Change):
    """POST @told of a consent that was withdrawn or is void: partner (UID, '' for the centre
    itself), channel, on."""

    permissions = (withdrawing.WITHDRAW,)

    def change(self, data):
        """Note it; answers as GET does."""
        withdrawing.tell(
            self.context, data.get("partner", ""), data.get("on", ""), data.get("channel", "")
        )
        return told_json(self.context)


def told_json(consent) -> dict:
    """Return who has to be told and who was; until: ISO moment, None unless it was withdrawn or is void."""
    done = {row.partner: row for row in told(consent)}
    stopped = stopped_on(consent) is not None
    return {
        "@id": f"{consent.absolute_url()}/@told",
        "until": stopped_by(consent).isoformat() if stopped else None,
        "to_tell": to_tell(consent) if stopped else [],
        "told": [
            {"partner": r.partner, "by": r.by, "on": r.on.isoformat(), "channel": r.channel}
            for r in done.values()
        ],
    }


@implementer(ISerializeToJson)
@adapter(IConsentForm, Interface)
class SerializeConsent(SerializeToJson):
    """A consent as content, with what its decisions have noted down."""

    def __call__(self, *args, **kwargs):
        """Return the JSON."""
        names = (*(n for n in NOTED if n != "told"), *NOTED_SEALED)
        noted = {name: json_compatible(getattr(self.context, name)) for name in names}
        found = super().__call__(*args, **kwargs) | noted
        if is_closed(self.context):
            found.update(dict.fromkeys(WRITTEN, translate(RESTRICTED, context=self.request)))
        return found
