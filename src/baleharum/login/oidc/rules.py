"""What the security check asks of the provider."""

from baleharum import _
from baleharum.login.oidc.provider import Provider
from baleharum.login.oidc.provider import trouble
from baleharum.secured import SecurityRule
from pas.plugins.oidc.plugins import OIDCPlugin
from plone import api
from typing import Any


def unguarded(site: Any) -> list[str]:
    """Return the plugins that let people in unchecked, and one without an https address."""
    found = []
    for plugin in api.portal.get_tool("acl_users").objectValues():
        if isinstance(plugin, OIDCPlugin) and not isinstance(plugin, Provider):
            found.append(f"{plugin.getId()} ({plugin.meta_type})")
        elif isinstance(plugin, Provider) and plugin.issuer and trouble(plugin):
            found.append(f"{plugin.getId()}: {', '.join(trouble(plugin))}")
    return found


PROVIDER = SecurityRule(
    title=_(
        "rule_oidc",
        default="Whom a provider of OpenID Connect sends is checked by this product.",
    ),
    remedy=_(
        "remedy_oidc",
        default="Remove a plugin that pas.plugins.oidc made itself and install that add-on anew;"
        " give the provider's address with https, and the client id.",
    ),
    check=unguarded,
    link="@@oidc-controlpanel",
)
