"""What may not be published: numbers, telephones and names of people, and photos that tell a place.

The answer says where on the page something was found, never what it was nor whose: whoever tries
out names would otherwise learn who is in a case. A name costs a look at the hashes, no case.
"""

from baleharum import _
from baleharum.cases.identity import check_nik
from baleharum.cases.identity import NotAPhoneNumber
from baleharum.cases.identity import phone_number
from baleharum.cases.moments import today
from baleharum.cases.people.mentions import names_somebody
from baleharum.guard.traces import uid
from baleharum.public.parts import pictures_of
from baleharum.public.parts import texts_of
from baleharum.public.photos import trouble
from baleharum.public.policy import NAMED
from baleharum.public.settings import known_phones
from baleharum.public.values import NAME
from baleharum.public.values import NIK
from baleharum.public.values import PHONE
from baleharum.public.values import UNKNOWN_PICTURE
from baleharum.public.values import WITH_METADATA
from baleharum.trail.actions import REFUSE
from baleharum.trail.api import now
from collections.abc import Iterator
from dataclasses import dataclass
from zope.i18nmessageid import Message

import re


SIXTEEN = re.compile(r"(?<![\d])\d(?:[ .\-]?\d){15}(?![\d])")
CALLED = re.compile(r"(?<![\d\w])(?:\+|00)?\(?\d(?:[ .\-()/]{0,2}\d){7,14}(?![\d])")

SAID = {
    NIK: _("found_nik", default="A population number (NIK) stands in “${where}”. Take it out."),
    PHONE: _(
        "found_phone",
        default="A telephone number stands in “${where}” that is none of the centre, of a public"
        " partner or of a hotline. Take it out, or enter it in the settings of the public pages.",
    ),
    NAME: _(
        "found_name",
        default="A name in “${where}” is one that may not be published. Leave names of people out.",
    ),
    WITH_METADATA: _(
        "found_photo",
        default="A photo in “${where}” tells where or when it was taken. Save it anew without these"
        " data, and put that one in its place.",
    ),
    UNKNOWN_PICTURE: _(
        "found_picture",
        default="A picture in “${where}” is of a kind that cannot be checked. Use JPEG, PNG or WebP.",
    ),
}


@dataclass(frozen=True)
class Finding:
    """Something that may not be published. kind: token of SAID; field: its name; where: its title."""

    kind: str
    field: str
    where: Message

    @property
    def message(self) -> Message:
        """The sentence that says it."""
        said = SAID[self.kind]
        return Message(
            str(said), domain=said.domain, default=said.default, mapping={"where": self.where}
        )


def findings(content) -> list[Finding]:
    """Return all that keeps content from being published, in the order of its fields.

    Raises VaultUnavailable where the names cannot be compared.
    """
    found: dict[tuple[str, str], Finding] = {}
    phones = known_phones()
    for part in texts_of(content):
        for kind in _kinds(part.text, phones):
            found.setdefault((kind, part.field), Finding(kind, part.field, part.title))
    for picture in pictures_of(content):
        kind = trouble(picture.data)
        if kind:
            found.setdefault((kind, picture.field), Finding(kind, picture.field, picture.title))
    return list(found.values())


def note_refused(content, found: list[Finding]) -> None:
    """Tell the record that content was not published, whatever becomes of the request; [] for it
    was. An alarm counts those that name somebody."""
    if found:
        named = any(each.kind == NAME for each in found)
        now(REFUSE, "", uid(content), NAMED if named else "publish")


def _kinds(text: str, phones: frozenset[str]) -> Iterator[str]:
    if any(_is_nik(match[0]) for match in SIXTEEN.finditer(text)):
        yield NIK
    if any(_is_strange(match[0], phones) for match in CALLED.finditer(text)):
        yield PHONE
    if names_somebody(text):
        yield NAME


def _is_nik(number: str) -> bool:
    return check_nik(number, sex=None, birth_date=None, today=today()).parsed is not None


def _is_strange(written: str, known: frozenset[str]) -> bool:
    if not written.lstrip("(").startswith(("0", "+", "62")):
        return False
    try:
        return phone_number(re.sub(r"[^\d+]", "", written)) not in known
    except NotAPhoneNumber:
        return False
