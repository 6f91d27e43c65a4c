"""Asking the scanner of the centre about a file that comes in."""

from baleharum import _
from baleharum.documents import clamav
from baleharum.documents.sniff import Refused
from plone import api
from typing import BinaryIO


SETTING = "baleharum.clamav_address"

#: Somebody waits before a screen.
SECONDS = 30.0


def address() -> str:
    """Return the address of clamd that the centre has set, '' for none."""
    return api.portal.get_registry_record(SETTING, default="") or ""


def scanned(stream: BinaryIO) -> str:
    """Return clean, pending or off for an open file. Raises Refused for a virus."""
    result = clamav.scan(stream, address(), SECONDS)
    if result.state == clamav.INFECTED:
        raise Refused(
            "infected",
            _(
                "refused_infected",
                default="The virus scanner found '${virus}' in the file: it is not kept. Do not"
                " open it. Ask for a clean copy; if the file itself is evidence, keep the medium"
                " it came on and tell whoever looks after the computers.",
                mapping={"virus": result.detail},
            ),
        )
    return result.state
