"""What the pages say of a report, in words: labels instead of tokens, sections, times."""

from baleharum import _
from baleharum.cases.moments import moment_text
from baleharum.cases.moments import spoken_language
from baleharum.intake import policy
from baleharum.intake.schema import ISubmission
from baleharum.terms.days import day_text
from baleharum.terms.lists import label
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import date
from datetime import datetime
from datetime import timedelta
from typing import Any
from zope.i18nmessageid import Message


#: field -> code list of its token or tokens.
CODE_LISTS = {
    "source": "intake-sources",
    "channel": "intake-channels",
    "reporter_relation": "reporter-relations",
    "endangered": "endangered",
    "person_sex": "sexes",
    "maltreatment": "maltreatment-kinds",
    "harm": "harm-kinds",
    "place": "harm-places",
    "sub_district": "sub-districts",
    "kelurahan": "kelurahan",
    "outreach": "outreach-kinds",
    "disaster": "disaster-kinds",
}

#: heading -> fields, in the order of the page: first how to reach somebody without harm.
SECTIONS = (
    (
        _("report_section_contact", default="Making contact"),
        (
            "call_dangerous",
            "no_message",
            "no_police",
            "contact_way",
            "contact_time",
            "reporter_phone",
            "reporter_contact",
        ),
    ),
    (
        _("report_section_said", default="What was reported"),
        ("disaster", "narrative", "happened", "happened_on", "maltreatment", "harm"),
    ),
    (
        _("report_section_person", default="Who is in danger"),
        (
            "endangered",
            "person_name",
            "person_nik",
            "person_sex",
            "person_age",
            "child",
            "people",
        ),
    ),
    (
        _("report_section_place", default="Place"),
        ("place", "sub_district", "kelurahan", "place_text"),
    ),
    (
        _("report_section_reporter", default="Who reports"),
        (
            "anonymous",
            "reporter_name",
            "reporter_relation",
            "language",
            "institution",
            "reference",
            "outreach",
            "source",
            "channel",
        ),
    ),
)

YES = _("report_yes", default="Yes")


def sections(said: Mapping[str, Any], wanted: Sequence[Any]) -> list[dict[str, Any]]:
    """Return title and rows (name, title, texts, heed) of each section that says something; wanted:
    of SECTIONS."""
    shown = []
    for title, names in wanted:
        rows = [
            {
                "name": name,
                "title": ISubmission[name].title,
                "texts": texts_of(name, said[name]),
                "heed": name in ("contact_way", *policy.WISHES),
            }
            for name in names
            if said.get(name)
        ]
        if rows:
            shown.append({"title": title, "rows": rows})
    return shown


def texts_of(name: str, value: Any) -> list[str | Message]:
    """Return what a page shows of a field; several for a list of tokens."""
    if value is True:
        return [YES]
    if name in CODE_LISTS:
        tokens = value if isinstance(value, list) else [value]
        return [label(CODE_LISTS[name], token) for token in tokens]
    if name == "happened_on":
        return [day_text(date.fromisoformat(value), spoken_language())]
    return [str(value)]


def risk_label(risk: str) -> Message:
    """Return the label of a risk, also of none."""
    return label("risks", risk) if risk else NOT_LOOKED_AT


NOT_LOOKED_AT = _("report_risk_none", default="Not assessed")


def waited(received: datetime, now: datetime) -> Message:
    """Return how long a report has waited: minutes, hours with minutes, or days."""
    minutes = max(0, int((now - received) / timedelta(minutes=1)))
    if minutes < 60:
        return _("report_minutes", default="${minutes} min", mapping={"minutes": minutes})
    hours, minutes = divmod(minutes, 60)
    if hours < 48:
        return _(
            "report_hours",
            default="${hours} h ${minutes} min",
            mapping={"hours": hours, "minutes": minutes},
        )
    return _("report_days", default="${days} days", mapping={"days": hours // 24})


def wish_labels(tokens: Sequence[str]) -> list[Message]:
    """Return what a reporter has asked for, in words."""
    return [label("reporter-wishes", token) for token in tokens]


def moment(when: datetime | None) -> str:
    """Return a moment in words, '' for none."""
    return moment_text(when, spoken_language()) if when else ""


def risks() -> list[dict[str, Any]]:
    """Return token and label of the risks, the highest first."""
    return [{"token": risk, "label": risk_label(risk)} for risk in policy.RISKS if risk]
