"""What machines ask for: robots.txt, the list of public pages, whom to tell of a security hole."""

from baleharum.public.counterparts import ENGLISH
from baleharum.public.language import has_two_trees
from baleharum.public.listing import published
from baleharum.public.searching import KINDS
from baleharum.public.settings import settings
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from plone import api
from Products.Five.browser import BrowserView
from xml.sax.saxutils import escape
from zExceptions import NotFound
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse


#: How long what security.txt says holds: less than a year (RFC 9116, 2.5.5).
HOLDS = timedelta(days=180)
#: Paths that no machine has any use for.
CLOSED = ("/login", "/@@", "/*/@@", "/*?")
XML = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{}</urlset>\n'
)


class Robots(BrowserView):
    """`robots.txt`: public pages may be read, and where their list is."""

    def __call__(self):
        """Return the text. No path of a register stands in it: that would tell where they are."""
        self.request.response.setHeader("Content-Type", "text/plain; charset=utf-8")
        lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED)]
        return "\n".join([*lines, f"Sitemap: {api.portal.get().absolute_url()}/sitemap.xml", ""])


class PublicPages(BrowserView):
    """`sitemap.xml`: the published public pages of both trees, as everybody may read them."""

    def __call__(self):
        """Return the list, the same for whoever asks."""
        self.request.response.setHeader("Content-Type", "application/xml; charset=utf-8")
        rows = "".join(f"<url><loc>{escape(url)}</loc></url>\n" for url in self.addresses())
        return XML.format(rows)

    def addresses(self) -> list[str]:
        """Return the addresses, the front pages first."""
        site = api.portal.get()
        homes = [site, site[ENGLISH]] if has_two_trees() else [site]
        pages = [b.getURL() for h in homes for b in published(h, KINDS) if open_to_all(b)]
        return [*(home.absolute_url() for home in homes), *sorted(pages)]


def open_to_all(brain) -> bool:
    """Tell whether everybody may read something."""
    catalog = api.portal.get_tool("portal_catalog")
    roles = catalog.getIndexDataForRID(brain.getRID()).get("allowedRolesAndUsers", ())
    return "Anonymous" in roles


class SecurityText(BrowserView):
    """`.well-known/security.txt` (RFC 9116), while the settings name a contact."""

    def __call__(self):
        """Return the text. Raises NotFound without a contact."""
        contact = settings().security_contact
        if not contact:
            raise NotFound("security.txt")
        self.request.response.setHeader("Content-Type", "text/plain; charset=utf-8")
        until = (datetime.now(UTC) + HOLDS).replace(hour=0, minute=0, second=0, microsecond=0)
        address = f"{api.portal.get().absolute_url()}/.well-known/security.txt"
        lines = [
            f"Contact: mailto:{contact}",
            f"Expires: {until.isoformat().replace('+00:00', 'Z')}",
            "Preferred-Languages: id, en",
            f"Canonical: {address}",
            "",
        ]
        return "\n".join(lines)


@implementer(IPublishTraverse)
class WellKnown(BrowserView):
    """`.well-known` of the site: what is traversed below it."""

    def publishTraverse(self, request, name):  # noqa: N802 (of Zope)
        """Return the text that is asked for. Raises NotFound for all else."""
        if name != "security.txt":
            raise NotFound(name)
        return SecurityText(self.context, request)

    def __call__(self):
        """There is no list of what is here. Raises NotFound."""
        raise NotFound(".well-known")
