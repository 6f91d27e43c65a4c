"""What the pages say of a report, in words: labels instead of tokens, sections, times."""

from baleharum import _
from baleharum.cases.moments import moment_text
from baleharum.cases.moments import spoken_language
from baleharum.intake import policy
from baleharum.intake.schema import ISubmission
from baleharum.terms.days import day_text
from baleharum.terms.lists import label
from baleharum.terms.lists import terms
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


def choices(list_name: str, chosen: str = "") -> list[dict[str, Any]]:
    """Return the terms of a list in use: token, label, whether chosen."""
    return [
        {"token": t.token, "label": label(list_name, t.token), "chosen": t.token == chosen}
        for t in terms(list_name)
        if not t.retired
    ]


def risk_label(risk: str) -> Message:
    """Return the label of a risk, also of none."""
    return label("risks", risk) if risk else NOT_LOOKED_AT


NOT_LOOKED_AT = _("report_risk_none", default="Not assessed")


def late_label(state: str) -> Message:
    """Return what is said of an emergency that has waited for too long."""
    return UNDECIDED if state == "triage" else NOT_TAKEN


NOT_TAKEN = _("report_late", default="Not taken up in time")
UNDECIDED = _("report_undecided", default="Not decided in time")


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


#: What a reporter asks for later, as it stands in their message.
ASKED = {
    policy.STOP: _(
        "report_wish_stop",
        default="The reporter asks: do not contact me any more.",
    ),
    policy.UNSAFE: _(
        "report_wish_unsafe",
        default="The reporter warns: the way to contact me is not safe any more. Do not use it.",
    ),
}


def asked(wish: str) -> str | Message:
    """Return the words of a wish that came with a message, '' for none."""
    return ASKED.get(wish, "")


def moment(when: datetime | None) -> str:
    """Return a moment in words, '' for none."""
    return moment_text(when, spoken_language()) if when else ""


def risks() -> list[dict[str, Any]]:
    """Return token and label of the risks, the highest first."""
    return [{"token": risk, "label": risk_label(risk)} for risk in policy.RISKS if risk]
