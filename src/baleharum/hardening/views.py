"""The page that tells an administrator what of the hardening no longer holds."""

from baleharum import _
from baleharum.hardening.checking import fails
from baleharum.hardening.checking import Row
from baleharum.hardening.checking import rows
from functools import cached_property
from Products.Five.browser import BrowserView
from typing import Any


class SecurityCheck(BrowserView):
    """`@@security-check` at the root of the site."""

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        """The rules, what does not hold first, each as the template shows it."""
        found = sorted(rows(self.context), key=lambda row: (row.holds, not row.required, row.name))
        return [self._shown(row) for row in found]

    @property
    def fails(self) -> bool:
        """Whether something that is required does not hold."""
        return any(row["colour"] == "danger" for row in self.rows)

    def _shown(self, row: Row) -> dict[str, Any]:
        link = f"{self.context.absolute_url()}/{row.link}" if row.link else ""
        return {
            "name": row.name,
            "title": row.title,
            "remedy": row.remedy,
            "link": link,
            "holds": row.holds,
            "findings": row.findings,
            **_state(row),
        }


def _state(row: Row) -> dict[str, str]:
    if row.holds:
        return {"colour": "success", "state": _("security_holds", default="Holds")}
    if fails([row]):
        return {"colour": "danger", "state": _("security_broken", default="Does not hold")}
    return {"colour": "warning", "state": _("security_advice", default="Advice")}
