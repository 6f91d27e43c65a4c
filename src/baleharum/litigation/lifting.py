"""Taking a flag from an exhibit that is withheld: with a reason, in the record and the timeline.

Whoever approves a file is told of each flag that was lifted, in whichever file of the case that was.
"""

from baleharum import _
from baleharum.cases.layout import case_of
from baleharum.cases.layout import full_name
from baleharum.cases.moments import moment_text
from baleharum.cases.moments import spoken_language
from baleharum.cases.timeline import Entry as Told
from baleharum.cases.timeline import record
from baleharum.guard.traces import uid
from baleharum.litigation import exhibits
from baleharum.litigation.choices import document_of
from baleharum.litigation.content import files_of
from baleharum.litigation.facts import begins
from baleharum.litigation.flags import Lifted
from baleharum.litigation.flags import lifted
from baleharum.litigation.flags import same
from baleharum.litigation.policy import place_of
from baleharum.litigation.policy import unflagged
from baleharum.litigation.policy import WITHHELD
from baleharum.litigation.refusals import ExhibitRefused
from baleharum.team.api import current_user_id
from baleharum.team.api import utcnow
from baleharum.terms.lists import label
from collections.abc import Iterator
from datetime import datetime
from plone import api
from zope.i18n import translate
from zope.i18nmessageid import Message


#: The longest reason.
LENGTH = 300
#: Step of `bundle-transitions` as which the timeline tells of it.
STEP = "litigation:lift"
LIFTED = _(
    "text_flag_lifted",
    default="${code}: '${flag}' was lifted by ${who}, ${at}. ${reason}",
)


def lift(context, number: int, flag: str, reason: str) -> None:
    """Take a flag from an exhibit, and note who did, when and why. Raises ExhibitRefused.

    It belongs behind a step-up.
    """
    exhibits.check_open(context)
    entry = next((each for each in context.entries if each.number == number), None)
    if entry is None or flag not in WITHHELD or flag not in entry.flags:
        raise ExhibitRefused(
            _(
                "error_flag_gone",
                default="There is no such exhibit, or it has no such flag (any more).",
            )
        )
    reason = " ".join(reason.split())
    if not reason or len(reason) > LENGTH:
        raise ExhibitRefused(
            _(
                "error_lift_reason",
                default="Say in ${length} characters at most why this does not hold: whoever approves"
                " the file reads it.",
                mapping={"length": LENGTH},
            )
        )
    who, at = current_user_id(), utcnow()
    row = Lifted(number, entry.document, flag, who, at.isoformat(timespec="seconds"), reason)
    entries = list(context.entries)
    entries[place_of(entries, number)] = unflagged(entry, flag)
    known = _same(context, entry)
    context.lifted = (*map(tuple, context.lifted), tuple(row))
    context.withheld = tuple(
        each for each in map(tuple, context.withheld) if each[0] not in known or each[1] != flag
    )
    exhibits.write(context, entries)
    code = context.codes(begins(context)[0])[number]
    text = f"{code}, {_said(flag)}: {reason}"
    record(case_of(context), Told(at, who, STEP, context.title, uid(context), text))


def _said(flag: str) -> str:
    language = api.portal.get_default_language()
    return translate(label("exhibit-flags", flag), target_language=language)


def lifts_of(context) -> Iterator[tuple[str, Lifted]]:
    """Yield (code of an exhibit, what was lifted of its document in a file of the case) where it does
    not hold again."""
    codes = context.codes(begins(context)[0])
    rows = [row for each in files_of(case_of(context)) for row in lifted(each)]
    for entry in context.entries if rows else ():
        known = _same(context, entry)
        for row in rows:
            if row.document in known and row.flag not in entry.flags:
                yield codes[entry.number], row


def _same(context, entry) -> frozenset[str]:
    document = document_of(context, entry)
    return frozenset({entry.document}) if document is None else same(document)


def told(context) -> list[Message]:
    """Return what whoever approves a file is to know of flags."""
    return [_told(code, row) for code, row in lifts_of(context)]


def _told(code: str, row: Lifted) -> Message:
    mapping = {
        "code": code,
        "flag": label("exhibit-flags", row.flag),
        "who": full_name(row.who),
        "at": moment_text(datetime.fromisoformat(row.at), spoken_language()),
        "reason": row.reason,
    }
    return Message(LIFTED, mapping=mapping)
