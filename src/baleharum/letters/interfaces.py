"""The settings of letters, as records of the registry."""

from baleharum import _
from baleharum.letters.numbers import DEFAULT
from baleharum.letters.numbers import is_pattern
from baleharum.letters.numbers import is_unit
from zope import schema
from zope.interface import Interface


class ILetterSettings(Interface):
    """What stands in the letterhead, below a letter, and in its number."""

    lines = schema.Tuple(
        title=_("label_letter_lines", default="Lines of the letterhead"),
        description=_(
            "help_letter_lines",
            default="The institution, from the whole to the part; the last line is the largest.",
        ),
        value_type=schema.TextLine(max_length=120),
        max_length=5,
        required=False,
        missing_value=(),
        default=(),
    )
    address = schema.TextLine(
        title=_("label_letter_address", default="Address"),
        max_length=200,
        required=False,
        missing_value="",
        default="",
    )
    phone = schema.TextLine(
        title=_("label_letter_phone", default="Telephone"),
        max_length=60,
        required=False,
        missing_value="",
        default="",
    )
    email = schema.TextLine(
        title=_("label_letter_email", default="E-mail address"),
        max_length=120,
        required=False,
        missing_value="",
        default="",
    )
    city = schema.TextLine(
        title=_("label_letter_city", default="Place before the date"),
        max_length=60,
        required=False,
        missing_value="",
        default="",
    )
    office = schema.TextLine(
        title=_("label_letter_office", default="Office of who signs"),
        max_length=120,
        required=False,
        missing_value="",
        default="",
    )
    name = schema.TextLine(
        title=_("label_letter_name", default="Name of who signs"),
        max_length=120,
        required=False,
        missing_value="",
        default="",
    )
    rank = schema.TextLine(
        title=_("label_letter_rank", default="Rank of who signs"),
        max_length=120,
        required=False,
        missing_value="",
        default="",
    )
    number = schema.TextLine(
        title=_("label_letter_nip", default="Staff number (NIP) of who signs"),
        max_length=40,
        required=False,
        missing_value="",
        default="",
    )
    pattern = schema.TextLine(
        title=_("label_letter_pattern", default="Pattern of letter numbers"),
        description=_(
            "help_letter_pattern",
            default="Parts: {kode} {urut} {unit} {bulan-romawi} {bulan} {tahun}. The number of the"
            " year and the year have to be in it. Numbers that are given stay as they are.",
        ),
        constraint=is_pattern,
        default=DEFAULT,
    )
    unit = schema.TextLine(
        title=_("label_letter_unit", default="Unit in letter numbers"),
        max_length=30,
        constraint=is_unit,
        default="BH",
    )
