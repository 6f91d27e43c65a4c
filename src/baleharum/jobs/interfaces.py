"""What a job is to the rest of the product: its handler, and a failure that stays one."""

from typing import Any
from zope.interface import Attribute
from zope.interface import Interface


class PermanentFailure(Exception):
    """This job can't succeed by trying again (a broken file, a removed site).

    The message is stored with the job and shown to operators: it names the
    remedy, and never a person, a title or a word of a document. It may be an
    i18n message, which is then shown in the reader's language.
    """

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class TemporaryFailure(Exception):
    """This job can't succeed now, and is tried again later; the message says what is amiss.

    The message is shown to operators: the same holds for it as for `PermanentFailure`.
    """

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class IJobHandler(Interface):
    """Does the work of one kind of job. Register it as a utility named like the kind.

    A job runs at least once: after a crash it may be run again, or run for
    content that never came to be. So a handler looks for what is left to do,
    does it, and finds nothing to do the second time. It runs in a transaction
    of its own, as a user without any role, and must not commit.

    One that reads for long before it writes returns what writes, a function of
    the site: that is called in a new and therefore short transaction, and alone
    once more if somebody else has changed the same objects.
    """

    title = Attribute("Name of this kind of work, an i18n message, for the screen of jobs")

    def __call__(site: Any, payload: dict[str, Any], progress: Any) -> Any:
        """Do the work for `site` with the `payload` given to `enqueue`.

        `progress(percent, message="")` notes how far it is: 0 to 100, and a
        short text without anything of a document. Return None, or a function that is
        left to be called with the site and writes. Raise `PermanentFailure` if
        trying again is useless, `TemporaryFailure` to say what is amiss for now; every
        other exception is tried again later as well.
        """
