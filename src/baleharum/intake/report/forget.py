"""After an answer is written nothing of what was sent stays in the request.

The list of errors of a Zope keeps whole requests, and shows them to whoever manages it: an error
that comes after the page (in the theme, in a filter) would keep the report there.
"""

from types import TracebackType
from typing import Any

import logging
import traceback


logger = logging.getLogger(__name__)


def forget(request: Any) -> None:
    """Empty the form of a request. Files that came with it go with their last reader."""
    for name in list(request.form):
        request.other.pop(name, None)
    request.form.clear()


def log_failure(what: str, error: BaseException) -> None:
    """Log where something failed, and as what: never with the words of an error, nor with the
    values around it, which may be somebody's story."""
    logger.error("%s: %s\n%s", what, type(error).__name__, "\n".join(_places(error.__traceback__)))


def _places(trace: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(trace)
    return [f"  {each.filename}:{each.lineno} in {each.name}" for each in frames]
