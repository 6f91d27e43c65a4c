"""What an installation changes in the user folder of a site, and how it is taken back."""

from baleharum.login.accounts import Accounts
from baleharum.login.plugin import KINDS
from baleharum.login.plugin import PLUGIN_ID
from baleharum.login.plugin import Sessions
from baleharum.login.plugin import SOURCE
from plone import api
from Products.PlonePAS.plugins.user import UserManager
from Products.PluggableAuthService.interfaces.plugins import IAuthenticationPlugin
from Products.PluggableAuthService.interfaces.plugins import ICredentialsResetPlugin
from Products.PluggableAuthService.interfaces.plugins import ICredentialsUpdatePlugin
from Products.PluggableAuthService.interfaces.plugins import IExtractionPlugin
from Products.PluggableAuthService.interfaces.plugins import IValidationPlugin


#: Plugins of Plone in whose place this slice stands: tickets that nobody can take back.
REPLACED = {
    "session": (
        IExtractionPlugin,
        IAuthenticationPlugin,
        ICredentialsUpdatePlugin,
        ICredentialsResetPlugin,
    ),
    "jwt_auth": (IExtractionPlugin, IAuthenticationPlugin),
    "password_policy": (IValidationPlugin,),
}
DATA = ("_user_passwords", "_login_to_userid", "_userid_to_login")


def installed(tool) -> None:
    """Put accounts and sessions in their place; doing it again changes nothing."""
    pas = api.portal.get_tool("acl_users")
    if not isinstance(pas[SOURCE].aq_base, Accounts):
        replace_source(pas, Accounts)
    if PLUGIN_ID not in pas.objectIds():
        pas._setObject(PLUGIN_ID, Sessions(PLUGIN_ID, "Sessions"))
    for kind in KINDS:
        if PLUGIN_ID not in pas.plugins.listPluginIds(kind):
            pas.plugins.activatePlugin(kind, PLUGIN_ID)
    to_the_top(pas.plugins, IExtractionPlugin)
    to_the_top(pas.plugins, ICredentialsResetPlugin)
    for name, kinds in REPLACED.items():
        for kind in kinds:
            if name in pas.plugins.listPluginIds(kind):
                pas.plugins.deactivatePlugin(kind, name)


def uninstalled(tool) -> None:
    """Let Plone's own plugins work again. Argon2id hashes verify while the package is there."""
    pas = api.portal.get_tool("acl_users")
    if PLUGIN_ID in pas.objectIds():
        pas._delObject(PLUGIN_ID)
    if isinstance(pas[SOURCE].aq_base, Accounts):
        replace_source(pas, UserManager)
    for name, kinds in REPLACED.items():
        for kind in kinds:
            if name in pas.objectIds() and name not in pas.plugins.listPluginIds(kind):
                pas.plugins.activatePlugin(kind, name)


def to_the_top(plugins, kind) -> None:
    """Let the sessions be asked first, before a password is tried or an answer broken off."""
    while plugins.listPluginIds(kind)[0] != PLUGIN_ID:
        plugins.movePluginsUp(kind, [PLUGIN_ID])


def replace_source(pas, factory) -> None:
    """Give the user source another class; its accounts and its places in all lists stay."""
    old = pas[SOURCE].aq_base
    places = {
        info["interface"]: pas.plugins.listPluginIds(info["interface"]).index(SOURCE)
        for info in pas.plugins.listPluginTypeInfo()
        if SOURCE in pas.plugins.listPluginIds(info["interface"])
    }
    new = factory(SOURCE, old.title)
    for name in DATA:
        setattr(new, name, getattr(old, name))
    pas._delObject(SOURCE)
    pas._setObject(SOURCE, new)
    for kind, place in places.items():
        pas.plugins.activatePlugin(kind, SOURCE)
        while pas.plugins.listPluginIds(kind).index(SOURCE) > place:
            pas.plugins.movePluginsUp(kind, [SOURCE])
