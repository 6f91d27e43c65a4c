"""What the public frame shows around a page: names, ways, languages, whom to call, a way out."""

from baleharum.cases.moments import spoken_language
from baleharum.guard.realm import in_realm
from baleharum.public.contacts import centre_contacts
from baleharum.public.contacts import hotlines
from baleharum.public.contacts import may_view
from baleharum.public.contacts import report_address
from baleharum.public.counterparts import counterpart_of
from baleharum.public.counterparts import ENGLISH
from baleharum.public.counterparts import LANGUAGES
from baleharum.public.frame.files import address
from baleharum.public.interfaces import IPublicPage
from baleharum.public.language import address_in
from baleharum.public.language import content_of
from baleharum.public.language import has_two_trees
from baleharum.public.language import view_name
from baleharum.public.settings import neutral_title
from baleharum.public.settings import settings
from functools import cached_property
from plone import api
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from urllib.parse import urlencode
from zope.component import getUtilitiesFor
from zope.component import queryMultiAdapter


#: Language -> its name as its speakers write it.
NATIVE = {"id": "Bahasa Indonesia", "en": "English"}
#: Hotlines in the bar at the top of every page.
FIRST = ("sapa", "polisi")
#: Folders and pages in the navigation at most.
WAYS = 8
#: Names of the front page itself.
FRONT = ("", "home", "index_html", "view")


class PublicFrame(BrowserView):
    """`@@public-frame`: asked by the template alone."""

    @cached_property
    def site(self):
        """The site."""
        return api.portal.get()

    @cached_property
    def content(self):
        """What the page is about; the site, where the visitor may not see that: the frame stands
        around refusals, too, and must not tell what was refused."""
        found = content_of(self.request)
        return found if may_view(found) else self.site

    @cached_property
    def language(self) -> str:
        """The language of the page."""
        return spoken_language()

    @cached_property
    def home(self):
        """The root of the tree of this language."""
        two = self.language == ENGLISH and has_two_trees()
        return self.site[ENGLISH] if two else self.site

    @cached_property
    def home_url(self) -> str:
        """The address of the front page."""
        return self.home.absolute_url()

    def static(self, name: str) -> str:
        """Return the address of a file that browsers may keep for as long as it is this one."""
        return address(self.site.absolute_url(), name)

    def name(self) -> str:
        """Return the name of the site in the language of the page."""
        if self.home is self.site:
            return str(api.portal.get_registry_record("plone.site_title", default=""))
        return str(self.home.title)

    def window_title(self) -> str:
        """Return the title of the window: the neutral one, else what the page is about."""
        if neutral := neutral_title(self.language):
            return neutral
        about = "" if self._is_home else str(self.content.Title() or "")
        return " – ".join(filter(None, (about, self.name())))

    @cached_property
    def _is_home(self) -> bool:
        return self.content in (self.site, self.home)

    def summary(self) -> str:
        """Return what stands in the head as the description of the page; '' for none."""
        return str(self.content.Description() or "")

    def ways(self) -> list[dict]:
        """Return the entries of the navigation: title, url, whether it leads to here."""
        here = f"{self.content.absolute_url()}/"
        found = api.portal.get_tool("portal_catalog")(
            path={"query": "/".join(self.home.getPhysicalPath()), "depth": 1},
            exclude_from_nav=False,
            is_default_page=False,
            review_state="published",
            sort_on="getObjPositionInParent",
        )
        return [
            {
                "title": brain.Title,
                "url": brain.getURL(),
                "current": here.startswith(f"{brain.getURL()}/"),
            }
            for brain in found[:WAYS]
        ]

    def crumbs(self) -> list[dict]:
        """Return the way from the front page to here: title, url; the page itself is the last."""
        content = self.content
        if self._is_home:
            return []
        found = queryMultiAdapter((content, self.request), name="breadcrumbs_view")
        rows = found.breadcrumbs() if found is not None else ()
        return [{"title": row["Title"], "url": row["absolute_url"]} for row in rows]

    def languages(self) -> list[dict]:
        """Return the other languages of the page: code, name, address."""
        if has_two_trees():
            return [
                {"code": code, "name": NATIVE[code], "url": self._other_side(code)}
                for code in LANGUAGES
                if code != self.language
            ]
        codes = api.portal.get_registry_record("plone.available_languages", default=())
        here = self.request.get("ACTUAL_URL", "")
        return [
            {
                "code": code,
                "name": NATIVE[code],
                "url": f"{here}?{urlencode({'set_language': code})}",
            }
            for code in NATIVE
            if code in (codes or ()) and code != self.language
        ]

    def _other_side(self, code: str) -> str:
        # A page that speaks the language of its content knows its own other side.
        told = getattr(self.request.get("PUBLISHED"), "other_language", None)
        if told and told["code"] == code:
            return str(told["url"])
        content = self.content
        if in_realm(content):
            return address_in(str(content.absolute_url()), code)
        other = None if self._is_home else counterpart_of(content)
        if other is not None and may_view(other):
            return str(other.absolute_url())
        root = self.site[ENGLISH] if code == ENGLISH else self.site
        name = view_name(self.request)
        both = (
            self._is_home
            and name not in FRONT
            and queryMultiAdapter((root, self.request), name=name)
        )
        return f"{root.absolute_url()}/@@{name}" if both else str(root.absolute_url())

    def here(self) -> str:
        """Return the address of the page, as search engines shall know it."""
        return str(self.content.absolute_url())

    def first_hotlines(self):
        """Return the numbers that stand at the top of every page."""
        return [each for each in hotlines(self.language) if each.token in FIRST]

    def all_hotlines(self):
        """Return all numbers, for the foot of the page."""
        return hotlines(self.language)

    def contacts(self):
        """Return how to reach the centre."""
        return centre_contacts(self.language)

    def report_url(self) -> str:
        """Return the address of the report form, '' while there is none."""
        return report_address(self.language)

    def exit_address(self) -> str:
        """Return where the quick exit leads."""
        return str(settings().exit_address)

    def privacy_contact(self) -> str:
        """Return the address of the privacy officer, '' for none."""
        return settings().privacy_contact or ""

    def traces_url(self) -> str:
        """Return the address of the page on traces."""
        return f"{self.home_url}/@@leave-no-trace"

    def foot(self) -> list[dict]:
        """Return the links at the foot: what stands in the folder of the site's own pages."""
        name = "about" if self.language == ENGLISH else "tentang"
        path = "/".join((*self.home.getPhysicalPath(), name))
        found = api.portal.get_tool("portal_catalog")(
            path={"query": path, "depth": 1},
            review_state="published",
            sort_on="getObjPositionInParent",
        )
        pages = [{"title": brain.Title, "url": brain.getURL()} for brain in found]
        return [*pages, *self._more()]

    def _more(self) -> list[dict]:
        """Return the pages of slices above that have something to tell."""
        return [
            {"title": page.title, "url": f"{self.home_url}/@@{name}"}
            for name, page in sorted(getUtilitiesFor(IPublicPage))
            if page.shown()
        ]

    def is_site(self) -> bool:
        """Tell whether this is the front page."""
        return self._is_home and view_name(self.request) in FRONT

    def searched(self) -> str:
        """Return what was searched for."""
        text = self.request.form.get("SearchableText", "")
        return text if isinstance(text, str) else ""


class ExitMacros(BrowserView):
    """The macros of `exit.pt`: the quick exit, for every page that visitors are shown."""

    template = ViewPageTemplateFile("exit.pt")

    @property
    def macros(self):
        """Return them."""
        return self.template.macros
