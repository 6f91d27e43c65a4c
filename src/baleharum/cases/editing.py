"""Editing with care: nobody overwrites what somebody else is writing or has just written."""

from AccessControl import Unauthorized
from baleharum import _
from baleharum.asked import Asked
from baleharum.interfaces import IBaleharumLayer
from hashlib import sha256
from plone.dexterity.browser.edit import DefaultEditForm
from plone.locking.interfaces import ILockable
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from z3c.form.interfaces import ISelectWidget
from z3c.form.widget import StaticWidgetAttribute
from zope.schema import getFieldNamesInOrder
from zope.schema.interfaces import IChoice


FORM_ERRORS = _(
    "message_form_errors", default="Nothing was saved: please look at what is marked below."
)

#: What a list shows while nothing is chosen; z3c.form has no Indonesian for it.
NOT_CHOSEN = StaticWidgetAttribute(
    _("label_not_chosen", default="– not chosen –"),
    request=IBaleharumLayer,
    field=IChoice,
    widget=ISelectWidget,
)


def name_buttons(actions) -> None:
    """Name the stock buttons of a form; Plone has no Indonesian for them."""
    actions["save"].title = _("button_save_form", default="Save")
    actions["cancel"].title = _("button_cancel", default="Cancel")


class CarefulEditForm(DefaultEditForm):
    """The stock edit form of a type with locking; `schema` is that of the type.

    Plone sends who comes second away from the form, but takes what they send all the same.
    """

    template = ViewPageTemplateFile("form.pt")
    enable_form_tabbing = False
    formErrorsMessage = FORM_ERRORS

    def closed(self):
        """Return why what the form holds is not for who asks, None where it is."""
        return None

    def update(self):
        """Look first whom the form is for: its widgets are reached without the page around it."""
        if self.closed() is not None:
            raise Unauthorized("This form is not for you.")
        super().update()

    def updateActions(self):
        """Name the buttons as everywhere else."""
        super().updateActions()
        name_buttons(self.actions)

    @property
    def state_seen(self) -> str:
        """What the form was filled from, as a fingerprint of all fields."""
        values = [repr(getattr(self.context, n, None)) for n in getFieldNamesInOrder(self.schema)]
        return sha256("\n".join(values).encode()).hexdigest()[:24]

    @property
    def kept_state(self) -> str:
        """The fingerprint to send with the form: after an error still the first one."""
        return Asked(self.request.form).get("state_seen") or self.state_seen

    def extractData(self, setErrors=True):
        """Refuse everything while somebody else holds the lock, or was faster."""
        data, errors = super().extractData(setErrors)
        refusal = self._refusal()
        if refusal is None:
            return data, errors
        self.formErrorsMessage = refusal
        return data, (*errors, refusal)

    def _refusal(self):
        if not ILockable(self.context).can_safely_unlock():
            return _(
                "error_locked",
                default="Somebody else is editing this. Nothing was saved: keep what you wrote, and "
                "come back when they are done.",
            )
        if self.kept_state != self.state_seen:
            return _(
                "error_changed_meanwhile",
                default="Somebody has changed this since you opened the form. Nothing was saved: "
                "keep what you wrote, open the form again and add it.",
            )
        return None
