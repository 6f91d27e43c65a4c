"""The door for reports: who looks after the intake box, and the form in both languages."""

from baleharum.intake.report.making import LANGUAGES
from baleharum.intake.report.making import make_form
from baleharum.team.api import assign
from baleharum.team.policy import BOX_FUNCTIONS
from typing import Any


def open_door(box: Any, accounts: Any) -> None:
    """Appoint to the box who has such a function in the centre, and make the forms."""
    for account in accounts:
        for function in account["standing"]:
            if function in BOX_FUNCTIONS:
                assign(box, account["id"], function, granted_by="system")
    for language in LANGUAGES:
        make_form(language)
