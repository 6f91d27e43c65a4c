"""The door for reports: the form in both languages."""

from baleharum.intake.report.making import LANGUAGES
from baleharum.intake.report.making import make_form


def open_door() -> None:
    """Make the forms, which file into the intake box."""
    for language in LANGUAGES:
        make_form(language)
