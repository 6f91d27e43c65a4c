"""What a step fixes: what is disclosed, what that rests on, the number and the signed PDF."""

from baleharum.cases.collisions import claim
from baleharum.cases.layout import case_of
from baleharum.cases.moments import today
from baleharum.cases.requirements import Missing
from baleharum.cases.requirements import TransitionRefused
from baleharum.cases.sealing import key_of
from baleharum.letters.book import issue
from baleharum.letters.letterhead import numbering
from baleharum.letters.refusals import LetterRefused
from baleharum.referrals import checks
from baleharum.referrals import composing
from baleharum.referrals.choices import found_with
from baleharum.referrals.choices import partner_with
from baleharum.referrals.content import Rest
from baleharum.referrals.grounds import ground
from baleharum.team.api import current_user_id
from baleharum.terms.lists import term
from baleharum.vault.files import SealedFile
from baleharum.vault.objects import seal_to
from datetime import date
from hashlib import sha256
from plone.uuid.interfaces import IUUID
from typing import Any


def look_up(letter: Any) -> None:
    """Note what the letter rests on today, and meet whoever ends that at this moment."""
    rest = ground(letter) or Rest()
    found = found_with(rest.uid)
    if found is not None:
        claim(found)
    letter.rest_on(rest)


def fix_text(letter: Any) -> None:
    """Fix what is disclosed: documents at version and hash, data as the record says it now."""
    letter.fixed = tuple(tuple(row) for row in checks.enclosed(letter))
    letter.disclosed = composing.disclosed_now(letter)
    letter.addressee = partner_with(letter.partner).title
    look_up(letter)


def signed_now(letter: Any) -> None:
    """Sign as who acts now. Raises TransitionRefused, before anything is noted."""
    look_up(letter)
    try:
        sign(letter, today(), current_user_id())
    except LetterRefused as refused:
        raise TransitionRefused([Missing(each) for each in refused.problems]) from refused


def sign(letter: Any, day: date, signer: str) -> None:
    """Take the number and set the letter. Raises LetterRefused where there is no number."""
    register, code = case_of(letter).__parent__, term("letter-codes", letter.code).extra["code"]
    line = issue(register, IUUID(letter), day, code, **numbering())
    letter.number, letter.signed_on, letter.signed_by = line.number, day, signer
    try:
        data = composing.pdf(letter)
    except LetterRefused as refused:
        # It was tried before, see `rules`: that it fails now ends the transaction, with its number.
        raise RuntimeError("A letter could be set, and then could not.") from refused
    letter.pdf = SealedFile(data, "application/pdf", "surat.pdf")
    letter.sha256 = sha256(data).hexdigest()
    seal_to(letter, key_of(letter))
