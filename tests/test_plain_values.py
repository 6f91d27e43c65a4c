"""What lies in the clear on content of cases and reports are days, numbers, tokens and UIDs: no text."""

from Acquisition import aq_base
from tests.access_states import WHERE

import pytest
import re


#: Tokens, numbers, UIDs, media types, user ids, hashes, JSON of moments: no blank, no capitals of words.
TOKEN = re.compile(r"[a-zA-Z0-9_.:/+-]*")
#: Attributes of Plone's own that say what lies where, and codes that the product gives.
KNOWN = frozenset(("title", "id", "portal_type", "language", "stem", "code", "prefix"))
PLACES = ("perkara", "penerimaan")


def texts(value, depth=0):
    """Yield the texts in a value, in rows as well."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple | set | frozenset) and depth < 3:
        for each in value:
            yield from texts(each, depth + 1)


def below(content):
    yield content
    for each in getattr(aq_base(content), "objectValues", tuple)():
        yield from below(content[each.getId()])


@pytest.mark.parametrize("place", PLACES)
def test_no_text_lies_in_the_clear(states_functional, place):
    assert WHERE
    found = {
        (content.portal_type, name, text)
        for content in below(states_functional["portal"][place])
        for name, value in vars(aq_base(content)).items()
        if name not in KNOWN
        and not name.endswith("_Permission")
        and content.portal_type not in ("CaseRegister", "IntakeBox")
        for text in texts(value)
        if not TOKEN.fullmatch(text)
    }
    assert sorted(found) == []
