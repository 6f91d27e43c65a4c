"""The child process that opens files of strangers: `text`, `count` or `page`, answer on stdout.

Run as `python -m baleharum.documents.extractor` with the arguments `text TYPE PATH`,
`count TYPE PATH` or `page TYPE PATH NUMBER WIDTH`; TYPE is a media type.
"""

from baleharum.documents import exits
from baleharum.documents.packages import Locked
from baleharum.documents.packages import TooLarge

import resource
import sys


#: Bytes of memory, seconds of processor time (then the system ends us).
MEMORY = 1 << 30
SECONDS = 20


def confine() -> None:
    """Take from this process what a parser doesn't need; nothing gives it back."""
    limits = {
        resource.RLIMIT_AS: MEMORY,
        resource.RLIMIT_CPU: SECONDS,
        resource.RLIMIT_FSIZE: 0,  # No file is written, not even a temporary one.
        resource.RLIMIT_NOFILE: 64,
        resource.RLIMIT_NPROC: 0,
        resource.RLIMIT_CORE: 0,
    }
    for limit, value in limits.items():
        _soft, hard = resource.getrlimit(limit)
        allowed = value if hard == resource.RLIM_INFINITY else min(value, hard)
        # A second more before the hard end, so that the end is told as lack of time.
        last = allowed + 1 if limit == resource.RLIMIT_CPU and allowed != hard else allowed
        resource.setrlimit(limit, (allowed, last))


def answer(verb: str, media_type: str, path: str, *numbers: str) -> bytes:
    """What `verb` asks about a file; the parsers are loaded only now, within the limits."""
    if verb == "text":
        from baleharum.documents.parsers import text

        return text(media_type, path)
    from baleharum.documents import pictures

    if verb == "count":
        return str(pictures.count(media_type, path)).encode()
    page, width = (int(number) for number in numbers)
    return pictures.page(media_type, path, page, width)


def main() -> int:
    """Answer on stdout, or end with a code of `exits`; say nothing else."""
    confine()
    try:
        sys.stdout.buffer.write(answer(*sys.argv[1:]))
        sys.stdout.buffer.flush()
    except exits.Ended as ended:
        return ended.code
    except Locked:
        return exits.LOCKED
    except (TooLarge, MemoryError):
        return exits.TOO_LARGE
    except Exception:  # Whatever a parser stumbles over is the file's fault.
        return exits.BROKEN
    return 0


if __name__ == "__main__":
    sys.exit(main())
