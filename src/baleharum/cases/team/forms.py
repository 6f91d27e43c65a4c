"""A page whose forms are posted to itself, and which says why something was refused."""

from baleharum.asked import Asked
from baleharum.team.refusals import TeamRefused
from baleharum.whole import whole
from plone import api
from plone.protect import CheckAuthenticator
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from urllib.parse import urlencode
from zExceptions import BadRequest
from zExceptions import Unauthorized


class Parts:
    """Gives a view the macros that the templates of the team share."""

    _parts = (
        ViewPageTemplateFile("rows.pt"),
        ViewPageTemplateFile("fields.pt"),
        ViewPageTemplateFile("row_forms.pt"),
        ViewPageTemplateFile("appoint_form.pt"),
        ViewPageTemplateFile("leave_form.pt"),
    )

    @property
    def parts(self) -> dict:
        """The macros, by name."""
        found = {}
        for template in self._parts:
            macros = template.macros
            found.update((name, macros[name]) for name in macros.names)
        return found


class Form(Parts, BrowserView):
    """GET shows `template`. POST does the action that the form names, then leads to `after`.

    actions: value of the field `action` -> (permission, name of the method). A method takes
    the fields, returns what to tell the person, and raises TeamRefused: then nothing of
    it is kept, and the page is shown again with what was typed.
    """

    actions: dict[str, tuple[str, str]] = {}

    def __call__(self):
        if self.request.method == "POST":
            CheckAuthenticator(self.request)
            if self.act(Asked(self.request.form)):
                self.request.response.redirect(self.after())
                return ""
        return self.template()

    def act(self, form) -> bool:
        """Do what the form asks; False if it was refused."""
        permission, method = self.actions.get(form.get("action", ""), ("", ""))
        if not method:
            raise BadRequest("This form says nothing that the page can do.")
        if not self.may(permission):
            raise Unauthorized(method)
        try:
            with whole():
                message = getattr(self, method)(form)
        except TeamRefused as refused:
            api.portal.show_message(refused.args[0], request=self.request, type="error")
            return False
        api.portal.show_message(message, request=self.request, type="info")
        return True

    def may(self, permission: str) -> bool:
        """Tell whether the person holds a permission here."""
        return api.user.has_permission(permission, obj=self.context)

    def after(self) -> str:
        """Return the address that follows upon what was done."""
        return f"{self.context.absolute_url()}/@@{self.__name__}"

    def typed(self, action: str, name: str, default: str = "", number: int | None = None) -> str:
        """Return what was typed into a field of a refused form, the default otherwise."""
        form = Asked(self.request.form)
        same = form.get("action") == action and form.get("number") in (None, str(number))
        return form.get(name, default) if same and self.request.method == "POST" else default


def person_url(register, person: str) -> str:
    """Return the address of the page that says what a person can see."""
    return f"{register.absolute_url()}/@@person-access?{urlencode({'person': person})}"
