"""What was sent: looked at as a whole before anything is made, and written down in one form.

The canonical form is JSON in UTF-8 (RFC 8259) without blanks, its keys in the order of the
alphabet, without what is empty: `{"fields": {…}, "files": [{"kind", "media_type", "name",
"sha256", "size"}, …], "received_at": "…"}`. Its SHA-256 stands for the report: whoever holds
the same text and files comes to the same figure.
"""

from baleharum import _
from baleharum.cases.files.door import entered
from baleharum.documents.filenames import clean_name
from baleharum.documents.sniff import Refused
from baleharum.intake import policy
from baleharum.intake.schema import ISubmission
from baleharum.terms.lists import terms
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from typing import BinaryIO
from typing import NamedTuple
from zope.i18n import translate
from zope.i18nmessageid import Message
from zope.schema import getFields
from zope.schema import ValidationError
from zope.schema.interfaces import IBool
from zope.schema.interfaces import IDate
from zope.schema.interfaces import IInt
from zope.schema.interfaces import IText
from zope.schema.interfaces import ITuple

import hashlib
import json


class SentFile(NamedTuple):
    """A file as it comes in. stream: open binary file; declared: media type that the sender names;
    kind: token of `document-kinds`, '' where nobody has said."""

    name: str
    stream: BinaryIO
    declared: str = ""
    kind: str = ""


@dataclass(frozen=True)
class LookedAt:
    """A file that may be kept: cleaned name, and what gate and scanner have found."""

    name: str
    stream: BinaryIO
    kind: str
    media_type: str
    size: int
    sha256: str
    findings: tuple[str, ...]
    scan: str


class SubmissionRefused(ValueError):
    """A report that cannot be kept as it is. errors: (field or 'files', message), all of them."""

    def __init__(self, errors: Sequence[tuple[str, Message]]) -> None:
        self.errors = tuple(errors)
        super().__init__(" ".join(f"{name}: {translate(text)}" for name, text in self.errors))


def checked(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that say something, in the types of ISubmission.

    data: name -> value; days may be ISO texts and tuples lists, as JSON has them; '' and None are
    the same as left out. Raises SubmissionRefused with all that is wrong.
    """
    known = getFields(ISubmission)
    errors = [(name, UNKNOWN) for name in sorted(set(data) - set(known))]
    found: dict[str, Any] = {}
    for name, field in known.items():
        value = _typed(field, data.get(name))
        if value in (None, "", (), False):
            if field.required and field.default is None:
                errors.append((name, MISSING))
            elif field.required:
                found[name] = field.default
            continue
        try:
            field.bind(None).validate(value)
            found[name] = value
        except ValidationError as wrong:
            errors.append((name, _told(wrong, field)))
    if errors:
        raise SubmissionRefused(errors)
    channels = {term.token: term.extra["channel"] for term in terms("intake-sources")}
    return {**found, "channel": policy.channel_of(found, channels)}


def looked_at(files: Iterable[SentFile]) -> list[LookedAt]:
    """Return files that may be kept. Raises SubmissionRefused, naming each file and the remedy."""
    files = list(files)
    if len(files) > policy.FILES:
        raise SubmissionRefused([("files", TOO_MANY)])
    found, errors = [], []
    for file in files:
        try:
            found.append(_looked_at(file))
        except Refused as refused:
            name = clean_name(file.name)
            message = _(
                "report_file_refused",
                default="${name}: ${message}",
                mapping={"name": name, "message": refused.message},
            )
            errors.append(("files", message))
    if errors:
        raise SubmissionRefused(errors)
    return found


def canonical(fields: Mapping[str, Any], files: Iterable[LookedAt], received_at: str) -> str:
    """Return what was sent in its one form, see above. received_at: ISO 8601."""
    said = {
        "fields": {name: _plain(value) for name, value in fields.items()},
        "files": [
            {
                "name": file.name,
                "kind": file.kind,
                "media_type": file.media_type,
                "size": file.size,
                "sha256": file.sha256,
            }
            for file in files
        ],
        "received_at": received_at,
    }
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(text: str) -> str:
    """Return the SHA-256 of a canonical form, in hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _looked_at(file: SentFile) -> LookedAt:
    name = clean_name(file.name)
    file.stream.seek(0, 2)
    if file.stream.tell() > policy.FILE_BYTES:
        raise Refused("size", TOO_LARGE)
    came = entered(file.stream, name, file.declared)
    kinds = {term.token for term in terms("document-kinds")}
    if file.kind and file.kind not in kinds:
        raise Refused("kind", UNKNOWN_KIND)
    seen = came.examined
    return LookedAt(
        name=name,
        stream=file.stream,
        kind=file.kind,
        media_type=seen.media_type,
        size=seen.size,
        sha256=seen.sha256,
        findings=seen.findings,
        scan=came.scan,
    )


def _typed(field: Any, value: Any) -> Any:
    """Return a value of a form or of JSON as the field has it; what does not fit stays as it is."""
    if isinstance(value, str):
        value = value.strip().replace("\r\n", "\n")
        if IDate.providedBy(field) and value:
            return _day(value)
        if not value:
            return None
    if ITuple.providedBy(field) and isinstance(value, list | set):
        return tuple(value)
    if IBool.providedBy(field) or IText.providedBy(field):
        return value
    return value


def _day(text: str) -> Any:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _told(wrong: ValidationError, field: Any) -> Message:
    """Return what is wrong in words of ours: those of the schema packages are in English alone."""
    said = wrong.doc()
    if isinstance(said, Message) and said.domain == "baleharum":
        return said
    return NO_NUMBER if IInt.providedBy(field) else NOT_POSSIBLE


UNKNOWN = _("report_field_unknown", default="There is no such field in a report. Leave it out.")
MISSING = _("report_field_missing", default="This is missing. Say in a few words what happened.")
NOT_POSSIBLE = _(
    "report_field_wrong",
    default="This cannot be kept as it is. Choose from the list, or write less.",
)
NO_NUMBER = _(
    "report_number_wrong", default="Write a whole number in figures that can be, for example 40."
)
UNKNOWN_KIND = _("report_kind_unknown", default="There is no such kind of document. Choose one.")
TOO_MANY = _(
    "report_files_many",
    default="There are more than ${limit} files. Send the others in a message afterwards.",
    mapping={"limit": policy.FILES},
)
TOO_LARGE = _(
    "report_file_large",
    default="The file is larger than ${limit} MB. Make it smaller, or hand it over in person.",
    mapping={"limit": policy.FILE_BYTES >> 20},
)
