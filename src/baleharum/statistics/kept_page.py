"""The page of the kept figures of a register: what they said, what they would say now, who may read."""

from baleharum import _
from baleharum.cases.layout import full_name
from baleharum.cases.layout import full_width
from baleharum.cases.moments import moment_text
from baleharum.cases.moments import spoken_language
from baleharum.cases.storyline import SYSTEM
from baleharum.cases.team.forms import Form
from baleharum.cases.traces import shown as told
from baleharum.jobs.running import WORKER_USER
from baleharum.login.api import require_step_up
from baleharum.statistics import publishing
from baleharum.statistics import snapshots
from baleharum.statistics.asking import Asking
from baleharum.statistics.asking import PUBLISH
from baleharum.statistics.asking import VIEW
from baleharum.statistics.reports import reports_of
from baleharum.statistics.shown import shown
from baleharum.statistics.shown import Words
from baleharum.statistics.views import Drawn
from baleharum.trail.actions import LIST
from datetime import datetime
from functools import cached_property
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any


class KeptFigures(Drawn, Form):
    """`@@figures-kept` of a register; `?number=F00001` shows one snapshot."""

    template = ViewPageTemplateFile("kept.pt")
    actions = {
        "keep": (VIEW, "keep"),
        "publish": (PUBLISH, "publish"),
        "retract": (PUBLISH, "retract"),
    }

    def __call__(self) -> Any:
        full_width(self.request)
        self.words = Words(spoken_language())
        return super().__call__()

    def keep(self, form: Any) -> Any:
        """Keep what the form asks."""
        asking = Asking(self.context, self.request)
        found = snapshots.keep(self.context, asking.name, asking.question)
        return _(
            "status_figures_kept",
            default="Kept as ${number}.",
            mapping={"number": found.number},
        )

    def publish(self, form: Any) -> Any:
        """Let everybody read a snapshot."""
        require_step_up(self.request)
        publishing.publish(self.context, form.get("number", ""), form.get("name", ""))
        return _("status_figures_published", default="Published. Small numbers are kept back.")

    def retract(self, form: Any) -> Any:
        """Take it back."""
        publishing.retract(self.context, form.get("number", ""))
        return _("status_figures_retracted", default="Taken back: nobody reads it any more.")

    @cached_property
    def chosen(self) -> Any:
        """The snapshot that is shown, None for the list. Raises SnapshotRefused."""
        number = self.request.form.get("number", "")
        known = {each.number: each for each in snapshots.all_kept(self.context)}
        return known.get(number) if isinstance(number, str) else None

    def rows(self) -> list[dict[str, Any]]:
        """Return the snapshots, the newest first."""
        found = snapshots.all_kept(self.context)
        told(LIST, self.context, "figures-kept", len(found))
        return [self.row(each) for each in found]

    def row(self, found: Any) -> dict[str, Any]:
        """Return what is told of a snapshot."""
        published = publishing.published_of(self.context, found.period)
        return {
            "kept": found,
            "title": reports_of(self.context)[found.report].title,
            "url": f"{self.context.absolute_url()}/@@figures-kept?number={found.number}",
            "who": SYSTEM if found.by == WORKER_USER else full_name(found.by),
            "when": moment_text(datetime.fromisoformat(found.at), self.words.language),
            "published": published is not None and published.number == found.number,
            "publishable": publishing.is_public(found.report) and self.may(PUBLISH),
        }

    def tables(self) -> list[dict[str, Any]]:
        """Return the tables of the snapshot that is shown."""
        sheet = snapshots.sheet_of(self.context, self.chosen, self.words.language)
        return [shown(table, self.words) for table in sheet.tables]

    def problems(self) -> tuple[Any, ...]:
        """Return what was wrong with them then."""
        return snapshots.sheet_of(self.context, self.chosen, self.words.language).problems

    def differences(self) -> list[dict[str, str]]:
        """Return what the same question is answered otherwise now."""
        found = snapshots.differences(self.context, self.chosen, self.words.language)
        return [
            {
                "where": f"{each.table}: {each.row}, {each.column}",
                "then": self.words.number(each.then),
                "now": self.words.number(each.now),
            }
            for each in found
        ]

    def public_name(self) -> str:
        """Return how the centre is called for the public, unless somebody writes otherwise."""
        return str(api.portal.get_registry_record("plone.site_title", default=""))
