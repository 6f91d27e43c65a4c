"""What a reporter sends when the report is a case already: its files go into the case, once.

An officer moves them. Whoever works on the case sees no report, and an officer needs no part in
the case: the files arrive there as those of the report did.
"""

from baleharum import _
from baleharum.cases.policy import ACTIVE_STATES
from baleharum.intake import converting
from baleharum.intake.content import IntakeReport
from baleharum.intake.deciding import IntakeRefused
from baleharum.intake.parts import ReportFile
from baleharum.trail.actions import EDIT
from baleharum.trail.api import change
from baleharum.whole import whole
from collections.abc import Mapping
from plone import api
from plone.app.uuid.utils import uuidToObject
from plone.uuid.interfaces import IUUID


def later_files(report: IntakeReport) -> list[ReportFile]:
    """Return the files that came after the report became a case, and are in none yet."""
    return converting.waiting_files(report) if report.case else []


def pass_on(report: IntakeReport, kinds: Mapping[int, str]) -> int:
    """Move them into the case; returns how many. kinds: number of a file -> token of
    `document-kinds`, for what name and sender do not tell.

    Raises IntakeRefused where there is nothing to move, or the case takes no documents any more.
    """
    files = later_files(report)
    if not files:
        raise IntakeRefused(NOTHING)
    case = uuidToObject(report.case, unrestricted=True)
    if case is None or api.content.get_state(case) not in ACTIVE_STATES:
        raise IntakeRefused(ENDED)
    converting.check_kinds(kinds)
    with whole():
        for file in files:
            converting.move(file, case, kinds.get(file.number) or converting.kind_of(file))
        change(EDIT, IUUID(report), IUUID(report), f"passed-on={len(files)}")
    return len(files)


NOTHING = _(
    "error_report_nothing_new",
    default="There is no new file: all that the reporter has sent is in the case.",
)
ENDED = _(
    "error_report_case_ended",
    default="Its case is not worked on any more. Ask its supervisor to reopen it, then move the"
    " files.",
)
