"""Puts the careful plugin in the place of the one that pas.plugins.oidc makes, and takes it back."""

from baleharum.login.oidc.provider import Provider
from baleharum.login.plugin import PLUGIN_ID as SESSIONS
from pas.plugins.oidc import PLUGIN_ID
from pas.plugins.oidc.plugins import OIDCPlugin
from plone import api


#: Profiles after which it has to be there.
INSTALLED = ("baleharum:default", "pas.plugins.oidc:default")
UNINSTALLED = "baleharum:uninstall"


def profile_imported(event) -> None:
    """Subscriber for profiles: whichever of the two packages is installed last, ours stands there."""
    name = (event.profile_id or "").removeprefix("profile-")
    if name == UNINSTALLED:
        replace(Provider, OIDCPlugin)
    elif name in INSTALLED and SESSIONS in api.portal.get_tool("acl_users").objectIds():
        replace(OIDCPlugin, Provider)


def replace(old_class, new_class) -> None:
    """Give the plugin of the site another class; what was set stays, nothing is active."""
    pas = api.portal.get_tool("acl_users")
    old = getattr(pas.get(PLUGIN_ID), "aq_base", None)
    if type(old) is not old_class:
        return
    new = new_class(PLUGIN_ID, old.title)
    for info in OIDCPlugin._properties:
        if info["id"] in vars(old):
            setattr(new, info["id"], vars(old)[info["id"]])
    pas._delObject(PLUGIN_ID)
    pas._setObject(PLUGIN_ID, new)
