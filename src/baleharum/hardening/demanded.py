"""What the product demands of a site is what its profile sets: read from the same files."""

from functools import cache
from pathlib import Path
from plone import api
from plone.registry.interfaces import IRegistry
from typing import Any
from xml.etree import ElementTree
from zope.component import getUtility

import baleharum


PROFILE = Path(baleharum.__file__).parent / "profiles" / "default"


@cache
def permissions() -> dict[str, frozenset[str]]:
    """Return permission -> roles of the site that hold it; nothing is acquired."""
    tree = ElementTree.parse(PROFILE / "rolemap.xml")  # noqa: S314 (a file of the product)
    return {
        entry.get("name", ""): frozenset(role.get("name", "") for role in entry.iter("role"))
        for entry in tree.iter("permission")
    }


@cache
def settings() -> dict[str, str]:
    """Return name of a registry record -> its value, as the profile spells it."""
    path = PROFILE / "registry" / "hardening.xml"
    tree = ElementTree.parse(path)  # noqa: S314 (a file of the product)
    return {
        entry.get("name", ""): (entry.findtext("value") or "").strip()
        for entry in tree.iter("record")
    }


def opened_permissions(site: Any) -> list[str]:
    """Return the permissions that more roles hold than the product gives them to."""
    known = {row[0] for row in site.ac_inherited_permissions(1)}
    found = []
    for permission, roles in permissions().items():
        # An optional package that brings a permission may be missing.
        if permission not in known:
            continue
        held = {row["name"] for row in site.rolesOfPermission(permission) if row["selected"]}
        surplus = sorted(held - roles)
        if site.acquiredRolesAreUsedBy(permission):
            surplus.append("(acquired)")
        if surplus:
            found.append(f"{permission}: {', '.join(surplus)}")
    return found


def changed_settings(site: Any) -> list[str]:
    """Return the settings that differ from the product's."""
    records = getUtility(IRegistry).records
    return [
        f"{name}: {records[name].value!r}"
        for name, value in settings().items()
        if name in records and _spelt(records[name].value) != value
    ]


def _spelt(value: Any) -> str:
    return "" if value is None else str(value).strip()


def mail_trouble(site: Any) -> list[str]:
    """Return what is missing for the site to send mail."""
    names = ("plone.smtp_host", "plone.email_from_address")
    return [name for name in names if not api.portal.get_registry_record(name, default=None)]
