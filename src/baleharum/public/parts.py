"""The texts and pictures of content, field by field, as its readers see them."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from plone.app.linkintegrity.handlers import getObjectsFromLinks
from plone.app.linkintegrity.parser import extractLinks
from plone.app.textfield.interfaces import IRichTextValue
from plone.dexterity.utils import iterSchemata
from plone.namedfile.interfaces import INamed
from typing import Any
from zope.i18nmessageid import Message
from zope.schema import getFieldsInOrder

import base64
import binascii
import re


#: Fields that hold ids of accounts and of other content.
IDS = frozenset("creators contributors language counterpart relatedItems id".split())
#: Between these a text breaks off; other tags stand within a line.
BLOCK = re.compile(
    r"</?(?:address|article|aside|blockquote|br|caption|dd|div|dl|dt|figcaption|figure|h[1-6]|hr|li"
    r"|ol|p|pre|section|table|tbody|td|tfoot|th|thead|tr|ul)\b[^>]*>",
    re.IGNORECASE,
)
TAG = re.compile(r"<[^>]*>")
SAID = re.compile(r"""\b(?:alt|title|href|data-caption)\s*=\s*("[^"]*"|'[^']*')""", re.IGNORECASE)
INSIDE = re.compile(r"data:image/[\w.+-]+;base64,([\w+/=\s]+)")


@dataclass(frozen=True)
class Text:
    """What a field says. field: its name; title: its title."""

    field: str
    title: Message
    text: str


@dataclass(frozen=True)
class Picture:
    """A picture that a field shows."""

    field: str
    title: Message
    data: bytes


def values_of(content: Any) -> Iterator[tuple[str, Message, Any]]:
    """Yield (name, title, value) of all fields that are filled, of type and behaviors."""
    for schema in iterSchemata(content):
        behavior = schema(content, None)
        for name, field in getFieldsInOrder(schema):
            value = getattr(behavior, name, None)
            if value and name not in IDS:
                yield name, field.title, value


def texts_of(content: Any) -> Iterator[Text]:
    """Yield all that content says in words."""
    for name, title, value in values_of(content):
        for text in _texts(value):
            yield Text(name, title, text)


def _texts(value: Any) -> Iterator[str]:
    if IRichTextValue.providedBy(value):
        yield plain(value.raw or "")
    elif isinstance(value, str):
        yield value
    elif INamed.providedBy(value):
        yield value.filename or ""
    elif isinstance(value, list | tuple | set | frozenset):
        for each in value:
            yield from _texts(each)


def plain(html: str) -> str:
    r"""Return the words of HTML, also those of links and of pictures.

    >>> plain('<p>Nur <b>Hayati</b></p><p><img alt="Foto"></p>')
    '\nNur Hayati\n\n\n\nFoto'
    """
    said = "\n".join(match[1][1:-1] for match in SAID.finditer(html))
    return unescape(TAG.sub("", BLOCK.sub("\n", html)) + "\n" + said)


def pictures_of(content: Any) -> Iterator[Picture]:
    """Yield the pictures of content: of its fields, and those that its texts show."""
    for name, title, value in values_of(content):
        for data in _pictures(content, value):
            yield Picture(name, title, data)


def _pictures(content: Any, value: Any) -> Iterator[bytes]:
    if _is_picture(value):
        yield value.data
    elif IRichTextValue.providedBy(value):
        html = value.raw or ""
        for encoded in INSIDE.findall(html):
            yield _decoded(encoded)
        for relation in getObjectsFromLinks(content, extractLinks(html)):
            shown = getattr(relation.to_object, "image", None)
            if _is_picture(shown):
                yield shown.data


def _is_picture(value: Any) -> bool:
    return INamed.providedBy(value) and str(value.contentType or "").startswith("image/")


def _decoded(encoded: str) -> bytes:
    try:
        return base64.b64decode(re.sub(r"\s", "", encoded))
    except (binascii.Error, ValueError):
        return b""
