"""The pages of a folder of programmes and of a programme."""

from baleharum import _
from baleharum.cases.layout import full_width
from baleharum.cases.moments import spoken_language
from baleharum.programmes import listing
from baleharum.programmes import policy
from baleharum.programmes.equipment import has_equipment
from baleharum.terms.days import day_text
from baleharum.terms.lists import label
from functools import cached_property
from plone import api
from Products.Five.browser import BrowserView
from typing import Any


class Page(BrowserView):
    """What these pages share: a wide page, and amounts in words."""

    amount = staticmethod(policy.amount_text)
    points = staticmethod(policy.with_points)

    def __call__(self):
        full_width(self.request)
        return self.index()

    def may(self, permission: str) -> bool:
        """Tell whether the person has a permission here."""
        return bool(api.user.has_permission(permission, obj=self.context))


class FolderView(Page):
    """The programmes with the sums of their batches."""

    @cached_property
    def rows(self) -> list[listing.ProgrammeRow]:
        """The programmes."""
        return listing.programmes(self.context)

    def kind(self, row: Any) -> Any:
        """Return the label of the programme of a row."""
        return label("programmes", row.kind)

    def may_add(self) -> bool:
        """Tell whether the person may add a programme."""
        return self.may("baleharum: Add programme")

    def may_oversee(self) -> bool:
        """Tell whether the person may see who is appointed."""
        return self.may("baleharum: Oversee staff")


class ProgrammeView(Page):
    """A programme and its batches."""

    @cached_property
    def rows(self) -> list[listing.BatchRow]:
        """The batches, the newest first."""
        return listing.batches(self.context)

    @cached_property
    def activities(self) -> list[dict[str, Any]]:
        """The activities in words, the newest first."""
        return [
            {
                "number": row.number,
                "url": row.url,
                "kind": label("activity-kinds", row.kind),
                "state": label("activity-states", row.state),
                "attended": policy.with_points(row.attended),
                "day": day_text(row.held, spoken_language()),
            }
            for row in listing.activities(self.context)
        ]

    def facts(self) -> list[tuple[Any, Any]]:
        """Return (title, text) of what the programme says of itself."""
        return [
            (
                _("label_programme_kind", default="Programme"),
                self._label("programmes", "programme"),
            ),
            (
                _("label_programme_repeat", default="How often somebody may receive it"),
                self._label("repeat-rules", "repeat"),
            ),
        ]

    def _label(self, code_list: str, name: str) -> Any:
        return label(code_list, getattr(self.context, name))

    def state(self, row: listing.BatchRow) -> Any:
        """Return the label of the state of a batch."""
        return label("batch-states", row.state)

    def folder_url(self) -> str:
        """Return the address of the folder."""
        return self.context.__parent__.absolute_url()

    def may_add(self) -> bool:
        """Tell whether the person may begin a batch."""
        return self.may("baleharum: Add batch")

    def may_equip(self) -> bool:
        """Tell whether the person keeps the equipment of the programme."""
        return has_equipment(self.context) and self.may("baleharum: Work on batch")

    def may_edit(self) -> bool:
        """Tell whether the person may change the programme."""
        return self.may("Modify portal content")
