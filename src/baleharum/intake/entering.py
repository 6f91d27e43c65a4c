"""Reports that officers enter: each with the documents that its kind demands (domain.md 1i, 2a)."""

from baleharum import _
from baleharum.intake import policy
from baleharum.intake.content import IntakeBox
from baleharum.intake.content import IntakeReport
from baleharum.intake.filing import file_report
from baleharum.intake.messages import files_of
from baleharum.intake.submission import checked
from baleharum.intake.submission import SentFile
from baleharum.intake.submission import SubmissionRefused
from baleharum.terms.lists import label
from baleharum.terms.lists import term
from baleharum.terms.lists import terms
from collections.abc import Mapping
from collections.abc import Sequence
from typing import Any
from zope.globalrequest import getRequest
from zope.i18n import translate
from zope.i18nmessageid import Message


#: Sources of which no officer makes a report: the public form, and the system of a partner.
PUBLIC, PARTNER = "formulir", "mitra"


def sources() -> list[str]:
    """Return the tokens of the sources that officers enter."""
    return [t.token for t in terms("intake-sources") if t.token not in (PUBLIC, PARTNER)]


def demanded(source: str) -> tuple[str, ...]:
    """Return what a source demands: kinds of documents, of which one is enough, and policy.ORAL."""
    return tuple(filter(None, term("intake-sources", source).extra["documents"].split("|")))


def enter_report(
    box: IntakeBox, data: Mapping[str, Any], files: Sequence[SentFile] = (), key: str = ""
) -> IntakeReport:
    """File a report for an officer; see `filing.file_report`.

    A file of which nobody says what it is counts as the one kind that is demanded. Where somebody
    is in danger now the report is taken without its papers: they are owed, and the page says so.
    Raises SubmissionRefused, also for a source that is not an officer's.
    """
    fields = checked(data)
    if fields["source"] not in sources():
        raise SubmissionRefused([("source", NOT_YOURS)])
    wanted = demanded(fields["source"])
    papers = [kind for kind in wanted if kind != policy.ORAL]
    if len(papers) == 1:
        files = [file if file.kind else file._replace(kind=papers[0]) for file in files]
    missing = policy.documents_missing(wanted, [file.kind for file in files], fields)
    if missing and not fields.get("danger_now"):
        raise SubmissionRefused([("files", missing_text(missing))])
    return file_report(box, data, files, key)


def owed(report: IntakeReport) -> Message | None:
    """Return the papers that a report still lacks, None for none."""
    kinds = [file.kind for file in files_of(report)]
    missing = policy.documents_missing(demanded(report.source), kinds, report.said)
    return missing_text(missing) if missing else None


def missing_text(kinds: Sequence[str]) -> Message:
    """Return which document is missing, in words."""
    named = [translate(label("document-kinds", kind), context=getRequest()) for kind in kinds]
    return _(
        "report_document_missing",
        default="Missing: ${kinds}. Add it as a file, and choose this kind for it.",
        mapping={"kinds": " / ".join(named)},
    )


NOT_YOURS = _(
    "report_source_not_yours",
    default="Choose how the report came to you. The form of the site and partners' systems file"
    " their own.",
)
