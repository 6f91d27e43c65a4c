"""No page outside of a realm is saved with a link into it: its readers would learn the address.

Whether there is something at the address makes no difference, or trying links would tell. For the
same reason a UID that belongs to nothing is refused like one of something in a realm, and the
refusal does not repeat the link: REST has made a UID of a path that it found.
"""

from baleharum import _
from baleharum.guard.interfaces import IRealm
from baleharum.guard.realm import in_realm
from collections.abc import Iterable
from plone.app.linkintegrity.interfaces import IRetriever
from plone.app.linkintegrity.parser import extractLinks
from plone.app.textfield.interfaces import IRichText
from plone.app.uuid.utils import uuidToObject
from plone.app.z3cform.interfaces import ILinkWidget
from typing import Any
from urllib.parse import unquote
from urllib.parse import urljoin
from urllib.parse import urlsplit
from z3c.form.validator import SimpleFieldValidator
from zExceptions import BadRequest
from zope.component import adapter
from zope.component.hooks import getSite
from zope.container.interfaces import IContainerModifiedEvent
from zope.globalrequest import getRequest
from zope.i18n import translate
from zope.i18nmessageid import Message
from zope.interface import Interface
from zope.interface import Invalid

import re


BY_UID = re.compile(r"(?:^|/)(?:@@)?(?:resolveuid|redirect-to-uuid)/([^/]+)", re.IGNORECASE)
REFUSAL = _(
    "error_link_into_register",
    default="A link on this page leads into a register, or by a UID to nothing. Whoever reads the"
    " page would learn the address of a case. Take the link out; what colleagues on a case have to"
    " know belongs into a note of the case.",
)

#: What a link of the type Link may begin with.
VARIABLE = re.compile(r"\$\{(?:navigation_root_url|portal_url)\}")


def refuse(content: Any, event: Any) -> None:
    """Subscriber for content that is added or changed, on every path. Raises BadRequest."""
    # What is filed in a container tells of itself; a site that is being made has no type yet.
    if IContainerModifiedEvent.providedBy(event) or getSite() is None or in_realm(content):
        return
    found = refusal(content, links_of(content))
    if found is not None:
        raise BadRequest(translate(found, context=getRequest()))


def links_of(content: Any) -> list[str]:
    """Return all addresses that content leads to, by its texts or as a link."""
    retriever = IRetriever(content, None)
    found = [] if retriever is None else sorted(retriever.retrieveLinks())
    return [*found, getattr(content, "remoteUrl", None) or ""]


def refusal(context: Any, links: Iterable[str]) -> Message | None:
    """Return why links may not stand on a page, None where they may.

    context: the page, or the folder that it is added to.
    """
    return REFUSAL if any(leads_in(context, link) for link in links) else None


def leads_in(context: Any, link: str) -> bool:
    """Tell whether a link leads below a realm."""
    link = VARIABLE.sub(getSite().absolute_url(), link.strip())
    match = BY_UID.search(unquote(link))
    if match:
        return _is_hidden(match[1])
    here = context.absolute_url()
    return any(passes_a_realm(path) for path in {_path(here, link), _path(f"{here}/", link)})


def _is_hidden(uid: str) -> bool:
    content = uuidToObject(uid, unrestricted=True)
    return content is None or (not IRealm.providedBy(content) and in_realm(content))


def _path(base: str, link: str) -> str:
    """Return the path below the site that a link leads to, '' for another site."""
    site = urlsplit(getSite().absolute_url())
    try:
        found = urlsplit(urljoin(base, unquote(link)))
    except ValueError:
        return ""
    if found.scheme not in ("http", "https") or found.hostname != site.hostname:
        return ""
    above = site.path.rstrip("/")
    path = found.path
    return path.removeprefix(above) if f"{path}/".startswith(f"{above}/") else path


def passes_a_realm(path: str) -> bool:
    """Tell whether a path below the site passes a realm; its own pages (`@@find`) do not count."""
    content = getSite()
    steps = [step for step in path.split("/") if step and step[0] not in "@+"]
    while steps and not IRealm.providedBy(content):
        content = content.unrestrictedTraverse(steps.pop(0), None)
        if content is None:
            return False
    return bool(steps)


class LinkChecker(SimpleFieldValidator):
    """Says it at the field, before a form saves anything."""

    def validate(self, value, force=False):
        """Raises Invalid for a link into a realm."""
        super().validate(value, force)
        if getSite() is None or in_realm(self.context):
            return
        found = refusal(self.context, self.links(value))
        if found is not None:
            raise Invalid(found)

    def links(self, value) -> list[str]:
        """Return the addresses in a value of the field."""
        raise NotImplementedError


@adapter(Interface, Interface, Interface, IRichText, Interface)
class TextChecker(LinkChecker):
    """For texts."""

    def links(self, value):
        """Return the addresses of links and pictures."""
        return list(extractLinks(getattr(value, "raw", "") or ""))


@adapter(Interface, Interface, Interface, Interface, ILinkWidget)
class AddressChecker(LinkChecker):
    """For the address of a Link."""

    def links(self, value):
        """Return the address."""
        return [value or ""]
