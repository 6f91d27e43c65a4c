"""What is said of lines of a list: what is wrong, and what helps; never what stands there."""

from baleharum import _
from typing import Any
from zope.i18nmessageid import Message


def say(message: Message, **words: Any) -> Message:
    """Return a message with its words."""
    return Message(message, mapping={name: str(word) for name, word in words.items()})


NO_NAME = _("wrong_name", default="The name is missing.")
NO_NIK = _("wrong_nik_missing", default="The NIK is missing.")
BEYOND = _(
    "wrong_beyond",
    default="Something stands to the right of the columns that line 1 names. Put a text that holds"
    " the sign between the columns into quotes.",
)
A_FORMULA = _(
    "wrong_formula",
    default="A formula stands here. Copy the column, and insert it again as values only.",
)
NUMBER = _(
    "wrong_number_shortened",
    default="The number stands in the file as a number, of which spreadsheets lose the last digit."
    " Set the column to “Text”, and type it anew from the card.",
)
TWICE = _("wrong_nik_twice", default="The same NIK stands in line ${line}.")
HERE = _("wrong_nik_here", default="The same NIK is recipient ${number} of this batch already.")
ELSEWHERE = _(
    "wrong_nik_elsewhere",
    default="The same NIK is in the batch ${batch}; this programme is given once in that time.",
)
NO_AMOUNT = _(
    "wrong_amount_missing",
    default="The amount is missing. Write one, or an amount for each recipient in the batch.",
)
AMOUNT = _("wrong_amount", default="This is no amount. Write whole figures, for example 1.500.000.")
NO_PLACE = _("wrong_place_missing", default="The sub-district is missing.")
PLACE = _(
    "wrong_place", default="This is no sub-district. Write its name or code; there are: ${known}."
)
SEX = _("wrong_sex", default="Write L (male) or P (female).")
DECILE = _("wrong_decile", default="A decile of DTSEN is a number from 1 to 10.")
BORN = _("wrong_born", default="Nobody can be born on this day. Compare it with the card.")
NO_DAY = _(
    "wrong_day", default="This is no day. Write it as 17/08/1985, or set the column to a date."
)
SERIAL = _(
    "wrong_day_number",
    default="A number stands here in place of a day. Set the column to a date in the spreadsheet,"
    " or write it as 17/08/1985.",
)
LONG = _("wrong_long", default="This has more than ${most} characters: shorten it.")
SIGNS = _(
    "wrong_signs",
    default="Signs stand here that cannot be read. Save the list as “CSV UTF-8” or XLSX, and look"
    " at this line.",
)
OUTCOME = _("wrong_outcome", default="Write received, returned, or waiting.")
NO_OUTCOME_DAY = _("wrong_outcome_day", default="The day is missing on which that was.")
FUTURE = _("wrong_outcome_future", default="This day is still to come.")
REASON = _(
    "wrong_outcome_reason",
    default="A reason of the list is missing: what was returned says why.",
)
#: Messages that belong to another column than `hasil`.
COLUMN_OF = {NO_OUTCOME_DAY: "tanggal", FUTURE: "tanggal", REASON: "alasan"}
NO_ROW = _(
    "wrong_row",
    default="There is no recipient of this number; they are numbered from 1 to ${rows}.",
)
ROW_TWICE = _("wrong_row_twice", default="The same recipient stands in line ${line}.")
