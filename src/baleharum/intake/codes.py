"""The tokens of submissions and the codes of reporters: recognised, never kept.

A reporter comes back with 16 digits and without an account. The database holds a keyed hash of
them alone: HMAC-SHA256 under a key that follows from the box's own key in the vault (a pepper a
box). A slow hash with a salt for each report would have to be tried against all of them; this
one is looked up in an index, and who has the database or a backup of it without the vault cannot
try a single code, let alone all 10^16. Guessing at the page is for its rate limit to stop.

A code follows from the token that the form was sent with, by another key of the same box: who
sends the form again, because the answer got lost, is shown the same code again.
"""

from baleharum.intake.content import IntakeBox
from baleharum.intake.content import IntakeReport
from baleharum.vault.secrets import keyed_digest
from plone.uuid.interfaces import IUUID
from typing import Any

import re


DIGITS = 16
NO_DIGIT = re.compile(r"[\s\-.]+")
A_CODE = re.compile(rf"[0-9]{{{DIGITS}}}")

TOKENS, CODES = "tokens", "codes"


class CodeTaken(ValueError):
    """Two submissions came to one code, once in some 10^10 times: send the form anew."""


def code_for(box: IntakeBox, key: str) -> str:
    """Return the 16 digits of the reporter who sent a form with this token."""
    made = keyed_digest(IUUID(box), "intake code")(key)
    return f"{int.from_bytes(made, 'big') % 10**DIGITS:0{DIGITS}d}"


def shown(code: str) -> str:
    """Return a code as it is read and written down: 1234 5678 9012 3456."""
    return " ".join(code[at : at + 4] for at in range(0, DIGITS, 4))


def filed_as(box: IntakeBox, key: str) -> IntakeReport | None:
    """Return the report that was filed with a token, None where there is none (yet)."""
    return _at(box, TOKENS, _hash(box, TOKENS, key))


def report_of(box: IntakeBox, code: str) -> IntakeReport | None:
    """Return the report that a code belongs to, None for a code that opens nothing.

    Whatever is typed is hashed and looked up in the same way: no digit of a code is ever compared
    with another, so time tells nothing of how near a guess has come. That finding a report takes
    longer than finding none is for the page to hide, which has to answer at an even beat.
    """
    typed = NO_DIGIT.sub("", code)
    possible = A_CODE.fullmatch(typed) is not None
    found = _at(box, CODES, _hash(box, CODES, typed[: 4 * DIGITS]))
    return found if possible else None


def remember(box: IntakeBox, report: IntakeReport, key: str) -> None:
    """Keep the hashes of a token and its code. Raises CodeTaken.

    Two that file with one token at once touch the same entry: the database refuses one of them,
    and when it is tried again it finds the report of the other.
    """
    number = report.getId()
    codes = box.remembered(CODES, make=True)
    if not codes.insert(_hash(box, CODES, code_for(box, key)), number):
        raise CodeTaken("This code is taken. Open the form anew and send it again.")
    box.remembered(TOKENS, make=True)[_hash(box, TOKENS, key)] = number


def forget(box: IntakeBox, report: IntakeReport) -> None:
    """Take away the code and token of a report that is erased."""
    for name in (CODES, TOKENS):
        table = box.remembered(name)
        for hashed in [h for h, number in table.items() if number == report.getId()]:
            del table[hashed]


def _hash(box: IntakeBox, purpose: str, text: str) -> bytes:
    return keyed_digest(IUUID(box), f"intake {purpose}")(text)


def _at(box: IntakeBox, name: str, hashed: bytes) -> Any:
    number = box.remembered(name).get(hashed)
    return box._getOb(number, None) if number is not None else None
