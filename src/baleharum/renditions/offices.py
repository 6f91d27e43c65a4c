"""Office files as PDF, by LibreOffice where it is installed."""

from baleharum.documents import kinds
from baleharum.documents.confinement import Unreadable
from baleharum.renditions import running
from pathlib import Path
from typing import BinaryIO

import shutil


SECONDS = 60.0
PROGRAMS = ("soffice", "libreoffice")
OPTIONS = "--headless --norestore --nolockcheck --nodefault --nofirststartwizard".split()


def program() -> str:
    """Return the path of the office program, '' for none."""
    return running.found(*PROGRAMS)


def converted(stream: BinaryIO, media_type: str) -> bytes:
    """Return an office file as PDF. Raises Unreadable, also where no program does it.

    It differs from one time to the next (days, ids): whoever needs it makes it once, and keeps it.
    """
    office = program()
    if not office:
        raise Unreadable("no-office")
    try:
        with running.workplace() as place:
            return _converted(office, place, stream, media_type)
    except running.Unconfined:
        raise Unreadable("unconfined") from None
    except TimeoutError:
        raise Unreadable("timeout") from None
    except OSError:
        raise Unreadable("crashed") from None


def _converted(office: str, place: Path, stream: BinaryIO, media_type: str) -> bytes:
    source = place / f"source{kinds.EXTENSIONS[media_type][0]}"
    with source.open("wb") as target:
        stream.seek(0)
        shutil.copyfileobj(stream, target, 1 << 20)
    profile = f"-env:UserInstallation={(place / 'profile').as_uri()}"
    command = [office, *OPTIONS, profile, "--convert-to", "pdf", "--outdir", str(place)]
    running.run([*command, str(source)], SECONDS, place, network="never")
    return source.with_suffix(".pdf").read_bytes()
