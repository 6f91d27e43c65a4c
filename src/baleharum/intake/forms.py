"""The form that makes an intake box."""

from baleharum.cases.register.forms import AddRegisterForm
from plone.dexterity.browser.add import DefaultAddView
from Products.Five.browser import BrowserView


class AddBoxForm(AddRegisterForm):
    """Makes a box. Who makes it does not see it: the next step is to appoint its head."""

    portal_type = "IntakeBox"


class AddBoxView(DefaultAddView):
    """`++add++IntakeBox` of a site or folder."""

    form = AddBoxForm


class AddReportView(BrowserView):
    """`++add++IntakeReport` of a box: leads to the page that asks for what a report says."""

    def __init__(self, context, request, ti):
        super().__init__(context, request)
        self.ti = ti

    def __call__(self):
        self.request.response.redirect(f"{self.context.absolute_url()}/@@enter-report")
        return ""
