"""The page on which the head writes the notice and says how long consents hold."""

from baleharum import _
from baleharum.cases.layout import full_width
from baleharum.cases.team.api import Change
from baleharum.cases.team.forms import Form
from baleharum.consents import settings
from plone.restapi.services import Service
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zExceptions import BadRequest


SET_NOTICE = "baleharum: Set consent notice"


class ConsentSettings(Form):
    """`@@consent-settings` of a register."""

    template = ViewPageTemplateFile("settings.pt")
    actions = {"save": (SET_NOTICE, "save")}

    def __call__(self):
        full_width(self.request)
        return super().__call__()

    def save(self, form):
        """Keep the settings."""
        months = form.get("months", "").strip()
        settings.save(
            int(months) if months.isdecimal() and len(months) < 4 else 0,
            form.get("notice_id", ""),
            form.get("notice_en", ""),
        )
        return _(
            "status_consent_settings",
            default="Saved. Consents that were given keep the notice that was explained then.",
        )

    def kept(self):
        """Return the settings: what was typed and refused, or else what is kept."""
        known = settings.notice()
        return {
            "version": known.version,
            "months": self.typed("save", "months", str(settings.months())),
            "id": self.typed("save", "notice_id", known.id),
            "en": self.typed("save", "notice_en", known.en),
        }


def as_json(register) -> dict:
    """Return the settings as JSON."""
    known = settings.notice()
    return {
        "@id": f"{register.absolute_url()}/@consent-settings",
        "months": settings.months(),
        "notice_version": known.version,
        "notice_id": known.id,
        "notice_en": known.en,
    }


class SettingsGet(Service):
    """GET @consent-settings of a register."""

    def reply(self):
        """Return months, notice_version, notice_id and notice_en."""
        return as_json(self.context)


class SettingsPatch(Change):
    """PATCH @consent-settings: months (a number), notice_id, notice_en; what is left out stays."""

    permissions = (SET_NOTICE,)
    plain = ("months",)

    def change(self, data):
        """Keep them; answers all settings."""
        known = settings.notice()
        months = data.get("months", settings.months())
        if type(months) is not int:
            raise BadRequest('Send `months` as a number: {"months": 12}.')
        settings.save(months, data.get("notice_id", known.id), data.get("notice_en", known.en))
        return as_json(self.context)
