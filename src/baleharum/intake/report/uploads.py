"""The files that came with a form, as they came: open streams, which nobody has copied anywhere.

The stock fields would keep them in the database until the form is right, and in a file on the disk.
"""

from baleharum.intake.submission import SentFile
from collections.abc import Iterable
from typing import Any
from ZPublisher.HTTPRequest import FileUpload


def uploads(request: Any, names: Iterable[str]) -> list[SentFile]:
    """Return the files of these inputs, in their order; an input may have several or none."""
    found = []
    for name in names:
        value = request.form.get(name)
        for each in value if isinstance(value, list | tuple) else (value,):
            if isinstance(each, FileUpload) and each.filename:
                declared = each.headers.get("Content-Type", "")
                found.append(SentFile(each.filename, each.file, declared))
    return found
