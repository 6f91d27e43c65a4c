"""References by UID or path, from outside of a realm: what may not be seen counts as unknown.

Stock views resolve a UID for anybody and answer with the address of what it belongs to.
"""

from baleharum.guard.realm import in_realm
from baleharum.guard.realm import viewable
from plone.app.uuid.browser import RedirectToUUIDView
from plone.app.uuid.utils import uuidToObject
from plone.outputfilters.browser.resolveuid import ResolveUIDView
from plone.outputfilters.filters.resolveuid_and_caption import ResolveUIDAndCaptionFilter
from plone.restapi.services.linkintegrity.get import LinkIntegrityGet
from plone.restapi.services.relations.get import GetRelations
from zExceptions import BadRequest
from zope.component.hooks import getSite


#: A UID that nothing has.
UNKNOWN = "-"


def hidden(content) -> bool:
    """Tell whether something lies in a realm and the current person may not view it."""
    return content is not None and in_realm(content) and not viewable(content)


def visible(reference: str) -> str:
    """Return a UID or path below the site as it is, or UNKNOWN if it leads to nothing visible."""
    if reference.startswith("/"):
        content = getSite().unrestrictedTraverse(reference.lstrip("/"), None)
    else:
        content = uuidToObject(reference, unrestricted=True)
    return UNKNOWN if content is None or hidden(content) else reference


class ResolveUID(ResolveUIDView):
    """`resolveuid/<UID>`, for what the person may view."""

    def __call__(self):
        """Redirect; raises NotFound for what is unknown or hidden."""
        self.uuid = visible(self.uuid or UNKNOWN)
        return super().__call__()


class RedirectToUUID(RedirectToUUIDView):
    """`@@redirect-to-uuid/<UID>`, for what the person may view."""

    def __call__(self):
        """Redirect; raises NotFound for what is unknown or hidden."""
        self.uuid = visible(self.uuid or UNKNOWN)
        return super().__call__()


class ResolveUIDAndCaption(ResolveUIDAndCaptionFilter):
    """Links and pictures in a text: an address in a realm stays as the author typed it."""

    def resolve_link(self, href):
        """Return (object or None, path below it, query), see the stock filter."""
        content, subpath, appendix = super().resolve_link(href)
        if hidden(content):
            return None, href.removesuffix(appendix), appendix
        return content, subpath, appendix

    def resolve_image(self, src):
        """Return (image, what it belongs to, address, description), see the stock filter."""
        image, full, address, description = super().resolve_image(src)
        return (None, None, src, "") if hidden(full) else (image, full, address, description)


class Relations(GetRelations):
    """GET @relations"""

    def reply(self):
        """Return the relations; see the stock service."""
        for name in ("source", "target"):
            reference = self.request.form.get(name)
            if reference:
                self.request.form[name] = visible(str(reference))
        return super().reply()


class LinkIntegrity(LinkIntegrityGet):
    """GET @linkintegrity"""

    def reply(self):
        """Return what links to some objects. Raises BadRequest where one of them is unknown."""
        uids = self.request.form.get("uids", [])
        for uid in [uids] if isinstance(uids, str) else uids:
            if visible(uid) == UNKNOWN:
                raise BadRequest("One of these UIDs belongs to nothing. Leave it out.")
        return super().reply()
