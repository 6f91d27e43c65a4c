"""What somebody gets who asks for the data of a report: a ZIP sealed with a password, AES-256.

An officer who reads the report makes it, without its password; who decides on requests is shown the
password once, and reads no report. So two people stand behind all that leaves.
"""

from baleharum import _
from baleharum.intake import messages
from baleharum.intake.keeping import records
from baleharum.intake.keeping.records import ReportRequest
from baleharum.intake.keeping.refusals import KeepingRefused
from baleharum.intake.keeping.requests import request_with
from baleharum.letters.sending import new_password
from baleharum.letters.sending import sealed_zip
from baleharum.team.api import current_user_id
from baleharum.team.api import utcnow
from baleharum.trail.actions import EXPORT
from baleharum.trail.actions import REQUEST
from baleharum.trail.api import change
from pathlib import PurePosixPath
from typing import Any

import io
import json
import shutil


def is_packable(report: Any, row: ReportRequest) -> bool:
    """Tell whether a package may be made of a request."""
    granted = row.kind == "access" and row.state == records.ACCEPTED
    return granted and report.erased_at is None and row.answered_at is None


def package(box: Any, number: str) -> bytes:
    """Return the ZIP of an accepted request. Raises KeepingRefused.

    Names in it are numbers, for a ZIP does not hide them. A file of which a virus is not ruled out is
    left out, and `data.json` says so. What officers noted among themselves is part of the data.
    """
    row = request_with(box, number)
    report = records.report_of(box, row)
    if not is_packable(report, row):
        raise KeepingRefused(
            _(
                "error_report_package",
                default="There is a package for an accepted request for access alone, until it is"
                " answered.",
            )
        )
    data, password = io.BytesIO(), new_password()
    files = list(report.parts("files").values())
    with sealed_zip(data, password) as bundle:
        told = json.dumps(_told(report, files), ensure_ascii=False, indent=1)
        bundle.writestr("data.json", told)
        for each in filter(_goes, files):
            ending = PurePosixPath(each.name).suffix
            with each.file.open() as source, bundle.open(f"{each.number}{ending}", "w") as target:
                shutil.copyfileobj(source, target, 1 << 20)
    change(EXPORT, row.uid, row.uid, f"{number},files={sum(map(_goes, files))}")
    sealed = records.sealed(report, number, "password", password)
    now = utcnow()
    packed = row._replace(password=sealed, packed_by=current_user_id(), packed_at=now, handed_by="")
    records.keep(box, packed)
    return data.getvalue()


def hand_over(box: Any, number: str) -> str:
    """Return the password of the newest package, once. Raises KeepingRefused, also for who made it."""
    row = request_with(box, number)
    if not row.password:
        raise KeepingRefused(
            _(
                "error_password_taken",
                default="There is no password that waits: have a package made.",
            )
        )
    if row.packed_by == current_user_id():
        raise KeepingRefused(
            _(
                "error_report_password_own",
                default="You have made this package. Somebody else hands out its password.",
            )
        )
    password = records.opened(records.report_of(box, row), row, "password")
    change(REQUEST, row.uid, row.uid, f"{number},password")
    records.keep(box, row._replace(password=b"", handed_by=current_user_id()))
    return password


def _goes(file: Any) -> bool:
    return bool(file.openable)


def _told(report: Any, files: list[Any]) -> dict[str, Any]:
    """Return all that is written of a report, as JSON has it."""
    return {
        "number": report.getId(),
        "received_at": report.received_at.isoformat(),
        "fields": report.said,
        "messages": [_written(each) for each in messages.messages(report)],
        "notes": [_written(each) for each in messages.notes(report)],
        "files": [
            {"number": each.number, "name": each.name, "left_out": not _goes(each)}
            for each in files
        ],
    }


def _written(part: Any) -> dict[str, Any]:
    return {
        "from_reporter": part.from_reporter,
        "sent_at": part.sent_at.isoformat(),
        "text": part.text,
    }
