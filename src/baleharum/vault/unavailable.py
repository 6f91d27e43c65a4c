"""What visitors see while keys are missing, and what the operator reads in the log."""

from baleharum.trail.unavailable import Unavailable

import logging


logger = logging.getLogger(__name__)


class Locked(Unavailable):
    """The page of an error that is a `VaultUnavailable`."""

    def __call__(self):
        """Return the page; the log says what to do."""
        logger.error("%s", self.context)
        return super().__call__()
