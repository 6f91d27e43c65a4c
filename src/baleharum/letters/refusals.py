"""Why a letter, a number, a template or a parcel can't be made, in words for who asked for it."""

from zope.i18n import interpolate
from zope.i18nmessageid import Message


class LetterRefused(ValueError):
    """Nothing was made or changed. `problems` (also args) are all that was wrong, translatable."""

    def __init__(self, *problems: Message) -> None:
        super().__init__(*problems)
        self.problems = problems

    def __str__(self) -> str:
        return " ".join(interpolate(each.default, each.mapping) for each in self.problems)
