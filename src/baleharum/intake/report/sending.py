"""From what was sent to a report in the box: whole or not at all, and once, however often it comes.

It is committed here, before anything is said: the page with the code is only ever shown for a
report that is on the disk, and where that fails the visitor still has every answer.
"""

from Acquisition import aq_chain
from Acquisition import aq_inner
from baleharum.intake import codes
from baleharum.intake import policy
from baleharum.intake.content import IIntakeBox
from baleharum.intake.content import IntakeBox
from baleharum.intake.content import IntakeReport
from baleharum.intake.filing import file_report
from baleharum.intake.messages import add_message
from baleharum.intake.messages import messages
from baleharum.intake.report.forget import log_failure
from baleharum.intake.submission import canonical
from baleharum.intake.submission import checked
from baleharum.intake.submission import digest
from baleharum.intake.submission import looked_at
from baleharum.intake.submission import SentFile
from baleharum.intake.submission import SubmissionRefused
from baleharum.trail.api import undone_with
from collections.abc import Callable
from collections.abc import Mapping
from collections.abc import Sequence
from plone.base.interfaces import IPloneSiteRoot
from Products.CMFCore.interfaces import IFolderish
from transaction.interfaces import TransientError
from typing import Any
from typing import TypeVar

import random
import time
import transaction


#: How often something is begun anew that collided with others.
TRIES = 6

Done = TypeVar("Done")


class NotStored(RuntimeError):
    """Nothing was stored, and it is not the visitor's fault; the log says where it failed."""


def the_box(form: Any) -> IntakeBox | None:
    """Return the intake box that a form files in: the nearest that lies in a folder around it, or in
    the site; None where there is none.

    No search: what the catalog finds of a box is a row of the record, at each look at the form.
    """
    for link in aq_chain(aq_inner(form)):
        if IFolderish.providedBy(link):
            for child in link.objectValues():
                if IIntakeBox.providedBy(child):
                    return child
        if IPloneSiteRoot.providedBy(link):
            break
    return None


def send(
    request: Any, box: IntakeBox, data: Mapping[str, Any], files: Sequence[SentFile], key: str
) -> str:
    """File a report and return its code; it is committed when this returns.

    key: of the page, see `codes`. A page that is sent again with other words or files adds them to
    its report as a message. Raises SubmissionRefused for what the visitor can mend, else NotStored.
    """

    def filing() -> str:
        known = codes.filed_as(box, key)
        if known is None:
            file_report(box, data, files, key)
        else:
            _add_changes(known, data, files)
        return codes.code_for(box, key)

    return stored(request, filing)


def stored(request: Any, work: Callable[[], Done]) -> Done:
    """Do something and commit it, again where it collides with others. Raises SubmissionRefused,
    and NotStored for all else; nothing is stored then, and the transaction is a new one."""
    for turn in range(TRIES):
        try:
            with undone_with(request):
                done = work()
                transaction.commit()
            return done
        except SubmissionRefused:
            transaction.abort()
            raise
        except TransientError as error:
            transaction.abort()
            trouble: Exception = error
            time.sleep(random.uniform(0, 0.05 * 2**turn))  # noqa: S311 (no secret)
        except Exception as error:
            transaction.abort()
            log_failure("what a visitor sent could not be stored", error)
            raise NotStored from None
    log_failure("what a visitor sent collided with others to the end", trouble)
    raise NotStored


def _add_changes(report: IntakeReport, data: Mapping[str, Any], files: Sequence[SentFile]) -> None:
    """Keep what somebody has written anew who went back and sent the page a second time."""
    fields, looked = checked(data), looked_at(files)
    if report.received_at is None:
        return
    if digest(canonical(fields, looked, report.received_at.isoformat())) == report.sha256:
        return
    kept = {file.sha256 for file in report.parts("files").values()}
    more = [file for file, seen in zip(files, looked, strict=True) if seen.sha256 not in kept]
    text = _told_again(report.said, fields)
    if any(each.text == text for each in messages(report)):
        text = ""
    most = policy.MESSAGE_LENGTH
    pieces = [text[at : at + most] for at in range(0, len(text), most)] or ([""] if more else [])
    for number, piece in enumerate(pieces):
        add_message(report, piece, files=() if number else more)


def _told_again(before: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    """Return what differs from the report, a field a line; '' for nothing."""
    lines = []
    for name, value in now.items():
        plain = list(value) if isinstance(value, tuple) else value
        if name not in ("source", "channel", "anonymous") and before.get(name) != plain:
            told = ", ".join(plain) if isinstance(plain, list) else str(plain)
            lines.append(told if name == "narrative" else f"{name}: {told}")
    return "\n\n".join(lines)
