"""What pages and services show of a consent: words instead of tokens and UIDs."""

from baleharum import _
from baleharum.cases.layout import full_name
from baleharum.cases.moments import moment_text
from baleharum.cases.moments import spoken_language
from baleharum.cases.steps import state_label
from baleharum.consents.basis import ILawfulBasis
from baleharum.consents.spoken import recipient_name
from baleharum.consents.spoken import short
from baleharum.consents.telling import CHANNELS
from baleharum.consents.telling import to_tell
from baleharum.consents.telling import told
from baleharum.consents.watch import stopped_by
from baleharum.terms.days import day_text
from baleharum.terms.lists import label
from plone import api
from typing import Any


EVERYBODY = _("label_everybody_needed", default="everybody whom the purpose needs")


def day(value: Any) -> str:
    """Return a day in the language of the page, '' for none."""
    return day_text(value, spoken_language()) if value else ""


def recipient_words(ground: Any) -> Any:
    """Return who the recipient is; a basis without one serves everybody whom it needs."""
    uid = ground.recipient or ""
    if not uid and ILawfulBasis.providedBy(ground):
        return EVERYBODY
    return recipient_name(uid)


def seen(portal_type: str, uid: str | None) -> Any:
    """Return something of a case by its UID as far as the person may see it, else None."""
    if not uid:
        return None
    found = api.portal.get_tool("portal_catalog")(UID=uid, portal_type=portal_type)
    return found[0].getObject() if found else None


def person_words(uid: str | None) -> dict[str, str] | None:
    """Return name and address of somebody of the case, None for who is not seen."""
    person = seen("CaseSubject", uid)
    if person is None:
        return None
    return {"name": person.name, "number": short(person), "url": person.absolute_url()}


def document_words(uid: str | None) -> dict[str, Any] | None:
    """Return number, kind and address of a document, None for one that is not seen."""
    document = seen("CaseFile", uid)
    if document is None:
        return None
    return {
        "number": short(document),
        "kind": label("document-kinds", document.kind),
        "url": document.absolute_url(),
    }


def ground_row(ground: Any) -> dict[str, Any]:
    """Return what a list shows of a consent or basis."""
    law, state = ILawfulBasis.providedBy(ground), api.content.get_state(ground)
    return {
        "number": short(ground),
        "url": ground.absolute_url(),
        "law": law,
        "basis": label("lawful-bases", ground.basis if law else "persetujuan"),
        "purpose": label("consent-purposes", ground.purpose) if ground.purpose else "",
        "recipient": recipient_words(ground),
        "person": None if law else person_words(ground.person),
        "token": state,
        "state": state_label(ground),
        "given": "" if law else day(ground.given_on),
        # What was withdrawn or replaced has another end than the one that was agreed.
        "until": day(ground.valid_until) if state in ("draft", "in_force", "expired") else "",
    }


def telling_rows(consent: Any) -> list[dict[str, Any]]:
    """Return everybody who has to be told of a withdrawal, and how they were."""
    done = {row.partner: row for row in told(consent)}
    return [
        {
            "partner": uid,
            "name": recipient_name(uid),
            "told": uid in done,
            "by": full_name(done[uid].by) if uid in done else "",
            "on": day(done[uid].on) if uid in done else "",
            "channel": label(CHANNELS, done[uid].channel) if uid in done else "",
        }
        for uid in dict.fromkeys((*to_tell(consent), *done))
    ]


def clock_words(consent: Any) -> str:
    """Return until when everybody has to be told, in words."""
    return moment_text(stopped_by(consent), spoken_language())
