"""Looks at every rule that a slice states."""

from baleharum.interfaces import ISecurityRule
from collections.abc import Iterable
from dataclasses import dataclass
from operator import itemgetter
from plone import api
from typing import Any
from zope.component import getUtilitiesFor


#: More of one kind is no news, and fills a screen.
MOST = 20


@dataclass(frozen=True)
class Row:
    """One rule and how it stands. findings: what does not hold; none where all is well."""

    name: str
    title: str
    remedy: str
    link: str
    required: bool
    findings: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether all is well."""
        return not self.findings


def rows(site: Any, without: Iterable[str] = ()) -> list[Row]:
    """Return a row for every rule, by name, as seen with the rights of an administrator.

    without: names of rules that are left out.
    """
    left_out = set(without)
    rules = sorted(getUtilitiesFor(ISecurityRule), key=itemgetter(0))
    with api.env.adopt_roles(["Manager"]):
        return [_row(name, rule, site) for name, rule in rules if name not in left_out]


def fails(found: Iterable[Row], strict: bool = False) -> bool:
    """Tell whether something required does not hold; strict: or something advised."""
    return any(not row.holds and (row.required or strict) for row in found)


def _row(name: str, rule: Any, site: Any) -> Row:
    try:
        findings = tuple(rule.check(site))
    except Exception as error:
        # What cannot be looked at does not hold; the other rules are looked at all the same.
        findings = (f"{type(error).__name__}: {error}",)
    if len(findings) > MOST:
        findings = (*findings[:MOST], f"… {len(findings) - MOST} +")
    return Row(name, rule.title, rule.remedy, rule.link, rule.required, findings)
