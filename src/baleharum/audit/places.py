"""Where what is read lies: cases in a register, reports in an intake box, and how pages say so."""

from baleharum import _
from baleharum.intake.interfaces import IBox
from plone import api
from typing import Any
from typing import NamedTuple
from zope.i18nmessageid import Message


#: What the rows of the record call a case: a report has a UID of its own there.
KINDS = ("Case", "IntakeReport")


class Words(NamedTuple):
    """How a page says where it is. alarms: heading of the page of alarms; limits: what is one, with
    ${threshold}; readers: what "who read what" tells; people: heading of who did what; things, thing:
    headings of columns; seen: of the list of what was read, with ${count}; nothing: where nothing was
    read; the_place, the_thing, some_thing: what a row is about; whole: of an appointment; subject, end:
    of a mail of alarms."""

    alarms: Message
    limits: Message
    readers: Message
    people: Message
    things: Message
    thing: Message
    seen: Message
    nothing: Message
    the_place: Message
    the_thing: Message
    some_thing: Message
    whole: Message
    subject: Message
    end: Message


REGISTER = Words(
    alarms=_("heading_alarms", default="Alarms of the register"),
    limits=_(
        "help_alarms_register",
        default="More than ${threshold} cases in an hour, emergency access, series of refusals or"
        " failed log-ins, what administrators change of how the site works, and who tries out"
        " whether names are known here. Reading at night is no alarm.",
    ),
    readers=_(
        "audit_help_reader",
        default="Cases of this register only. That you look is recorded, too.",
    ),
    people=_("audit_heading_people", default="Who did what in this case"),
    things=_("audit_column_cases", default="Cases"),
    thing=_("audit_column_case", default="Case"),
    seen=_(
        "audit_heading_cases_seen",
        default="Cases that were read or shown in lists (${count})",
    ),
    nothing=_(
        "audit_saw_nothing",
        default="Nothing of a case was read, or shown in a list, in these days.",
    ),
    the_place=_("audit_the_register", default="the register"),
    the_thing=_("audit_the_case", default="the case"),
    some_thing=_("audit_some_case", default="a case"),
    whole=_("audit_standing", default="whole register"),
    subject=_("mail_alarm_subject", default="Alarms of the register: ${count}"),
    end=_(
        "mail_alarm_end",
        default='Look at them on the page "Alarms" of the register, and write there what you found.',
    ),
)
BOX = Words(
    alarms=_("heading_box_alarms", default="Alarms of the intake box"),
    limits=_(
        "help_box_alarms",
        default="More than ${threshold} reports in an hour, and series of refusals or failed log-ins."
        " Reading at night is no alarm.",
    ),
    readers=_(
        "audit_help_box_reader",
        default="Reports of this box only. That you look is recorded, too.",
    ),
    people=_("audit_heading_report", default="Who did what with this report"),
    things=_("audit_column_reports", default="Reports"),
    thing=_("audit_column_report", default="Report"),
    seen=_("audit_heading_reports_seen", default="Reports that were read (${count})"),
    nothing=_("audit_saw_no_report", default="Nothing of a report was read in these days."),
    the_place=_("audit_the_box", default="the intake box"),
    the_thing=_("audit_the_report", default="the report"),
    some_thing=_("audit_some_report", default="a report"),
    whole=_("audit_box_standing", default="whole box"),
    subject=_("mail_box_alarm_subject", default="Alarms of the intake box: ${count}"),
    end=_(
        "mail_box_alarm_end",
        default='Look at them on the page "Alarms" of the intake box, and write there what you found.',
    ),
)


def is_box(place: Any) -> bool:
    """Tell whether a place is an intake box; it is a register otherwise."""
    return bool(IBox.providedBy(place))


def words_of(place: Any) -> Words:
    """Return how pages speak of a place."""
    return BOX if is_box(place) else REGISTER


def cases_of(place: Any, uids) -> dict[str, Any]:
    """Return UID -> brain of those that are cases of a register, or reports of a box, whoever asks.

    Rows of the record know no place, and several sites may share the record.
    """
    if not uids:
        return {}
    catalog = api.portal.get_tool("portal_catalog")
    path = "/".join(place.getPhysicalPath())
    found = catalog.unrestrictedSearchResults(UID=sorted(uids), portal_type=list(KINDS), path=path)
    return {brain.UID: brain for brain in found}
