"""What of a letter is told to who asks: nothing of somebody whose record they may not read.

A letter is read by the whole team; the record of a person whose data is restricted (art. 41 of Law
27/2022) is not. Pages, services and files ask here.
"""

from baleharum import _
from baleharum.cases.layout import case_of
from baleharum.letters.refusals import LetterRefused
from baleharum.referrals import composing
from baleharum.referrals.choices import in_case
from collections.abc import Iterator
from plone import api
from typing import Any
from zope.i18nmessageid import Message


RESTRICTED = _("text_letter_restricted", default="(restricted)")


def person_told(letter: Any) -> bool:
    """Tell whether who asks may read the record of the person whom a letter is about."""
    person = in_case(case_of(letter), letter.about, "CaseSubject")
    return person is not None and bool(api.user.has_permission("View", obj=person))


def texts(letter: Any, rows: Any) -> dict[str, Any]:
    """Return token -> text of what a letter discloses, as pages and services show it."""
    found = composing.shown(rows)
    return found if not found or person_told(letter) else dict.fromkeys(found, RESTRICTED)


def check_readable(letter: Any) -> None:
    """Raises LetterRefused where the file of a letter would tell who asks what they may not read."""
    found = list(_untold(letter))
    if found:
        raise LetterRefused(*found)


def _untold(letter: Any) -> Iterator[Message]:
    if letter.about and not person_told(letter):
        yield _(
            "error_letter_restricted",
            default="The data of the person whom this letter is about is restricted: it is handed"
            " out to who may read their record alone. Ask who leads the case.",
        )
