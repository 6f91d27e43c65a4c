"""What administrators change, in words: see `administered` in `alarms` for how an alarm holds it."""

from baleharum import _
from urllib.parse import unquote
from zope.i18n import translate


#: First word of the detail of a row -> what was changed. The tokens never change.
AREAS = {
    "settings": _("changed_settings", default="settings"),
    "permissions": _("changed_permissions", default="permissions, roles or owners"),
    "workflows": _("changed_workflows", default="workflows"),
    "addons": _("changed_addons", default="add-ons"),
    "accounts": _("changed_accounts", default="accounts, groups or what logs people in"),
    "sharing": _("changed_sharing", default="who may see or edit a page"),
    "account-made": _("changed_account_made", default="a new account"),
    "account-removed": _("changed_account_removed", default="an account removed"),
    "account-changed": _("changed_account_changed", default="the particulars of somebody else"),
    "password-set": _("changed_password_set", default="the password of somebody else"),
    "group-made": _("changed_group_made", default="a new group"),
    "group-removed": _("changed_group_removed", default="a group removed"),
    "member-added": _("changed_member_added", default="somebody put into a group"),
    "member-removed": _("changed_member_removed", default="somebody taken out of a group"),
    "factor-removed": _("changed_factor_removed", default="a second factor reset"),
}


def spoken_changes(detail: str, *, context=None, language=None) -> str:
    """Return what an alarm says was changed, with the names of pages, settings and accounts."""
    names: dict[str, list[str]] = {}
    for change in filter(None, detail.split(",")):
        what, _space, whom = change.partition(" ")
        area, _colon, name = what.partition(":")
        # Somebody stands before the group that they come into.
        about = " → ".join(filter(None, (unquote(whom), name)))
        names.setdefault(area, []).append(about)
    return "; ".join(
        _spoken(area, sorted(filter(None, set(found))), context, language)
        for area, found in names.items()
    )


def _spoken(area: str, names: list[str], context, language) -> str:
    label = translate(AREAS.get(area, area), context=context, target_language=language)
    return f"{label} ({', '.join(names)})" if names else label
