"""The child process that opens files of strangers, answer on stdout.

Run as `python -m baleharum.documents.extractor` with the arguments `check TYPE PATH`,
`text TYPE PATH`, `count TYPE PATH`, `page TYPE PATH NUMBER WIDTH` or `clean TYPE PATH`; TYPE is
a media type, PATH may be /dev/stdin.
"""

from baleharum.documents import exits
from baleharum.documents import kinds
from baleharum.documents.packages import Locked
from baleharum.documents.packages import TooLarge
from baleharum.documents.packages import Unsafe

import resource
import sys


#: Bytes of memory, seconds of processor time (then the system ends us).
MEMORY = 1 << 30
SECONDS = 20


def confine(memory: int = MEMORY, seconds: int = SECONDS) -> None:
    """Take from this process what a parser doesn't need; nothing gives it back."""
    limits = {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_CPU: seconds,
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
    if verb == "check":
        return "\n".join(findings(media_type, path)).encode()
    from baleharum.documents import pictures

    if verb == "count":
        return str(pictures.count(media_type, path)).encode()
    if verb == "clean":
        return pictures.clean(media_type, path)
    page, width = (int(number) for number in numbers)
    return pictures.page(media_type, path, page, width)


def findings(media_type: str, path: str) -> set[str]:
    """What a file holds that acts by itself, in tokens.

    Ends with UNSAFE, TOO_LARGE or OTHER_KIND for a file that must not be kept.
    """
    if media_type == kinds.PDF:
        from baleharum.documents import pdfs

        return pdfs.findings(path)
    if media_type in kinds.OFFICE:
        from baleharum.documents import offices

        return offices.findings(media_type, path)
    from baleharum.documents import pictures

    pictures.measure(media_type, path)
    return set()


def main() -> int:
    """Answer on stdout, or end with a code of `exits`; say nothing else."""
    confine()
    try:
        sys.stdout.buffer.write(answer(*sys.argv[1:]))
        sys.stdout.buffer.flush()
    except exits.Ended as ended:
        return ended.code
    except Unsafe:
        return exits.UNSAFE
    except Locked:
        return exits.LOCKED
    except (TooLarge, MemoryError):
        return exits.TOO_LARGE
    except Exception:  # Whatever a parser stumbles over is the file's fault.
        return exits.BROKEN
    return 0


if __name__ == "__main__":
    sys.exit(main())
