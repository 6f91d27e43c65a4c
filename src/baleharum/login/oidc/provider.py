"""The plugin with the settings of a provider, and whether people may log in there."""

from AccessControl.class_init import InitializeClass
from Acquisition import aq_base
from baleharum.login.oidc.refused import Refused
from pas.plugins.oidc import PLUGIN_ID
from pas.plugins.oidc.plugins import OIDCPlugin
from plone import api
from Products.PluggableAuthService.interfaces.plugins import IChallengePlugin
from Products.PluggableAuthService.plugins.BasePlugin import BasePlugin
from typing import Any
from urllib.parse import urlsplit
from zope.interface import classImplementsOnly
from zope.interface import implementedBy


#: Where what is sent does not leave the machine.
OF_THE_MACHINE = ("localhost", "127.0.0.1", "::1")


class Provider(OIDCPlugin):
    """`acl_users/oidc`: the settings alone. It challenges nobody, makes nobody, lets nobody in.

    It does not provide IOIDCPlugin, so none of the views of pas.plugins.oidc is there for it.
    """

    meta_type = "baleharum OpenID Connect"
    create_user = False
    create_ticket = False
    use_pkce = True
    scope = ("openid", "profile", "email")

    def challenge(self, request, response):
        """Leave it to the login page: pas.plugins.oidc makes every plugin of this id active."""
        return False

    def rememberIdentity(self, userinfo):
        """Refuse: whoever calls this has checked neither state nor nonce."""
        raise Refused("token", "rememberIdentity of pas.plugins.oidc is not used here")


InitializeClass(Provider)
classImplementsOnly(Provider, IChallengePlugin, implementedBy(BasePlugin))


def provider() -> Any:
    """Return the plugin of the site if it is set up so that people may use it, None otherwise."""
    found = api.portal.get_tool("acl_users").get(PLUGIN_ID)
    if not isinstance(aq_base(found), Provider) or trouble(found):
        return None
    return found


def trouble(plugin: Any) -> list[str]:
    """Return the settings that keep a plugin from being used."""
    missing = [name for name in ("issuer", "client_id") if not getattr(plugin, name, "")]
    if not missing and not is_secure(plugin.issuer):
        return ["issuer"]
    return missing


def is_secure(address: str) -> bool:
    """Tell whether nobody on the way can read or change what is sent to an address."""
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in OF_THE_MACHINE)
