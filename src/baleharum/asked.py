"""The parameters of a request, read in one place: whatever is sent, a screen gets texts."""

from collections.abc import Mapping
from typing import Any
from zExceptions import BadRequest

import re


#: More figures than any number has that somebody types; Python reads some thousands at most.
NUMBER = re.compile("[0-9]{1,18}")


class Asked:
    """Reads a form or query string; a parameter that was sent several times counts as its last.

    Files are not read here, and neither is what Zope's converters make of a name (`:record`).
    """

    def __init__(self, form: "Mapping[str, Any] | Asked") -> None:
        self.form: Mapping[str, Any] = form.form if isinstance(form, Asked) else form

    def get(self, name: str, default: Any = None) -> Any:
        """Return the last text that was sent as `name`, the default for none."""
        texts = self.every(name)
        return texts[-1] if texts else default

    def __getitem__(self, name: str) -> str:
        """Return the last text that was sent as `name`. Raises KeyError for none."""
        texts = self.every(name)
        if not texts:
            raise KeyError(name)
        return texts[-1]

    def every(self, name: str) -> tuple[str, ...]:
        """Return all texts that were sent as `name`, in their order."""
        value = self.form.get(name)
        values = value if isinstance(value, list | tuple | set) else (value,)
        return tuple(_text(v) for v in values if isinstance(v, str | bytes | int | float))


def _text(value) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def typed_number(text: str) -> int | None:
    """Return a whole number that was typed in figures, None for anything else.

    >>> typed_number("12"), typed_number("-1"), typed_number("9" * 5000)
    (12, None, None)
    """
    return int(text) if NUMBER.fullmatch(text) else None


def sent_text(body: Mapping[str, Any], name: str) -> str:
    """Return a text of a JSON body, '' where it is left out or null.

    Raises BadRequest for anything else: what is no text is not made into one and then kept.
    """
    value = body.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise no_text(name)
    return value


def is_token(value: Any) -> bool:
    """Tell whether a value is a text, or a token with its title as GET answers it."""
    return isinstance(value.get("token") if isinstance(value, Mapping) else value, str)


def no_text(name: str) -> BadRequest:
    """Return the refusal of what is no text, with what to send instead."""
    return BadRequest(f'Send `{name}` as a text: {{"{name}": "…"}}.')
