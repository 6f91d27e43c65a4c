"""Whom to call: the hotlines of the country, the centre itself, and its report form."""

from baleharum.cases.identity import NotAPhoneNumber
from baleharum.cases.identity import phone_number
from baleharum.public.settings import settings
from baleharum.terms.lists import terms
from dataclasses import dataclass
from plone import api
from typing import Any


@dataclass(frozen=True)
class Hotline:
    """A number of the country. number: as it is read; dial: after `tel:`; whatsapp: the number of
    a chat, '' for none; use: what it is for, in the language asked; emergency: when in danger."""

    token: str
    name: str
    number: str
    dial: str
    whatsapp: str
    use: str
    emergency: bool


def hotlines(language: str) -> list[Hotline]:
    """Return the hotlines in the order of their list. language: `id` or `en`."""
    return [
        Hotline(
            token=each.token,
            name=getattr(each, language),
            number=each.extra["number"],
            dial=each.extra["dial"],
            whatsapp=each.extra["whatsapp"],
            use=each.extra[f"use_{language}"],
            emergency=bool(each.extra["emergency"]),
        )
        for each in terms("hotlines")
        if not each.retired
    ]


@dataclass(frozen=True)
class Phone:
    """A number of the centre. number: as it is read; dial: after `tel:`."""

    number: str
    dial: str


def phones() -> list[Phone]:
    """Return the telephones of the centre; none while the settings have none."""
    return [Phone(number, dialled(number)) for number in settings().phones or ()]


def dialled(number: str) -> str:
    """Return a number as it is dialled from everywhere."""
    try:
        return phone_number(number)
    except NotAPhoneNumber:
        return number


def report_address(language: str) -> str:
    """Return the address of the report form, '' unless it is there for everybody."""
    kept = settings()
    path = (kept.report_en if language == "en" else kept.report_id) or ""
    site: Any = api.portal.get()
    found = site.unrestrictedTraverse(path.strip("/"), None) if path.strip("/") else None
    # What the visitor may not see yet is not there for them.
    return str(found.absolute_url()) if found is not None and may_view(found) else ""


def may_view(content: Any) -> bool:
    """Tell whether who asks may view something."""
    return bool(api.user.has_permission("View", obj=content))


@dataclass(frozen=True)
class Contacts:
    """How to reach the centre; '' or none for what the settings do not have."""

    phones: list[Phone]
    whatsapp: str
    chat: str
    email: str
    address: str
    hours: str


def centre_contacts(language: str) -> Contacts:
    """Return how to reach the centre. language: `id` or `en`."""
    kept = settings()
    return Contacts(
        phones=phones(),
        whatsapp=kept.whatsapp or "",
        chat=dialled(kept.whatsapp or "").removeprefix("+"),
        email=kept.email or "",
        address=kept.address or "",
        hours=(kept.hours_en if language == "en" else kept.hours_id) or "",
    )
