"""The rules of documents: levels, professions, what may be kept, who may approve."""

from baleharum import _
from baleharum.cases.files.door import entered
from baleharum.team.policy import LEVELS
from baleharum.team.policy import RECORD_PROFESSIONS
from baleharum.terms.lists import term
from baleharum.terms.lists import terms
from zope.globalrequest import getRequest
from zope.i18n import translate
from zope.schema import ValidationError


#: States in which a document may still be changed.
OPEN_STATES = ("draft", "returned")

#: States in which a document stands for its series.
LIVE_STATES = ("draft", "submitted", "returned", "approved")

LEVEL_TOO_LOW = _(
    "error_level_too_low",
    default="A document of this kind needs a higher confidentiality. Raise it.",
)

#: The largest file that is kept, in bytes: an hour of film from a telephone.
MAX_BYTES = 512 << 20


def rank(level: str) -> int:
    """Return how closed a level is, 0 to 2; what is not known counts as the most closed."""
    return LEVELS.index(level) if level in LEVELS else len(LEVELS) - 1


def lowest_level(kind: str) -> str:
    """Return the level that a kind of document demands at least."""
    if kind not in {t.token for t in terms("document-kinds")}:
        return "confidential"
    return term("document-kinds", kind).extra.get("level") or "confidential"


def profession_of_record(kind: str, author_profession: str) -> str:
    """Return whose professional record a document is.

    The kind decides (a psychological report is a psychologist's, whoever uploads it); where
    it does not, the author's own profession.
    """
    of_kind = term("document-kinds", kind).extra.get("profession", "")
    if of_kind in RECORD_PROFESSIONS:
        return of_kind
    if author_profession in RECORD_PROFESSIONS:
        return author_profession
    return "social"


class NotKept(ValidationError):
    """A file that is not kept; its message says what to do instead."""

    def doc(self):
        """Return the message for who sent the file, in forms and services alike."""
        return translate(self.args[0], context=getRequest())


def acceptable(value) -> bool:
    """Field constraint: the file is of a kind that can be kept and shown safely.

    Raises NotKept.
    """
    with value.open() as stream:
        try:
            entered(stream, value.filename or "", value.contentType or "")
        except ValueError as refused:
            raise NotKept(refused.args[0]) from refused
    return True


def may_approve(author: str, submitter: str, reviewer: str) -> bool:
    """Tell whether somebody may approve: neither who wrote it nor who handed it in."""
    return reviewer not in (author, submitter)
