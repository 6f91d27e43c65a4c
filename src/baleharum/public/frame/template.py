"""Which frame a page gets: visitors the public one, everybody else Plone's with the theme."""

from baleharum.public.language import content_of
from baleharum.public.language import DOOR
from baleharum.public.language import view_name
from plone import api
from Products.CMFPlone.browser.main_template import MainTemplate
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


#: Kinds of pages that hold no form which is posted.
READ_ONLY = frozenset(("ServicePage", "Document", "News Item", "Event"))


class PublicMainTemplate(MainTemplate):
    """`main_template` of the site."""

    public_template = ViewPageTemplateFile("main.pt")

    @property
    def template(self):
        """The template whose macro `master` is the frame."""
        if self.use_ajax or not api.user.is_anonymous() or view_name(self.request) in DOOR:
            return super().template
        # The frame is whole: there is nothing left to do for a theme, nor for columns.
        self.request.response.setHeader("X-Theme-Disabled", "true")
        self.request.set("disable_plone.leftcolumn", True)
        self.request.set("disable_plone.rightcolumn", True)
        if is_read_only(content_of(self.request)):
            self.request.response.setHeader("Referrer-Policy", "no-referrer")
        return self.public_template


def is_read_only(content) -> bool:
    """Tell whether content is a page without a form of its own, for everybody to read."""
    return getattr(content, "portal_type", "") in READ_ONLY
