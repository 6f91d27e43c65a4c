"""Old addresses: what was moved in a realm leaves no trace that tells where it is now."""

from baleharum.guard.interfaces import IRealm
from baleharum.guard.realm import in_realm
from plone.app.redirector.browser import FourOhFourView
from plone.app.redirector.interfaces import IRedirectionStorage
from urllib.parse import urlsplit
from zope.component import queryUtility
from zope.component.hooks import getSite


def forget_old_address(content, event) -> None:
    """Take away what the redirector has just noted for something that is in a realm."""
    if event.newParent is None or event.oldParent is None or not in_realm(content):
        return
    storage = queryUtility(IRedirectionStorage)
    if storage is not None:
        storage.destroy("/".join(content.getPhysicalPath()))


def leads_into_a_realm(path: str) -> bool:
    """Tell whether a path in the database passes a realm, or ends at one."""
    content = site = getSite()
    above = "/".join(site.getPhysicalPath())
    if not f"{path}/".startswith(f"{above}/"):
        return False
    for step in path.removeprefix(above).strip("/").split("/"):
        content = content.unrestrictedTraverse(step, None) if step else content
        if content is None or IRealm.providedBy(content):
            return content is not None
    return False


class OldAddress(FourOhFourView):
    """The page for what is not there: it leads nobody into a realm, whoever noted the address."""

    def attempt_redirect(self):
        """Redirect and return True; False where no target is known or may be told."""
        if any(leads_into_a_realm(urlsplit(target).path) for target in self._targets()):
            return False
        return super().attempt_redirect()

    def _targets(self):
        """Yield where the address and what is above it have gone to."""
        storage, url = queryUtility(IRedirectionStorage), self._url()
        if storage is None or not url:
            return
        try:
            steps = self.request.physicalPathFromURL(url)
        except ValueError:
            return
        whole = "/".join(steps)
        above = ("/".join(steps[:end]) for end in range(len(steps), 1, -1))
        for old in (f"{whole}?{self.request.QUERY_STRING}", *above):
            target = storage.get(old)
            if target:
                yield target
