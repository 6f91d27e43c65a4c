"""What is no text: bytes of another encoding in a form, half of a sign in JSON, endless brackets.

No browser sends it. What is stored of it could be shown and exported by nobody any more, so it
is refused before a view or service reads it.
"""

from baleharum.bodies import REMEDY
from collections.abc import Iterator
from typing import Any
from zExceptions import BadRequest
from ZPublisher.HTTPRequest import record

import json
import re


UNREADABLE = "What was sent is no text in UTF-8. Send the form from its page, in UTF-8."

#: Half of a sign as JSON writes it, or as bytes, which Python's parser lets pass; two halves of
#: the first kind are a sign, which parsing tells.
HALF = re.compile(rb"\\u[dD][89a-fA-F]|\xed[\xa0-\xbf]")
#: Deeper than this no body of a service is.
DEEP = 200


def check_texts(request: Any) -> None:
    """Let a request pass whose form and JSON are texts. Raises BadRequest."""
    if not all(map(_encodable, _texts([*request.form, *request.form.values()]))):
        raise BadRequest(UNREADABLE)
    media_type = request.getHeader("Content-Type", "").partition(";")[0].strip().lower()
    if media_type == "application/json":
        _check_body(request.get("BODY") or b"")


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple | set):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, record):
        yield from _texts([*value.__dict__, *value.__dict__.values()])


def _encodable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _check_body(body: bytes) -> None:
    if max(body.count(b"["), body.count(b"{")) <= DEEP and not HALF.search(body):
        return
    try:
        # What is no JSON at all is answered where it is read.
        json.dumps(json.loads(body), ensure_ascii=False).encode("utf-8")
    except (RecursionError, UnicodeEncodeError):
        raise BadRequest(REMEDY) from None
    except ValueError:
        return
