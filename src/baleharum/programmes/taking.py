"""Taking a list in: it waits, sealed, for the worker, which files all of it or nothing."""

from baleharum import _
from baleharum.cases.history import state_of
from baleharum.guard.traces import case_of
from baleharum.guard.traces import uid
from baleharum.jobs import queue
from baleharum.jobs.interfaces import IJobHandler
from baleharum.jobs.interfaces import TemporaryFailure
from baleharum.programmes import policy
from baleharum.programmes.batch import IAssistanceBatch
from baleharum.programmes.reading import folder_of
from baleharum.programmes.reading import OUTCOMES
from baleharum.programmes.reading import Read
from baleharum.programmes.reading import read
from baleharum.programmes.reading import RECIPIENTS
from baleharum.programmes.reading import rivals
from baleharum.programmes.recipients import file_digest
from baleharum.programmes.recipients import file_rows
from baleharum.programmes.recipients import mark
from baleharum.programmes.refusals import report
from baleharum.programmes.table import MAX_BYTES
from baleharum.team.api import current_user_id
from baleharum.team.api import utcnow
from baleharum.trail.actions import EDIT
from baleharum.trail.api import change
from baleharum.vault.files import SealedFile
from baleharum.vault.objects import seal_to
from collections.abc import Callable
from hashlib import file_digest as hash_of_file
from plone.app.uuid.utils import uuidToObject
from plone.uuid.interfaces import IUUID
from typing import Any
from typing import BinaryIO
from zope.i18nmessageid import Message
from zope.interface import implementer

import io


JOB = "recipients"
#: What a list says -> state of the batch in which it is taken in.
STATES = {RECIPIENTS: policy.LISTING, OUTCOMES: policy.HANDING}
UNDER_WAY = ("waiting", "running")
TAKEN, REFUSED = "taken", "refused"


class ListRefused(ValueError):
    """A list that is not taken; its only argument is the message, with the remedy."""


def hand_in(batch: Any, stream: BinaryIO, name: str, what: str) -> tuple[str, bytes]:
    """Have the worker take a list in; returns the id of the job, and the digest of the list.
    what: RECIPIENTS or OUTCOMES.

    Who calls it has checked who may. Raises ListRefused for what can be seen at once.
    """
    if state_of(batch) != STATES[what]:
        raise ListRefused(NOT_NOW)
    if job_state(batch) in UNDER_WAY and batch.incoming is not None:
        raise ListRefused(UNDER_WAY_ALREADY)
    size = stream.seek(0, io.SEEK_END)
    if not size:
        raise ListRefused(EMPTY)
    if size > MAX_BYTES:
        raise ListRefused(LARGE)
    stream.seek(0)
    digest = file_digest(folder_of(batch), hash_of_file(stream, "sha256").hexdigest())
    where = _taken_already(batch, digest) if what == RECIPIENTS else ""
    if where:
        raise ListRefused(Message(KNOWN, mapping={"batch": where}))
    batch.incoming = SealedFile(stream, "application/octet-stream", name[-120:])
    batch.incoming_what, batch.refusals, batch.last = what, None, ()
    batch.taken_by = tuple(dict.fromkeys((*batch.taken_by, current_user_id())))
    seal_to(batch, IUUID(batch))
    told(batch, f"list:{what}")
    payload = {"uid": IUUID(batch), "digest": digest.hex()}
    return queue.enqueue(JOB, payload, key=IUUID(batch)), digest


def take_now(batch: Any, stream: BinaryIO, name: str, what: str) -> Read:
    """Take a list in at once, for scripts; the job that is asked for as well finds nothing to do."""
    digest = hand_in(batch, stream, name, what)[1]
    found = read(batch, what)
    file(batch, found, digest)
    return found


def forget(batch: Any) -> None:
    """Take all recipients out of a draft, to begin anew. Raises ListRefused."""
    if state_of(batch) != policy.LISTING:
        raise ListRefused(NOT_NOW)
    if job_state(batch) in UNDER_WAY and batch.incoming is not None:
        raise ListRefused(UNDER_WAY_ALREADY)
    batch._forget_recipients()
    batch.incoming = batch.refusals = None
    batch.last = ()
    changed(batch)
    told(batch, "list:forgotten")


def _taken_already(batch: Any, digest: bytes) -> str:
    """Return the number of the batch that a list was taken into, '' for none."""
    return next((b.getId() for b in (batch, *rivals(batch)) if digest in b.recipients.files), "")


def job_of(batch: Any) -> Any:
    """Return the newest job of a batch, None for none."""
    found = queue.jobs(kind=JOB, key=IUUID(batch), limit=1)
    return found[0] if found else None


def job_state(batch: Any) -> str:
    """Return the state of the newest job of a batch, '' for none."""
    job = job_of(batch)
    return job.state if job else ""


@implementer(IJobHandler)
class TakeIn:
    """Worker job: read the list that waits in a batch; file all of it, or a report of why not."""

    title = _("job_recipients", default="Taking in a list of recipients")

    def __call__(
        self, site: Any, payload: dict[str, Any], progress: Callable[..., None]
    ) -> Callable[[Any], None] | None:
        """Payload: uid of the batch, digest of the list. One that is taken in needs nothing."""
        batch = waiting(payload)
        if batch is None:
            return None
        seen = batch.__parent__.takings
        found = read(batch, batch.incoming_what, _steps(progress))

        def write(site: Any) -> None:
            now = waiting(payload)
            if now is None:
                return
            if now.__parent__.takings != seen:
                # Somebody of another list may be in this one: it is read anew.
                raise TemporaryFailure(MEANWHILE)
            file(now, found, bytes.fromhex(payload["digest"]))

        return write


def waiting(payload: dict[str, Any]) -> Any:
    """Return the batch of a job if its list still waits."""
    batch = uuidToObject(payload["uid"], unrestricted=True)
    if not IAssistanceBatch.providedBy(batch) or batch.incoming is None:
        return None
    return batch if state_of(batch) == STATES[batch.incoming_what] else None


def file(batch: Any, found: Read, digest: bytes) -> None:
    """File what was read, or why nothing is; the list itself goes."""
    what, batch.incoming = batch.incoming_what, None
    if not found.fits:
        batch.refusals = report(found)
        seal_to(batch, IUUID(batch))
    elif found.staged is not None:
        programme = batch.__parent__
        programme.takings = programme.takings + 1
        file_rows(batch, found.staged, digest)
    else:
        mark(batch, found.outcomes or {})
    note(batch, found, what)
    changed(batch)


def note(batch: Any, found: Read, what: str) -> None:
    """Remember how the last list went: outcome, what, lines, refused, encoding, ISO moment."""
    outcome = TAKEN if found.fits else REFUSED
    moment = utcnow().isoformat(timespec="seconds")
    batch.last = (outcome, what, found.lines, found.refused, found.encoding, moment)


def changed(batch: Any) -> None:
    """Have the catalog tell the new counts."""
    batch.reindexObject(idxs=["programme_kind"])


def told(batch: Any, detail: str) -> None:
    """Tell the record of a change of the recipients. detail: no word of them."""
    change(EDIT, case_of(batch), uid(batch), detail)


def _steps(progress: Callable[..., None]) -> Callable[[float], None]:
    """Return what notes the part that is read, at each whole percent."""
    told = 0

    def reading(part: float) -> None:
        nonlocal told
        percent = int(95 * min(1.0, part))
        if percent > told:
            told = percent
            progress(percent)

    return reading


NOT_NOW = _(
    "error_list_state",
    default="Recipients are taken in while the batch is a draft, and what became of them while it"
    " is distributed.",
)
UNDER_WAY_ALREADY = _(
    "error_list_under_way", default="A list is being taken in. Wait until that is done."
)
EMPTY = _("error_list_no_byte", default="The file is empty.")
LARGE = _("error_list_large", default="The file is larger than 20 MB: split it into parts.")
KNOWN = _(
    "error_list_known",
    default="This very file was taken into the batch ${batch} already. Nothing was taken in.",
)
MEANWHILE = _(
    "list_meanwhile",
    default="Another list of the programme was taken in meanwhile; this one is looked at anew.",
)
