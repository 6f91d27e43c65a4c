"""Alarms in words: numbers, staff and case numbers, never a client."""

from baleharum import _
from baleharum.audit.alarms import Alarm
from baleharum.audit.areas import spoken_changes
from baleharum.audit.through import people_names
from collections.abc import Mapping
from zope.i18n import translate


SENTENCES = {
    "mass": _("alarm_mass", default="${person} read ${number} cases within one hour."),
    "reports": _("alarm_reports", default="${person} read ${number} reports within one hour."),
    "listed": _("alarm_listed", default="Lists showed ${person} ${number} cases within one hour."),
    "emergency": _(
        "alarm_emergency",
        default="${person} took emergency access to case ${case}; read under it: ${things}"
        " different things in ${number} entries.",
    ),
    "refused": _("alarm_refused", default="${person} was refused ${number} times within one hour."),
    "login": _(
        "alarm_login", default="${number} failed log-ins to the account of ${person} in one hour."
    ),
    "spread": _(
        "alarm_login_spread",
        default="${number} failed log-ins to ${things} accounts or names from the network ${network}"
        " in one hour, none of which got in afterwards: somebody may be trying one account after"
        " the other.",
    ),
    "setting": _("alarm_administered", default="${person} changed how the site works: ${detail}."),
    "tried": _(
        "alarm_tried",
        default="${person} was told ${number} times within one hour that a page for the public names"
        " somebody whom a case or report knows: perhaps somebody tries out names.",
    ),
    "damaged": _(
        "alarm_damaged_place",
        default="Something of ${case} is not what was sealed: changed, cut or exchanged; met"
        " ${number} times within one hour. Bring it back from a backup, and find out how that"
        " happened.",
    ),
}
UNKNOWN = {
    "refused": _(
        "alarm_refused_unknown",
        default="Somebody who was not logged in was refused ${number} times within one hour, from"
        " the network ${network}.",
    ),
    "login": _(
        "alarm_login_unknown",
        default="${number} failed log-ins to accounts that do not exist, from the network"
        " ${network}, in one hour.",
    ),
    "setting": _(
        "alarm_administered_unknown",
        default="A program on the server, or somebody who was not logged in, changed how the site"
        " works: ${detail}.",
    ),
}


def sentence(alarm: Alarm, numbers: Mapping[str, str], *, context=None, language=None) -> str:
    """Return an alarm as a sentence. numbers: UID -> number of a case.

    context: the request whose language is meant, or give the language.
    """
    template = SENTENCES[alarm.kind] if alarm.person else UNKNOWN.get(alarm.kind)
    template = template or SENTENCES[alarm.kind]
    words = {
        "person": people_names([alarm.person])[alarm.person] if alarm.person else "?",
        "number": alarm.number,
        "things": alarm.things,
        "case": numbers.get(alarm.case, "?"),
        "network": alarm.network or "?",
        "detail": spoken_changes(alarm.detail, context=context, language=language),
    }
    message = _(template, mapping=words, default=template.default)
    return translate(message, context=context, target_language=language)
