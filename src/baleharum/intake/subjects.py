"""The people of a report, as a case files them."""

from baleharum.cases.identity import NotAPhoneNumber
from baleharum.cases.identity import phone_number
from baleharum.intake import policy
from baleharum.intake.content import IntakeReport
from baleharum.terms.lists import label
from typing import Any
from zope.globalrequest import getRequest
from zope.i18n import translate


#: The person who is in danger, and who reports.
WHO = ("person", "reporter")
SELF = "diri-sendiri"


def names_of(report: IntakeReport) -> dict[str, str]:
    """Return who may be filed and their names, '' where none is known.

    Who reports about themselves is one person, not two.
    """
    said = report.said
    if speaks_of_self(said):
        return {"person": said.get("person_name") or said.get("reporter_name", "")}
    return {"person": said.get("person_name", ""), "reporter": said.get("reporter_name", "")}


def speaks_of_self(said: dict[str, Any]) -> bool:
    """Tell whether the reporter is the person in danger."""
    return SELF in (said.get("endangered"), said.get("reporter_relation"))


def fields_of(report: IntakeReport, who: str) -> dict[str, Any]:
    """Return the fields of ICaseSubject that a report knows of a person, without the name."""
    said = report.said
    own = who == "reporter" or speaks_of_self(said)
    fields = _way_to(said) if own else {}
    if who == "reporter":
        relation = said.get("reporter_relation")
        remarks = _text(label("reporter-relations", relation)) if relation else None
        return fields | {"part": "reporter", "remarks": remarks}
    fields |= {"part": "client", "sex": said.get("person_sex"), "kelurahan": None}
    if said.get("person_nik"):
        fields |= {"nik": said["person_nik"], "nik_state": "belum-diverifikasi"}
    if "person_age" in said:
        fields["birth_year"] = report.received_at.year - said["person_age"]
    return fields


def _way_to(said: dict[str, Any]) -> dict[str, Any]:
    """Return the telephone, and how contact is safe, which comes before any number."""
    lines = [_text(label("reporter-wishes", wish)) for wish in policy.wishes_of(said)]
    lines += [said[name] for name in ("contact_way", "contact_time") if said.get(name)]
    lines += [said["reporter_contact"]] if said.get("reporter_contact") else []
    phone = said.get("reporter_phone")
    try:
        number = phone_number(phone) if phone else None
    except NotAPhoneNumber:
        number = None
        lines.append(phone)
    return {"safe_contact": "\n".join(lines) or None, "phone": number}


def _text(message: Any) -> str:
    return translate(message, context=getRequest())
