"""Hands a reporter a file that an officer has sent: never one that somebody else can find later."""

from baleharum.asked import typed_number
from baleharum.documents.filenames import clean_name
from baleharum.intake.content import IntakeReport
from baleharum.intake.messages import messages
from typing import Any
from urllib.parse import quote
from zExceptions import NotFound


def handed(request: Any, report: IntakeReport, asked: str) -> Any:
    """Return the open stream of a file of an officer's message. asked: its number as it was sent.

    Raises NotFound for any other: what a reporter has sent is not given out again.
    """
    number = typed_number(asked)
    file = report.parts("files").get(number) if number is not None else None
    theirs = {each.number for each in messages(report) if not each.from_reporter}
    if file is None or file.message not in theirs or not file.openable:
        raise NotFound(request["URL"])
    name = quote(clean_name(file.name))
    for header, value in (
        ("Content-Type", file.media_type),
        ("Content-Disposition", f"attachment; filename*=UTF-8''{name}"),
        ("X-Content-Type-Options", "nosniff"),
    ):
        request.response.setHeader(header, value)
    return file.file.stream()
