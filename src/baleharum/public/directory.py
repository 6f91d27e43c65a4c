"""The public directory: who else helps, by kind and area, as far as partners are published."""

from baleharum.asked import Asked
from baleharum.cases.layout import full_width
from baleharum.partners.kinds import kind_label
from baleharum.partners.kinds import list_of
from baleharum.terms.lists import label
from dataclasses import dataclass
from functools import cached_property
from plone import api
from Products.Five.browser import BrowserView
from typing import Any


@dataclass(frozen=True)
class Helper:
    """A published partner. shown: what the public may know of how to reach it, field -> text."""

    name: str
    url: str
    kind: str
    areas: tuple[str, ...]
    shown: Any

    @property
    def community(self) -> bool:
        """Whether it is one of the community (PSKS)."""
        return list_of(self.kind) == "psks-kinds"


def helpers() -> list[Helper]:
    """Return the partners that everybody may know of, by name."""
    found = api.portal.get_tool("portal_catalog")(portal_type="Partner", review_state="public")
    rows = [
        Helper(
            brain.Title,
            brain.getURL(),
            brain.partner_kind or "",
            tuple(brain.partner_areas or ()),
            dict(brain._unrestrictedGetObject().shown),
        )
        for brain in found
        if brain.partner_kind
    ]
    return sorted(rows, key=lambda row: row.name.casefold())


class PublicPartners(BrowserView):
    """`@@partners` of a front page; `?area=` keeps to one area."""

    def __call__(self):
        full_width(self.request)
        return self.index()

    @cached_property
    def all(self):
        """All published partners."""
        return helpers()

    @cached_property
    def area(self) -> str:
        """The area that is asked for, '' for all."""
        asked = Asked(self.request.form).get("area", "")
        return asked if asked in {area for row in self.all for area in row.areas} else ""

    def areas(self):
        """Return the areas that any of them works in: token, label, whether it is chosen."""
        tokens = sorted({area for row in self.all for area in row.areas})
        return [
            {"token": t, "label": label("provinces-ntb", t), "chosen": t == self.area}
            for t in tokens
        ]

    def groups(self):
        """Return institutions and community apart: community, kinds with their partners."""
        rows = [row for row in self.all if not self.area or self.area in row.areas]
        return [
            {"community": community, "kinds": kinds}
            for community in (False, True)
            if (kinds := self._kinds([row for row in rows if row.community is community]))
        ]

    def _kinds(self, rows):
        kinds: dict[str, list[Helper]] = {}
        for row in rows:
            kinds.setdefault(row.kind, []).append(row)
        return [{"title": kind_label(kind), "rows": found} for kind, found in kinds.items()]
