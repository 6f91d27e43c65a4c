"""The one door through which reports come in: form of officers, REST, and the public form.

It asks for no permission: whoever calls it has checked who may hand a report in, and Anonymous
never gets the right to add anything. Who calls it for a visitor does so after checks of its own.
"""

from baleharum.intake import codes
from baleharum.intake import policy
from baleharum.intake.content import IntakeBox
from baleharum.intake.content import IntakeReport
from baleharum.intake.parts import ReportFile
from baleharum.intake.submission import canonical
from baleharum.intake.submission import checked
from baleharum.intake.submission import looked_at
from baleharum.intake.submission import LookedAt
from baleharum.intake.submission import SentFile
from baleharum.team.people import utcnow
from baleharum.whole import whole
from collections.abc import Iterable
from collections.abc import Mapping
from datetime import datetime
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent
from plone.uuid.interfaces import IUUID
from typing import Any

import secrets


def file_report(
    box: IntakeBox,
    data: Mapping[str, Any],
    files: Iterable[SentFile] = (),
    key: str = "",
    *,
    now: datetime | None = None,
) -> IntakeReport:
    """File a report, whole or not at all, and return it.

    data: fields of `schema.ISubmission`, see `submission.checked`; files: at most policy.FILES of
    policy.FILE_BYTES each; key: the token that the form was sent with, 16 characters or more that
    nobody guesses, '' for a new one. The same key again returns the same report and stores nothing,
    whatever it comes with. now: aware UTC.
    Raises SubmissionRefused with all that is wrong, before anything is made; ConflictError where
    two file at once, for the publisher to try again.
    """
    key = key or secrets.token_hex(16)
    if len(key) < SHORTEST:
        raise ValueError(
            f"A token of a form has {SHORTEST} characters or more that nobody guesses."
        )
    known = codes.filed_as(box, key)
    if known is not None:
        return known
    fields, looked = checked(data), looked_at(files)
    with whole():
        return _filed(box, fields, looked, key, now or utcnow())


SHORTEST = 16


def _filed(
    box: IntakeBox, fields: dict[str, Any], files: list[LookedAt], key: str, now: datetime
) -> IntakeReport:
    report = createContent("IntakeReport")
    report.received_at = now
    report.risk = policy.first_risk(fields)
    report.wishes = policy.wishes_of(fields)
    report.source, report.channel = fields["source"], fields["channel"]
    report.freeze(canonical(fields, files, now.isoformat()))
    keep_files(report, files, message=0)
    # Not asked: who may add is for the caller to know, see above.
    filed = addContentToContainer(box, report, checkConstraints=False)
    codes.remember(box, filed, key)
    return filed


def keep_files(report: IntakeReport, files: Iterable[LookedAt], message: int) -> None:
    """Keep files with a report, sealed by its key. message: its number, 0 for the submission."""
    for looked in files:
        file = ReportFile(report.next_part("files"), message, looked)
        file.seal(IUUID(report))
        report.add_part("files", file)
