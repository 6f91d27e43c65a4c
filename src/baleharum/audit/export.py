"""The record of a case as a file for the person whom it is about.

Who, in which function, when, and what kind of action: no network of the staff, no number, title
or word of a document.
"""

from baleharum import _
from baleharum.audit.caselog import CaseLog
from baleharum.audit.kinds import kind_label
from baleharum.audit.kinds import label_of
from baleharum.audit.lines import kind_of
from baleharum.audit.through import people_names
from baleharum.cases.moments import today
from baleharum.cases.register.export import attached
from baleharum.cases.register.export import FileInPieces
from baleharum.cases.register.export import MEDIA_TYPES
from baleharum.cases.register.export import write_csv
from baleharum.cases.register.export import write_xlsx
from baleharum.cases.traces import shown
from baleharum.team.times import zone
from baleharum.trail.actions import EXPORT
from collections.abc import Iterable
from collections.abc import Iterator
from itertools import chain
from plone import api
from tempfile import TemporaryFile
from typing import Any
from typing import BinaryIO
from urllib.parse import unquote
from zExceptions import BadRequest
from zope.i18n import translate

import json


#: Title of the permission.
PERMISSION = "baleharum: Export access log"

#: format -> media type.
FORMATS = {**MEDIA_TYPES, "json": "application/json"}

HEADINGS = (
    ("person", _("audit_column_person", default="Who")),
    ("function", _("audit_column_function", default="Function")),
    ("when", _("audit_column_when", default="When")),
    ("kind", _("audit_column_kind", default="Kind of access")),
    ("action", _("audit_column_action", default="What was done")),
)
OUTSIDE = _("audit_not_logged_in", default="somebody who was not logged in")


def handed_out(log: CaseLog, kind: str, response: Any) -> Any:
    """Return the file, and note in the record that it was handed out.

    Raises BadRequest for a format that is not in FORMATS.
    """
    if kind not in FORMATS:
        raise BadRequest(f"There is no such format. Ask for one of {', '.join(FORMATS)}.")
    shown(EXPORT, log.case, "rows", log.count())
    # Written in full while the database is open; only then does the answer begin.
    file = TemporaryFile()  # noqa: SIM115 (closed by what reads it)
    {"csv": _csv, "xlsx": _xlsx, "json": _json}[kind](file, cells(log))
    name = f"{log.case.getId()}-access-{today().isoformat()}.{kind}"
    return attached(response, FileInPieces(file), name, FORMATS[kind])


def cells(log: CaseLog) -> Iterator[list[str]]:
    """Yield a line of texts for each row, the newest first."""
    language = api.portal.get_current_language()
    here = zone()

    def said(message: str) -> str:
        return translate(message, target_language=language)

    functions = {
        one.user: ", ".join(dict.fromkeys(said(t.function_label) for t in one.through))
        for one in log.people
    }
    names: dict[str, str] = {}
    for row in log.all():
        if row.user not in names:
            names.update(people_names([row.user]))
        yield [
            said(names[row.user] or OUTSIDE),
            functions.get(unquote(row.user), ""),
            f"{row.at.astimezone(here):%Y-%m-%d %H:%M:%S %Z}",
            said(kind_label(kind_of(row, log.uid))),
            said(label_of(row.action)),
        ]


def _headings() -> list[str]:
    language = api.portal.get_current_language()
    return [translate(heading, target_language=language) for _name, heading in HEADINGS]


def _csv(file: BinaryIO, found: Iterable[list[str]]) -> None:
    write_csv(file, chain([_headings()], found))


def _xlsx(file: BinaryIO, found: Iterable[list[str]]) -> None:
    write_xlsx(file, chain([_headings()], found))


def _json(file: BinaryIO, found: Iterable[list[str]]) -> None:
    names = [name for name, _heading in HEADINGS]
    file.write(b"[")
    for number, line in enumerate(found):
        separator = ",\n" if number else "\n"
        text = json.dumps(dict(zip(names, line, strict=True)), ensure_ascii=False)
        file.write(f"{separator}{text}".encode())
    file.write(b"\n]\n")
