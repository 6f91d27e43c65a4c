"""What reporters have written and no officer has taken note of, in whatever state a report is.

A report that became a case, or was dismissed, stands in no queue any more; who wrote it has the
code still, and may write that it is not safe to call.
"""

from Acquisition import aq_base
from baleharum.guard.realm import viewable
from baleharum.intake import policy
from baleharum.intake.content import IntakeBox
from baleharum.intake.content import IntakeReport
from BTrees.OOBTree import OOTreeSet
from datetime import datetime


#: Attribute of a box: the numbers of its reports with a message that waits.
WAITING = "_unheard"


def waits(report: IntakeReport, since: datetime) -> None:
    """Note that a message waits. since: aware UTC; the first one counts."""
    box = aq_base(report.__parent__)
    if getattr(box, WAITING, None) is None:
        setattr(box, WAITING, OOTreeSet())
    report.unheard_since = report.unheard_since or since
    getattr(box, WAITING).insert(report.getId())


def heard(report: IntakeReport) -> None:
    """Note that an officer knows what was written."""
    if report.unheard_since is None:
        return
    report.unheard_since = None
    numbers = getattr(aq_base(report.__parent__), WAITING, ())
    if report.getId() in numbers:
        numbers.remove(report.getId())


def unheard(box: IntakeBox) -> list[IntakeReport]:
    """Return the reports whose reporter waits, as far as the person may see them: first those who
    warn or want no contact, and of the others who waits longest."""
    found = (box._getOb(number, None) for number in getattr(aq_base(box), WAITING, ()))
    seen = [report for report in found if report is not None and viewable(report)]
    return sorted(seen, key=lambda each: (not later(each), each.unheard_since))


def later(report: IntakeReport) -> tuple[str, ...]:
    """Return what the reporter has asked for since the report was sent."""
    return tuple(wish for wish in report.wishes if wish in (policy.UNSAFE, policy.STOP))
