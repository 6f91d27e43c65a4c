"""`@@public-settings`: the settings of the public side."""

from baleharum import _
from baleharum.public.settings import IPublicSettings
from baleharum.public.settings import PREFIX
from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper
from plone.app.registry.browser.controlpanel import RegistryEditForm


class PublicSettingsForm(RegistryEditForm):
    """The form; what does not fit is said at its field."""

    schema = IPublicSettings
    schema_prefix = PREFIX
    label = _("title_public_settings", default="Public pages")
    description = _(
        "help_public_settings", default="What stands on every public page, and where it leads."
    )


class PublicSettingsView(ControlPanelFormWrapper):
    """The page."""

    form = PublicSettingsForm
