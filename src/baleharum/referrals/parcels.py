"""What goes out: one PDF of letter and enclosures, or a sealed ZIP with a password shown once."""

from baleharum import _
from baleharum.cases.history import state_of
from baleharum.cases.layout import case_of
from baleharum.cases.passwords import NO_PASSWORD
from baleharum.cases.passwords import NoPassword
from baleharum.cases.passwords import take_password
from baleharum.guard.traces import uid
from baleharum.letters.merging import one_pdf
from baleharum.letters.refusals import LetterRefused
from baleharum.letters.sending import new_password
from baleharum.letters.sending import sealed
from baleharum.referrals import checks
from baleharum.referrals.choices import in_case
from baleharum.referrals.grounds import lacking
from baleharum.referrals.grounds import still_holds
from baleharum.referrals.policy import SIGNED
from baleharum.terms.lists import term
from baleharum.trail.actions import EXPORT
from baleharum.trail.api import change
from collections.abc import Iterator
from contextlib import contextmanager
from contextlib import ExitStack
from hashlib import sha256
from io import BytesIO
from plone import api
from typing import Any
from typing import BinaryIO


FORMS = ("pdf", "zip")
#: Bytes of enclosures that one parcel holds.
LIMIT = 200 * 1024 * 1024


def problems(letter: Any) -> list:
    """Return why nothing of a letter may go out now."""
    if state_of(letter) not in SIGNED:
        return [
            _(
                "error_parcel_state",
                default="Only a signed letter goes out, and not a cancelled one.",
            )
        ]
    if letter.stopped is not None:
        return [
            _(
                "error_parcel_stopped",
                default="The consent or other basis of this letter has ended: nothing more goes out"
                " with it.",
            )
        ]
    found = [
        *checks.partner_problems(letter.partner),
        *checks.renamed(letter),
        *checks.person_problems(letter),
        *_ground_problems(letter),
        *checks.enclosure_problems(letter),
    ]
    if not all(api.user.has_permission("View", obj=each) for each in documents(letter)):
        found.append(
            _(
                "error_parcel_reading",
                default="You may not read all enclosures. Ask who leads the case to make this.",
            )
        )
    return found


def _ground_problems(letter: Any) -> list:
    """Return why what the letter says it rests on no longer lets data go."""
    found = [row.message for row in lacking(letter)]
    if not found and not still_holds(letter):
        found.append(
            _(
                "error_parcel_other_basis",
                default="The letter says that it rests on another basis than the one that holds"
                " today. Write a new one.",
            )
        )
    return found


def documents(letter: Any) -> list[Any]:
    """Return the enclosed documents that are there."""
    case = case_of(letter)
    found = [in_case(case, row.uid, "CaseFile") for row in letter.enclosures]
    return [each for each in found if each is not None]


def parcel(letter: Any, form: str) -> tuple[bytes, str]:
    """Return what goes out and its password, '' for a PDF; the record is told.

    form: pdf or zip. Raises LetterRefused with everything that stands against it.
    """
    found = problems(letter)
    if sum(each.size for each in documents(letter)) > LIMIT:
        found.append(
            _("error_parcel_large", default="The enclosures are too large for one parcel.")
        )
    if found:
        raise LetterRefused(*found)
    target, password = BytesIO(), ""
    with opened(letter) as enclosures:
        if form == "pdf":
            one_pdf(letter.pdf.data, enclosures, target)
        else:
            password = new_password()
            sealed(letter.pdf.data, enclosures, target, password)
    change(EXPORT, uid(case_of(letter)), uid(letter), f"{form},files={len(letter.enclosures)}")
    return target.getvalue(), password


@contextmanager
def opened(letter: Any) -> Iterator[list[tuple[str, BinaryIO]]]:
    """The enclosures as (name, open file), named by their kind. Raises LetterRefused for one whose
    bytes are not those that the letter discloses."""
    case = case_of(letter)
    with ExitStack() as stack:
        found = []
        for place, row in enumerate(letter.enclosures, 1):
            stream = stack.enter_context(in_case(case, row.uid, "CaseFile").file.open())
            if digest(stream) != row.sha256:
                raise LetterRefused(
                    _(
                        "error_parcel_changed",
                        default="${number} is not the file that the letter discloses. Tell whoever"
                        " looks after the computers; send nothing.",
                        mapping={"number": row.name.upper()},
                    )
                )
            kind = term("document-kinds", row.kind).id
            found.append((f"Lampiran {place} - {kind}{row.ending}".replace("/", "-"), stream))
        yield found


def digest(stream: BinaryIO) -> str:
    """Return the SHA-256 of an open file, which is then at its beginning again."""
    found = sha256()
    while piece := stream.read(1 << 20):
        found.update(piece)
    stream.seek(0)
    return found.hexdigest()


def shown_once(letter: Any) -> str:
    """Return the password that waits; from then on it is kept nowhere. Raises LetterRefused."""
    try:
        return take_password(letter)
    except NoPassword as none:
        raise LetterRefused(NO_PASSWORD) from none
