"""What of a letter is told to who asks: nothing of a person or document that they may not read.

A letter is read by the whole team; the record of a person whose data is restricted (art. 41 of Law
27/2022), and a secret document, are not. Pages, services and files ask here.
"""

from baleharum import _
from baleharum.cases.history import state_of
from baleharum.cases.layout import case_of
from baleharum.cases.people.seeing import RESTRICTED
from baleharum.letters.refusals import LetterRefused
from baleharum.login.interfaces import IDraftDoor
from baleharum.referrals import composing
from baleharum.referrals.checks import enclosed
from baleharum.referrals.choices import in_case
from baleharum.referrals.content import Enclosure
from baleharum.referrals.content import IReferralLetter
from baleharum.referrals.kinds import WAITING
from baleharum.team.api import current_user_id
from collections.abc import Iterator
from plone import api
from typing import Any
from zope.component import adapter
from zope.i18nmessageid import Message
from zope.interface import implementer


#: Permission of the step `sign`, which the head alone has.
SIGN = "baleharum: Decide on case"
#: Fields of a letter in which somebody has written of the person.
WRITTEN = ("text", "purpose", "data", "reply_summary")
CLOSED = _(
    "error_letter_closed",
    default="The data of the person whom this letter is about is restricted: what was written of"
    " them is read and changed by who leads the case alone. The privacy officer lifts the"
    " restriction; about somebody else begin a new letter.",
)


def person_told(letter: Any) -> bool:
    """Tell whether who asks may read the record of the person whom a letter is about."""
    person = in_case(case_of(letter), letter.about, "CaseSubject")
    return _viewed(person)


def is_closed(letter: Any) -> bool:
    """Tell whether what was written of the person is neither shown to who asks nor changed by them."""
    return bool(letter.about) and not person_told(letter)


@implementer(IDraftDoor)
@adapter(IReferralLetter)
class LetterDoor:
    """Drafts of some pages of a letter hold what it says of the person."""

    pages = ("edit", "reply")

    def __init__(self, letter: Any) -> None:
        self.letter = letter

    def closed(self, page: str) -> bool:
        """See IDraftDoor."""
        return page in self.pages and is_closed(self.letter)


def texts(letter: Any, rows: Any) -> dict[str, Any]:
    """Return token -> text of what a letter discloses, as pages and services show it."""
    found = composing.shown(rows)
    return found if not found or person_told(letter) else dict.fromkeys(found, RESTRICTED)


def enclosures(letter: Any) -> list[tuple[Enclosure, bool]]:
    """Return the enclosures, and whether kind, version and hash are told to who asks.

    They are to who may view the document. The head who is to sign, or has signed, knows as well what
    the letter encloses: who handed it in was one who may let it out, see `checks.unreleased`.
    """
    rows = enclosed(letter) if state_of(letter) in ("", "draft") else letter.enclosures
    signs, case = _signs(letter), case_of(letter)
    return [(row, signs or _viewed(in_case(case, row.uid, "CaseFile"))) for row in rows]


def _signs(letter: Any) -> bool:
    if letter.signed_by:
        return bool(letter.signed_by == current_user_id())
    waits = state_of(letter) == WAITING.state
    return waits and bool(api.user.has_permission(SIGN, obj=letter))


def _viewed(content: Any) -> bool:
    return content is not None and bool(api.user.has_permission("View", obj=content))


def check_readable(letter: Any) -> None:
    """Raises LetterRefused where the file of a letter would tell who asks what they may not read."""
    found = list(_untold(letter))
    if found:
        raise LetterRefused(*found)


def _untold(letter: Any) -> Iterator[Message]:
    hidden = [row.name.upper() for row, told in enclosures(letter) if not told]
    if hidden:
        yield _(
            "error_letter_secret",
            default="This letter names documents that you may not read (${numbers}): it is handed"
            " out to who may read them all. Ask who leads the case.",
            mapping={"numbers": ", ".join(hidden)},
        )
    if is_closed(letter):
        yield _(
            "error_letter_restricted",
            default="The data of the person whom this letter is about is restricted: it is handed"
            " out to who may read their record alone. Ask who leads the case.",
        )
