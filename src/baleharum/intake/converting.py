"""A report becomes a case: people and files move, the report stays as it was sent."""

from baleharum import _
from baleharum.cases.api import open_case
from baleharum.cases.api import take_document
from baleharum.cases.api import take_person
from baleharum.cases.facts import has_report
from baleharum.cases.moments import WITA
from baleharum.documents.guess import guess
from baleharum.intake import subjects
from baleharum.intake.content import IntakeReport
from baleharum.intake.deciding import check_open
from baleharum.intake.deciding import IntakeRefused
from baleharum.intake.deciding import step
from baleharum.intake.matching import registers_open
from baleharum.intake.parts import ReportFile
from baleharum.terms.lists import terms
from baleharum.whole import whole
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from plone import api
from plone.uuid.interfaces import IUUID
from typing import Any
from zope.annotation.interfaces import IAnnotations
from zope.i18nmessageid import Message


#: Where a case remembers the report that it began as: its UID.
REPORT_KEY = "baleharum.intake.report"

#: What a file is where neither its sender nor its name says it.
LETTER = "surat-permohonan"


@dataclass(frozen=True)
class Wanted:
    """What an officer has chosen. register: UID or id; people: 'person' and 'reporter' -> name;
    kinds: number of a file -> token of `document-kinds`; the rest: as in ICase."""

    register: str
    categories: tuple[str, ...]
    risk: str
    summary: str
    lawful_basis: str = ""
    people: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[int, str] = field(default_factory=dict)


def convert(report: IntakeReport, wanted: Wanted) -> Any:
    """Open a case from a report and return it, whole or not at all.

    Raises IntakeRefused: for a report that has ended, a register in which the person opens no
    cases, or what is missing of the case; Unauthorized from where the case is filed.
    """
    if report.case or api.content.get_state(report) not in ("received", "triage"):
        raise IntakeRefused(CLOSED)
    check_open(report)
    register = _register(wanted.register)
    _check(wanted)
    with whole():
        case = open_case(register, **case_fields(report, wanted))
        for who, name in wanted.people.items():
            take_person(case, name, **subjects.fields_of(report, who))
        for file in waiting_files(report):
            move(file, case, wanted.kinds.get(file.number) or kind_of(file))
        if not has_report(case):
            raise IntakeRefused(NOTHING_SAID)
        report.case = IUUID(case)
        IAnnotations(case)[REPORT_KEY] = IUUID(report)
        step(report, "convert")
    return case


def case_fields(report: IntakeReport, wanted: Wanted) -> dict[str, Any]:
    """Return the fields of the case that follow from the report, and those that were chosen."""
    said = report.said
    fields = {
        "categories": wanted.categories,
        "risk": wanted.risk,
        "lawful_basis": wanted.lawful_basis or None,
        "channel": report.channel,
        "received_on": report.received_at.astimezone(WITA).date(),
        "maltreatment": tuple(said.get("maltreatment", ())),
        "harm": tuple(said.get("harm", ())),
        "harm_place": said.get("place"),
        "sub_district": said.get("sub_district"),
    }
    return fields | ({"summary": wanted.summary.strip()} if wanted.summary.strip() else {})


def kind_of(file: ReportFile) -> str:
    """Return what a file is: as its sender says, as its name tells, else a letter."""
    return file.kind or guess(file.name).kind or LETTER


def waiting_files(report: IntakeReport) -> list[ReportFile]:
    """Return the files of the reporter that are in no case yet. What officers have sent stays: the
    reporter fetches it with the code."""
    written = report.parts("messages")
    return [
        file
        for file in report.parts("files").values()
        if file.file is not None and (not file.message or written[file.message].from_reporter)
    ]


def move(file: ReportFile, case: Any, kind: str) -> None:
    """File it in the case: its key is wrapped anew, its bytes stay where they are."""
    content, file.file = file.file, None
    if content is None:
        raise IntakeRefused(CLOSED)
    content.contentType = file.media_type
    document = take_document(case, content, kind=kind)
    file.moved = IUUID(document)


def _register(named: str) -> Any:
    open_to_me = registers_open()
    found = [
        b for b in open_to_me if named in (b.UID, b.getId) or (not named and len(open_to_me) == 1)
    ]
    if not found:
        raise IntakeRefused(NO_REGISTER)
    return found[0]._unrestrictedGetObject()


def check_kinds(kinds: Mapping[int, str]) -> None:
    """Raise IntakeRefused unless each is a kind of document that is in use."""
    _check_list("document-kinds", kinds.values(), NO_KIND)


def _check_list(name: str, tokens: Iterable[str], message: Message) -> None:
    known = {term.token for term in terms(name) if not term.retired}
    if not known.issuperset(tokens):
        raise IntakeRefused(message)


def _check(wanted: Wanted) -> None:
    _check_list("categories", wanted.categories, NO_CATEGORY)
    _check_list("risks", (wanted.risk,), NO_RISK)
    _check_list("lawful-bases", filter(None, (wanted.lawful_basis,)), NO_BASIS)
    check_kinds(wanted.kinds)
    if not wanted.categories:
        raise IntakeRefused(NO_CATEGORY)
    if not all(name.strip() for name in wanted.people.values()):
        raise IntakeRefused(NO_NAME)
    if not set(wanted.people) <= set(subjects.WHO):
        raise IntakeRefused(NO_NAME)


CLOSED = _(
    "error_report_converted",
    default="This report has ended already. Load the page again to see what became of it.",
)
NO_REGISTER = _(
    "error_report_register",
    default="Choose a register in which you open cases. The head of the centre appoints intake"
    " officers there.",
)
NO_CATEGORY = _("error_report_category", default="Choose at least one category (PPKS).")
NO_RISK = _("error_report_risk", default="Choose how high the risk is.")
NO_BASIS = _("error_report_basis", default="Choose a lawful basis from the list, or none yet.")
NO_KIND = _("error_report_kind", default="Choose of each file what kind of document it is.")
NO_NAME = _(
    "error_report_name",
    default="Write the name of each person who is ticked. One name is enough.",
)
NOTHING_SAID = _(
    "error_report_nothing",
    default="Nothing would say what was reported: write it in short, or file the letter or the"
    " outreach minutes as such.",
)
