"""The form that makes a register."""

from plone import api
from plone.dexterity.browser.add import DefaultAddForm
from plone.dexterity.browser.add import DefaultAddView


class AddRegisterForm(DefaultAddForm):
    """Makes a register. Who makes it does not see it: the next step is to appoint its head."""

    portal_type = "CaseRegister"

    def add(self, object):
        """File the register, see the stock form."""
        super().add(object)
        self.immediate_view = f"{api.portal.get().absolute_url()}/@@first-head"


class AddRegisterView(DefaultAddView):
    """`++add++CaseRegister` of a site or folder."""

    form = AddRegisterForm
