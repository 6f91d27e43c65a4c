"""The page, and the service, that take the targets of the minimum service standard of a year."""

from baleharum import _
from baleharum.asked import Asked
from baleharum.asked import typed_number
from baleharum.cases.layout import full_width
from baleharum.cases.moments import spoken_language
from baleharum.cases.moments import today
from baleharum.cases.team.api import Change
from baleharum.cases.team.forms import Form
from baleharum.statistics.asking import PUBLISH
from baleharum.statistics.shown import Words
from baleharum.statistics.targets import KINDS
from baleharum.statistics.targets import set_targets
from baleharum.statistics.targets import Target
from baleharum.statistics.targets import targets
from baleharum.terms.lists import label
from functools import cached_property
from plone.restapi.services import Service
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zExceptions import BadRequest


class FiguresTargets(Form):
    """`@@figures-targets?year=2026` of a register; the head writes them, who sees figures reads."""

    template = ViewPageTemplateFile("targets.pt")
    actions = {"targets": (PUBLISH, "enter")}

    def __call__(self) -> Any:
        full_width(self.request)
        return super().__call__()

    @cached_property
    def year(self) -> int:
        """The year that is asked for, this one where none is."""
        return typed_number(Asked(self.request.form).get("year", "")) or today().year

    def rows(self) -> list[dict[str, Any]]:
        """Return the kinds with what is typed or entered: token, label, number, source."""
        words = Words(spoken_language())
        return [
            {
                "token": kind,
                "label": label(KINDS, kind),
                "number": self.typed("targets", f"number-{kind}", _number(found, words)),
                "source": self.typed("targets", f"source-{kind}", found.source if found else ""),
            }
            for kind, found in targets(self.context, self.year).items()
        ]

    def writes(self) -> bool:
        """Tell whether the person enters targets."""
        return self.may(PUBLISH)

    def report_url(self) -> str:
        """Return the address of the report of the year."""
        return f"{self.context.absolute_url()}/@@figures?report=spm&period={self.year}"

    def enter(self, form: Any) -> Any:
        """Enter what was typed."""
        given = {
            kind: (form.get(f"number-{kind}", ""), form.get(f"source-{kind}", ""))
            for kind in targets(self.context, self.year)
        }
        return _(
            "status_targets",
            default="${count} targets of ${year} have changed.",
            mapping={"count": set_targets(self.context, self.year, given), "year": self.year},
        )

    def after(self) -> str:
        """Return the same year."""
        return f"{super().after()}?year={self.year}"


def _number(found: Target | None, words: Words) -> str:
    return words.number(found.number) if found else ""


def targets_json(register: Any, year: int) -> dict[str, Any]:
    """Return the targets of a year, null where there is none."""
    items = {
        kind: found._asdict() if found else None for kind, found in targets(register, year).items()
    }
    return {"@id": f"{register.absolute_url()}/@figures-targets", "year": year, "items": items}


class TargetsGet(Service):
    """GET @figures-targets?year=2026."""

    def reply(self) -> dict[str, Any]:
        """Return the targets by kind."""
        year = typed_number(Asked(self.request.form).get("year", "")) or today().year
        return targets_json(self.context, year)


class TargetsPost(Change):
    """POST @figures-targets {"year": 2026, "items": {kind: {"number": 120, "source": "…"}}}; an empty
    object takes a target away."""

    permissions = (PUBLISH,)
    plain = ("year", "items")

    def change(self, data: dict[str, Any]) -> dict[str, Any]:
        """Enter them; returns the targets of the year. Raises BadRequest."""
        year, items = data.get("year"), data.get("items")
        if type(year) is not int or not isinstance(items, dict):
            raise BadRequest('Send {"year": 2026, "items": {"lanjut-usia-telantar": {…}}}.')
        given = {}
        for kind, found in items.items():
            if not isinstance(found, dict):
                raise BadRequest("Each target is an object with number and source.")
            number, source = found.get("number", ""), found.get("source", "")
            given[kind] = (str(number or ""), source if isinstance(source, str) else "")
        set_targets(self.context, year, given)
        return targets_json(self.context, year)
