"""What the security check says of report forms, and of where uploads pass through."""

from baleharum import _
from baleharum.intake.report.action import actions_of
from baleharum.intake.report.action import is_open
from baleharum.intake.report.answers import NARRATIVE
from baleharum.intake.report.interfaces import IFileReport
from baleharum.intake.report.making import existing_forms
from baleharum.intake.report.sending import the_box
from baleharum.secured import SecurityRule
from collections.abc import Iterator
from collective.easyform.api import get_schema
from collective.easyform.interfaces import IFieldExtender
from pathlib import Path
from typing import Any
from zope.schema.interfaces import IText

import tempfile


#: File systems whose files are never on a disk (swap aside).
IN_MEMORY = ("tmpfs", "ramfs")
MOUNTS = Path("/proc/mounts")


def form_trouble(site: Any) -> list[str]:
    """Return what is wrong with the report forms of a site, each with the path of its form."""
    return [
        f"{'/'.join(form.getPhysicalPath())}: {what}"
        for form in existing_forms()
        for what in trouble_of(form)
    ]


def trouble_of(form: Any) -> list[str]:
    """Return the names of what is missing in a form, or would keep reports elsewhere."""
    return [*_missing(form), *_leaking(form)]


def _missing(form: Any) -> Iterator[str]:
    if the_box(form) is None:
        yield "IntakeBox"
    if not is_open(form):
        yield "file_report"
    field = get_schema(form).get(NARRATIVE)
    extended = None if field is None else IFieldExtender(field)
    if not IText.providedBy(field) or extended is None:
        yield NARRATIVE
    elif extended.serverSide or extended.THidden or extended.TEnabled:
        yield f"{NARRATIVE}: THidden, TEnabled, serverSide"


def _leaking(form: Any) -> Iterator[str]:
    """Other actions do not run, but somebody has meant them to; saved data are from before."""
    for name, action in actions_of(form):
        if action.required and not IFileReport.providedBy(action):
            yield f"{name} ({type(action).__name__})"
    if any(len(kept) for kept in getattr(form, "_inputStorage", {}).values()):
        yield "saved data"


def temporary_trouble(site: Any) -> list[str]:
    """Return the folder for temporary files if it lies on a disk."""
    folder = Path(tempfile.gettempdir()).resolve()
    return [] if file_system(folder) in IN_MEMORY else [str(folder)]


def file_system(folder: Path) -> str:
    """Return the kind of file system that a folder lies in, '' where the machine does not say."""
    try:
        rows = [line.split() for line in MOUNTS.read_text(encoding="utf-8").splitlines()]
    except OSError:
        return ""
    above = {str(folder), *map(str, folder.parents)}
    found = [(len(row[1]), row[2]) for row in rows if len(row) > 2 and row[1] in above]
    return max(found, default=(0, ""))[1]


FORMS = SecurityRule(
    title=_(
        "rule_report_forms",
        default="Every report form files its reports in the intake box, and nowhere else.",
    ),
    remedy=_(
        "remedy_report_forms",
        default="Give the form its field `narrative` and its action `File a report` back, and take"
        " the other actions and the saved data away.",
    ),
    check=form_trouble,
    link="@@report-forms",
)
TEMPORARY = SecurityRule(
    title=_(
        "rule_temporary",
        default="What is uploaded passes through memory alone, not through a disk.",
    ),
    remedy=_(
        "remedy_temporary",
        default="Start the service with TMPDIR in a file system in memory, such as /dev/shm, and"
        " turn swap off.",
    ),
    check=temporary_trouble,
    required=False,
)
