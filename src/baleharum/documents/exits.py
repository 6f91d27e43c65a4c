"""How the extractor tells its caller what is wrong with a file: the codes of its end."""

import signal


LOCKED = 10
BROKEN = 11
TOO_LARGE = 12
NO_PAGE = 13
NO_PREVIEW = 14
UNSAFE = 15
OTHER_KIND = 16
OUT_OF_TIME = signal.SIGXCPU


class Ended(Exception):
    """Ends the extractor with `code`."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code
