"""Letter numbers: the pattern of a centre, and numbers written and read by it.

A pattern is text with fields, such as `{kode}/{urut}/{unit}/{bulan-romawi}/{tahun}`, which gives
400.9.8/0123/DINSOS-BH/IX/2026. A number can be read again: no two write the same text.
"""

from baleharum import _
from baleharum.letters.refusals import LetterRefused
from baleharum.terms.lists import terms
from dataclasses import dataclass
from datetime import date

import re


DEFAULT = "{kode}/{urut}/{unit}/{bulan-romawi}/{tahun}"
ROMAN = "I II III IV V VI VII VIII IX X XI XII".split()

#: Field -> what it can look like. None of them holds a slash or a space, which keeps them apart.
FIELDS = {
    "kode": r"[0-9]+(?:\.[0-9]+)*",
    "urut": r"[0-9]{4,}",
    "unit": r"[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*",
    "bulan-romawi": "|".join(sorted(ROMAN, key=len, reverse=True)),
    "bulan": r"0[1-9]|1[0-2]",
    "tahun": r"[0-9]{4}",
}
#: Without these two a number would come again.
NEEDED = ("urut", "tahun")
LITERAL = r"[A-Za-z0-9 ./-]*"
LENGTH = 100
FIELD = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class LetterNumber:
    """What a number is made of; code: classification such as 400.9.8, sequence: from 1 in a year."""

    code: str
    sequence: int
    unit: str
    day: date


def problems(pattern: str) -> list:
    """Return what is wrong with a pattern, in words; none is well."""
    parts = FIELD.split(pattern)
    literals, fields = parts[::2], parts[1::2]
    found = [
        _(
            "error_pattern_field",
            default="“{${field}}” is no part of a number. There are: ${known}.",
            mapping={"field": field, "known": ", ".join(f"{{{name}}}" for name in FIELDS)},
        )
        for field in fields
        if field not in FIELDS
    ]
    found += [
        _(
            "error_pattern_needed",
            default="The pattern needs “{${field}}” once: without it a number would come again.",
            mapping={"field": field},
        )
        for field in NEEDED
        if fields.count(field) != 1
    ]
    if len(fields) != len(set(fields)):
        found.append(_("error_pattern_twice", default="No part stands twice in the pattern."))
    if not all(re.fullmatch(LITERAL, text) for text in literals) or len(pattern) > LENGTH:
        found.append(
            _(
                "error_pattern_signs",
                default="Between the parts there are letters, figures, spaces and . / - only, and"
                " the pattern has 100 characters at most.",
            )
        )
    if not all(set("/ ") & set(text) for text in literals[1:-1]):
        found.append(
            _("error_pattern_apart", default="Keep the parts of a number apart by “/” or a space.")
        )
    return found


def checked(pattern: str) -> str:
    """Return a pattern that is good. Raises LetterRefused with all that is wrong."""
    if found := problems(pattern):
        raise LetterRefused(*found)
    return pattern


def written(pattern: str, number: LetterNumber) -> str:
    """Return a number as text.

    >>> written(DEFAULT, LetterNumber("400.9.8", 123, "DINSOS-BH", date(2026, 9, 28)))
    '400.9.8/0123/DINSOS-BH/IX/2026'
    """
    values = {
        "kode": number.code,
        "urut": f"{number.sequence:04d}",
        "unit": number.unit,
        "bulan-romawi": ROMAN[number.day.month - 1],
        "bulan": f"{number.day.month:02d}",
        "tahun": f"{number.day.year:04d}",
    }
    for name, value in values.items():
        if not re.fullmatch(FIELDS[name], value):
            raise LetterRefused(
                _(
                    "error_number_part",
                    default="“${value}” can't stand in a letter number as {${field}}.",
                    mapping={"field": name, "value": value},
                )
            )
    return FIELD.sub(lambda match: values[match[1]], checked(pattern))


def read(pattern: str, text: str) -> dict[str, str] | None:
    """Return the parts of a number as they are written, None for what the pattern does not write.

    >>> read("B-{urut}/{tahun}", "B-0007/2026")
    {'urut': '0007', 'tahun': '2026'}
    """
    parts = FIELD.split(checked(pattern))
    expression = "".join(
        f"({FIELDS[part]})" if place % 2 else re.escape(part) for place, part in enumerate(parts)
    )
    found = re.fullmatch(expression, text, re.ASCII)
    return dict(zip(parts[1::2], found.groups(), strict=True)) if found else None


def codes() -> dict[str, str]:
    """Return the classification codes of Permendagri 83/2022: code -> token of `letter-codes`."""
    return {each.extra["code"]: each.token for each in terms("letter-codes") if not each.retired}


def is_pattern(value: str) -> bool:
    """Tell whether a pattern is good, for the setting."""
    return not problems(value)


def is_unit(value: str) -> bool:
    """Tell whether a unit can stand in a number, for the setting."""
    return bool(re.fullmatch(FIELDS["unit"], value))
