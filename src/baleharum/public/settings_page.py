"""`@@public-settings`: the settings of the public side, and the making of both front pages."""

from baleharum import _
from baleharum.public.settings import IPublicSettings
from baleharum.public.settings import PREFIX
from baleharum.public.trees import make_trees
from plone import api
from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper
from plone.app.registry.browser.controlpanel import RegistryEditForm
from z3c.form import button


class PublicSettingsForm(RegistryEditForm):
    """The form; what does not fit is said at its field."""

    schema = IPublicSettings
    schema_prefix = PREFIX
    label = _("title_public_settings", default="Public pages")
    description = _(
        "help_public_settings", default="What stands on every public page, and where it leads."
    )
    buttons = RegistryEditForm.buttons.copy()
    handlers = RegistryEditForm.handlers.copy()

    @button.buttonAndHandler(
        _("action_make_trees", default="Use the front pages of baleharum"), name="trees"
    )
    def make(self, action):
        """Give the site both front pages."""
        make_trees(api.portal.get())
        message = _(
            "message_trees_made",
            default="The site and its folder “en” begin with whom to call now. The display of"
            " either is chosen as before, in its menu.",
        )
        api.portal.show_message(message, request=self.request)
        self.request.response.redirect(api.portal.get().absolute_url())


class PublicSettingsView(ControlPanelFormWrapper):
    """The page."""

    form = PublicSettingsForm
