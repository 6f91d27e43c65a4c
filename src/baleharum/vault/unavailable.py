"""While no key can be opened nothing sealed is shown: HTTP 503, and a sentence that says so."""

from baleharum.trail import unavailable

import logging


logger = logging.getLogger(__name__)

PAGE = unavailable.page(
    "Kunci kasus sedang tidak dapat dibuka, karena itu tidak ada yang ditampilkan. "
    "Coba lagi sebentar lagi; bila tetap begini, beri tahu pengelola situs.",
    "The keys of cases cannot be opened at the moment, so nothing is shown. "
    "Try again shortly; if it stays so, tell the administrator of the site.",
)


class Unavailable(unavailable.Unavailable):
    """The page of an error that is a `VaultUnavailable`, also for programs (REST).

    The message of the error names files and check values: it is for who runs the server, and
    stands in the log alone.
    """

    page = PAGE

    def __call__(self):
        """Write why into the log, and return the page."""
        # Not the error as a template tells it: that names what people have typed.
        logger.error("%s", *self.context.args[:1] or ("",))
        return super().__call__()
