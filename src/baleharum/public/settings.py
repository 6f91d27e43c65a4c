"""The settings of the public side, as records of the registry, and what follows from them."""

from baleharum import _
from baleharum.cases.identity import NotAPhoneNumber
from baleharum.cases.identity import phone_number
from baleharum.cases.people.checks import possible_phone
from baleharum.terms.lists import terms
from plone import api
from plone.registry.interfaces import IRegistry
from urllib.parse import urlsplit
from zope import schema
from zope.component import getUtility
from zope.interface import Interface
from zope.interface import Invalid

import re


PREFIX = "baleharum.public"
#: Where a quick exit leads: the weather, which anybody looks up.
NEUTRAL_PLACE = "https://www.bmkg.go.id/cuaca/prakiraan-cuaca"


def web_address(value: str) -> bool:
    """Field constraint. Raises Invalid for what is no address of a page by HTTPS."""
    found = urlsplit(value)
    if found.scheme != "https" or not found.hostname or re.search(r"\s", value):
        raise Invalid(_("error_web_address", default="Write an address that begins with https://"))
    return True


def mail_address(value: str) -> bool:
    """Field constraint. Raises Invalid for what is no address of e-mail."""
    if not re.fullmatch(r"[^@\s<>\"']+@[^@\s<>\"']+\.[^@\s<>\"']+", value):
        raise Invalid(_("error_mail_address", default="Write one address: name@example.org"))
    return True


class IPublicSettings(Interface):
    """What stands on every public page, and what leads away from it."""

    phones = schema.Tuple(
        title=_("label_public_phones", default="Telephones of the centre"),
        description=_(
            "help_public_phones",
            default="One in each line. While there is none, no service page can be published.",
        ),
        value_type=schema.TextLine(constraint=possible_phone),
        required=False,
        missing_value=(),
        default=(),
    )
    whatsapp = schema.TextLine(
        title=_("label_public_whatsapp", default="WhatsApp of the centre"),
        required=False,
        constraint=possible_phone,
    )
    email = schema.TextLine(
        title=_("label_public_email", default="E-mail of the centre"),
        required=False,
        constraint=mail_address,
    )
    address = schema.TextLine(
        title=_("label_public_address", default="Address of the office"),
        description=_("help_public_address", default="Never that of a shelter."),
        required=False,
    )
    hours_id = schema.TextLine(
        title=_("label_public_hours_id", default="Hours, in Indonesian"), required=False
    )
    hours_en = schema.TextLine(
        title=_("label_public_hours_en", default="Hours, in English"), required=False
    )
    privacy_contact = schema.TextLine(
        title=_("label_public_privacy", default="E-mail of the privacy officer"),
        required=False,
        constraint=mail_address,
    )
    security_contact = schema.TextLine(
        title=_("label_public_security", default="E-mail for reports of security holes"),
        required=False,
        constraint=mail_address,
    )
    report_id = schema.TextLine(
        title=_("label_public_report_id", default="Path of the report form in Indonesian"),
        default="lapor",
        required=False,
    )
    report_en = schema.TextLine(
        title=_("label_public_report_en", default="Path of the report form in English"),
        default="en/report",
        required=False,
    )
    exit_address = schema.TextLine(
        title=_("label_public_exit", default="Where the quick exit leads"),
        description=_(
            "help_public_exit", default="A page that anybody might look up: weather, news."
        ),
        default=NEUTRAL_PLACE,
        constraint=web_address,
    )
    neutral_id = schema.TextLine(
        title=_("label_public_neutral_id", default="Neutral title of the window, in Indonesian"),
        description=_(
            "help_public_neutral",
            default="Stands in tabs and in the history of the browser instead of what the page is"
            " about. Leave it empty to show the title of the page.",
        ),
        default="Informasi layanan kota",
        required=False,
    )
    neutral_en = schema.TextLine(
        title=_("label_public_neutral_en", default="Neutral title of the window, in English"),
        default="City service information",
        required=False,
    )
    permit_number = schema.TextLine(
        title=_("label_permit_number", default="Number of the permit to collect donations"),
        description=_(
            "help_permit_number",
            default="Law 9/1961: who collects money or goods has a permit. Without one that is in"
            " force the page says that no donations are taken.",
        ),
        required=False,
    )
    permit_issuer = schema.TextLine(
        title=_("label_permit_issuer", default="Who gave the permit"), required=False
    )
    permit_from = schema.Date(title=_("label_permit_from", default="In force from"), required=False)
    permit_until = schema.Date(
        title=_("label_permit_until", default="In force until"), required=False
    )
    permit_purpose = schema.TextLine(
        title=_("label_permit_purpose", default="What is collected, and for whom"), required=False
    )


def settings():
    """Return the settings; what a site of before lacks has its default."""
    return getUtility(IRegistry).forInterface(IPublicSettings, prefix=PREFIX, check=False)


def known_phones() -> frozenset[str]:
    """Return the numbers that may stand on a page, as E.164: centre, hotlines, public partners."""
    kept = settings()
    told = [*(kept.phones or ()), kept.whatsapp or ""]
    for hotline in terms("hotlines"):
        told += [hotline.extra["dial"], f"+{hotline.extra['whatsapp']}"]
    catalog = api.portal.get_tool("portal_catalog")
    for brain in catalog.unrestrictedSearchResults(portal_type="Partner", review_state="public"):
        told.append(brain._unrestrictedGetObject().shown.get("phone", ""))
    return frozenset(filter(None, map(_number, told)))


def _number(value: str) -> str:
    try:
        return phone_number(value)
    except NotAPhoneNumber:
        return ""


def neutral_title(language: str) -> str:
    """Return the title of windows that tells nothing, '' where the centre wants none."""
    kept = settings()
    return str((kept.neutral_en if language == "en" else kept.neutral_id) or "")
