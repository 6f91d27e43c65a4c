"""The form that makes an intake box."""

from baleharum.cases.register.forms import AddRegisterForm
from plone.dexterity.browser.add import DefaultAddView


class AddBoxForm(AddRegisterForm):
    """Makes a box. Who makes it does not see it: the next step is to appoint its head."""

    portal_type = "IntakeBox"


class AddBoxView(DefaultAddView):
    """`++add++IntakeBox` of a site or folder."""

    form = AddBoxForm
