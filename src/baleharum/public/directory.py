"""The public directory: who else helps, by kind and area, as far as partners are published."""

from baleharum import _
from baleharum.asked import Asked
from baleharum.cases.layout import full_width
from baleharum.cases.moments import spoken_language
from baleharum.partners.kinds import kind_label
from baleharum.partners.kinds import list_of
from baleharum.public.language import address_in
from baleharum.terms.lists import label
from baleharum.terms.lists import terms
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
    sub_districts: tuple[str, ...]
    shown: Any

    @property
    def community(self) -> bool:
        """Whether it is one of the community (PSKS)."""
        return list_of(self.kind) == "psks-kinds"


def helpers() -> list[Helper]:
    """Return the partners that everybody may know of, by name."""
    found = api.portal.get_tool("portal_catalog")(portal_type="Partner", review_state="public")
    rows = [_helper(brain, brain._unrestrictedGetObject()) for brain in found if brain.partner_kind]
    return sorted(rows, key=lambda row: row.name.casefold())


def _helper(brain: Any, partner: Any) -> Helper:
    return Helper(
        brain.Title,
        brain.getURL(),
        brain.partner_kind,
        tuple(brain.partner_areas or ()),
        tuple(partner.sub_districts or ()),
        dict(partner.shown),
    )


class PublicPartners(BrowserView):
    """`@@partners` of a front page; `?area=` keeps to one area, `?sub_district=` to one sub-district.

    Those of the community stand by sub-district: who needs one looks for the nearest.
    """

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

    @cached_property
    def sub_district(self) -> str:
        """The sub-district that is asked for, '' for all."""
        asked = Asked(self.request.form).get("sub_district", "")
        return asked if asked in self._named() else ""

    def selects(self):
        """Return the lists of the filter: name, label, options that any of them has."""
        areas = sorted({area for row in self.all for area in row.areas})
        lists = (
            ("area", AREA, "provinces-ntb", areas, self.area),
            ("sub_district", SUB_DISTRICT, "sub-districts", self._named(), self.sub_district),
        )
        return [
            {
                "name": name,
                "label": title,
                "options": [
                    {"token": t, "label": label(terms_of, t), "chosen": t == chosen} for t in tokens
                ],
            }
            for name, title, terms_of, tokens, chosen in lists
            if tokens
        ]

    def groups(self):
        """Return institutions by kind, and the community by sub-district: community, parts."""
        rows = [row for row in self.all if self._fits(row)]
        institutions = [row for row in rows if not row.community]
        community = [row for row in rows if row.community]
        parts = ((False, self._kinds(institutions)), (True, self._by_sub_district(community)))
        return [{"community": which, "parts": found} for which, found in parts if found]

    def _fits(self, row: Helper) -> bool:
        """Tell whether somebody is asked for; who names no sub-district helps in all of them."""
        here = not self.sub_district or not row.sub_districts
        return (not self.area or self.area in row.areas) and (
            here or self.sub_district in row.sub_districts
        )

    def _named(self) -> list[str]:
        """Return the sub-districts that anybody names, in the order of their list."""
        named = {token for row in self.all for token in row.sub_districts}
        return [term.token for term in terms("sub-districts") if term.token in named]

    def _kinds(self, rows):
        kinds: dict[str, list[Helper]] = {}
        for row in rows:
            kinds.setdefault(row.kind, []).append(row)
        return [{"title": kind_label(k), "rows": told(found)} for k, found in kinds.items()]

    def _by_sub_district(self, rows):
        chosen = [self.sub_district] if self.sub_district else self._named()
        parts = [
            (label("sub-districts", token), [row for row in rows if token in row.sub_districts])
            for token in chosen
        ]
        parts.append((EVERYWHERE, [row for row in rows if not row.sub_districts]))
        return [{"title": title, "rows": told(found, True)} for title, found in parts if found]


def told(rows: list[Helper], with_kind: bool = False) -> list[dict[str, Any]]:
    """Return what the page says of each: name, url, shown, kind ('' where the heading says it)."""
    return [
        {
            "name": row.name,
            "url": address_in(row.url, spoken_language()),
            "shown": row.shown,
            "kind": kind_label(row.kind) if with_kind else "",
        }
        for row in rows
    ]


AREA = _("label_partner_areas", default="Area")
SUB_DISTRICT = _("label_sub_district", default="Sub-district")
EVERYWHERE = _("public_partners_everywhere", default="In every sub-district")
