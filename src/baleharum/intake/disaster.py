"""One disaster, many people: a batch of reports that an officer enters at once, all or nothing."""

from baleharum import _
from baleharum.intake import entering
from baleharum.intake.codes import filed_as
from baleharum.intake.content import IntakeBox
from baleharum.intake.content import IntakeReport
from baleharum.intake.filing import SHORTEST
from baleharum.intake.schema import ISubmission
from baleharum.intake.submission import SubmissionRefused
from baleharum.intake.submission import UNKNOWN
from baleharum.whole import whole
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from hashlib import sha256
from typing import Any
from typing import NamedTuple
from zope import schema
from zope.i18nmessageid import Message
from zope.schema import getFields

import secrets


SOURCE = "bencana"
#: Lines of one batch: what one person types from a list before it is lost.
LINES = 50

#: Told once for all lines, and of each line; all but `story` and `needs` are fields of a report.
EVENT = ("disaster", "happened_on", "sub_district", "place_text", "institution", "reference")
LINE = (
    *("person_name", "person_nik", "person_sex", "person_age"),
    *("people", "kelurahan", "danger_now"),
)
#: What has to be told of the event.
NEEDED = ("disaster", "happened_on", "place_text")

FIELDS: dict[str, Any] = {
    **{name: getFields(ISubmission)[name] for name in (*EVENT, *LINE)},
    "happened_on": schema.Date(
        __name__="happened_on", title=_("label_disaster_day", default="Day of the disaster")
    ),
    "story": schema.Text(
        __name__="story", title=_("label_disaster_story", default="What happened"), max_length=10000
    ),
    "needs": schema.TextLine(
        __name__="needs",
        title=_("label_disaster_needs", default="Losses, injuries, what is needed"),
        required=False,
        max_length=1000,
    ),
}


class Wrong(NamedTuple):
    """What is wrong. line: its number as it was typed, from 1, 0 for the event; field: its name."""

    line: int
    field: str
    message: Message


class BatchRefused(ValueError):
    """A batch of which nothing was filed. errors: `Wrong` rows, all of them."""

    def __init__(self, errors: Sequence[Wrong]) -> None:
        self.errors = tuple(errors)
        super().__init__(" ".join(f"{each.line} {each.field}" for each in errors))


def enter_batch(
    box: IntakeBox, event: Mapping[str, Any], lines: Sequence[Mapping[str, Any]], key: str = ""
) -> list[IntakeReport]:
    """File a report for each line that says something; returns them in their order.

    event: EVENT and `story`; lines: LINE and `needs`; values as in `submission.checked`. key: see
    `filing.file_report`: the same again returns the same reports, and stores nothing.
    Raises BatchRefused with all that is wrong, before anything is made.
    """
    key = key or secrets.token_hex(16)
    if len(key) < SHORTEST:
        raise ValueError(f"A token of a form has {SHORTEST} characters or more.")
    known = list(_filed(box, key))
    if known:
        return known
    used = [(n, line) for n, line in enumerate(lines, 1) if any(_says(line, name) for name in line)]
    errors = [*_event_wrong(event, used), *_lines_wrong(event, used)]
    if errors:
        raise BatchRefused(errors)
    with whole():
        return [
            entering.enter_report(box, _fields(event, line), key=_key(key, place))
            for place, (_number, line) in enumerate(used)
        ]


def _key(key: str, place: int) -> str:
    """Return the token of one line: nobody guesses it who does not know that of the form."""
    return sha256(f"{key} {place}".encode()).hexdigest()


def _filed(box: IntakeBox, key: str) -> Iterator[IntakeReport]:
    for place in range(LINES):
        report = filed_as(box, _key(key, place))
        if report is None:
            return
        yield report


def _says(told: Mapping[str, Any], name: str) -> bool:
    value = told.get(name)
    return bool(value.strip()) if isinstance(value, str) else value not in (None, False, (), [])


def _fields(event: Mapping[str, Any], line: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of the report of a line."""
    texts = (str(event.get("story") or "").strip(), str(line.get("needs") or "").strip())
    return {
        **{name: event.get(name) for name in EVENT},
        **{name: line.get(name) for name in LINE},
        "source": SOURCE,
        "narrative": "\n\n".join(text for text in texts if text),
    }


def _event_wrong(event: Mapping[str, Any], used: Sequence[Any]) -> Iterator[Wrong]:
    yield from (Wrong(0, name, UNKNOWN) for name in sorted(set(event) - {*EVENT, "story"}))
    for name in (*NEEDED, "story"):
        if not _says(event, name):
            yield Wrong(0, name, EVENT_MISSING)
    if not used:
        yield Wrong(0, "lines", NO_LINES)
    if len(used) > LINES:
        yield Wrong(0, "lines", TOO_MANY)
    # The event is looked at once, not with each line.
    yield from _refused(0, {**_fields(event, {}), "narrative": "-"}, (*EVENT,))


def _lines_wrong(
    event: Mapping[str, Any], used: Sequence[tuple[int, Mapping[str, Any]]]
) -> Iterator[Wrong]:
    seen: dict[str, int] = {}
    for number, line in used:
        yield from (Wrong(number, name, UNKNOWN) for name in sorted(set(line) - {*LINE, "needs"}))
        if not (_says(line, "person_name") or _says(line, "person_nik")):
            yield Wrong(number, "person_name", NOBODY)
        yield from _refused(number, {**_fields({}, line), "narrative": "-"}, LINE)
        nik = str(line.get("person_nik") or "").strip()
        if nik in seen:
            mapping = {"line": seen[nik]}
            yield Wrong(number, "person_nik", Message(TWICE, mapping=mapping))
        elif nik:
            seen[nik] = number


def _refused(number: int, fields: Mapping[str, Any], names: Sequence[str]) -> Iterator[Wrong]:
    try:
        entering.checked(fields)
    except SubmissionRefused as refused:
        for name, message in refused.errors:
            if name in names:
                yield Wrong(number, name, message)


EVENT_MISSING = _(
    "disaster_event_missing", default="This is missing. Say it once, it counts for all lines."
)
NO_LINES = _("disaster_no_lines", default="No line is filled in. Write at least one person.")
TOO_MANY = _(
    "disaster_lines_many",
    default="There are more than ${limit} lines. Send the others as a second batch.",
    mapping={"limit": LINES},
)
NOBODY = _(
    "disaster_line_nobody", default="Write a name, or what the person is called, on this line."
)
TWICE = _(
    "disaster_line_twice",
    default="The same NIK stands on line ${line}. Mend it, or empty one of the two lines.",
)
