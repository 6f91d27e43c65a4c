"""Leaner parts of the page's frame: each computes only what it shows."""

from baleharum.cases.moments import spoken_language
from baleharum.cases.register.staff import full_names
from baleharum.public.settings import neutral_title
from functools import cached_property
from html import escape
from plone import api
from plone.app.layout.viewlets.common import LogoViewlet
from plone.app.layout.viewlets.common import PersonalBarViewlet
from plone.app.layout.viewlets.common import SiteActionsViewlet
from plone.app.layout.viewlets.common import TitleViewlet
from plone.app.layout.viewlets.common import ViewletBase
from plone.app.layout.viewlets.toolbar import ToolbarViewletManager
from plone.base.interfaces import IPloneSiteRoot
from plone.i18n.interfaces import ILanguageSchema
from plone.registry.interfaces import IRegistry
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from urllib.parse import urlencode
from zope.component import getUtility
from zope.i18n import translate


#: Language code -> its name as its speakers write it.
NATIVE = {"id": "Bahasa Indonesia", "en": "English"}


class Title(TitleViewlet):
    """The title of the window: what the page is for (`browser_title` of its view), then where.

    A view names itself by what everybody with its right may know: never by a person.
    """

    @property
    def page_title(self) -> str:
        """Return the page's own title with that of what it is about, or the latter alone."""
        about = super().page_title
        own = getattr(self.view, "browser_title", None)
        if own is None:
            return about
        own = escape(translate(own, context=self.request))
        return own if IPloneSiteRoot.providedBy(self.context) else self.sep.join([own, about])

    def update(self) -> None:
        """Put the title together, for pages of the whole site, too."""
        super().update()
        if IPloneSiteRoot.providedBy(self.context) and self.page_title != self.site_title:
            self.site_title = self.sep.join([self.page_title, self.site_title])
        if api.user.is_anonymous():
            # The door of staff stands at the foot of every public page.
            self.site_title = neutral_title(spoken_language()) or self.site_title


class Toolbar(ToolbarViewletManager):
    """The toolbar of those who build the site; others neither see it nor wait for it."""

    @cached_property
    def visible(self) -> bool:
        """Tell whether the person may see the toolbar here."""
        return self.context_state.is_toolbar_visible()

    def update(self):
        """Ask for the menus only if they are shown."""
        if self.visible:
            super().update()

    def render(self):
        """Return the toolbar or nothing."""
        return super().render() if self.visible else ""


class LogIn(PersonalBarViewlet):
    """The link to the login form, for those who are not logged in."""

    anonymous = False
    user_actions = ()

    def update(self):
        """Ask for the links only if they are shown."""
        if api.user.is_anonymous():
            super().update()


class Account(ViewletBase):
    """The person's name, and what they can do with their account."""

    def update(self):
        """Look the account up, unless the toolbar shows it or nobody is logged in."""
        super().update()
        self.actions = []
        if self.portal_state.anonymous():
            return
        state = self.context.restrictedTraverse("@@plone_context_state")
        if not state.is_toolbar_visible():
            self.actions = state.actions("user")

    def name(self):
        """Return the person's full name."""
        user_id = self.portal_state.member().getId()
        return full_names([user_id])[user_id]


class Languages(ViewletBase):
    """The switch between the languages of the site; it stays on the page and keeps its filters."""

    def languages(self):
        """Return code, name, address and whether it is the current one; none if there is no choice."""
        settings = getUtility(IRegistry).forInterface(ILanguageSchema, prefix="plone", check=False)
        codes = settings.available_languages or ()
        if len(codes) < 2 or not settings.use_cookie_negotiation:
            return []
        current = self.portal_state.language()
        return [
            {
                "code": code,
                "name": NATIVE.get(code, code),
                "url": self._address(code),
                "current": code == current,
            }
            for code in codes
        ]

    def _address(self, code):
        form = self.request.form if self.request.get("REQUEST_METHOD") == "GET" else {}
        kept = {key: value for key, value in form.items() if isinstance(value, (str, list))}
        query = urlencode({**kept, "set_language": code}, doseq=True)
        return f"{self.request.get('ACTUAL_URL', '')}?{query}"


class Logo(LogoViewlet):
    """The site's own picture if it has one; else the mark of the product and the site's name."""

    wordmark = ViewPageTemplateFile("logo.pt")

    def index(self):
        """Return the link to the first page."""
        if api.portal.get_registry_record("plone.site_logo", default=None):
            return LogoViewlet.index.__get__(self)()
        return self.wordmark()


class Footer(SiteActionsViewlet):
    """The foot of the page: whose site it is, and the links of the site."""

    def title(self):
        """Return the name of the site."""
        return api.portal.get_registry_record("plone.site_title", default="")
