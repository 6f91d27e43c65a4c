"""REST: what the pages of the figures show and do; `@statistics` for everybody."""

from baleharum.asked import Asked
from baleharum.cases.moments import spoken_language
from baleharum.cases.team import forbidden
from baleharum.cases.team.api import Change
from baleharum.cases.traces import shown as told
from baleharum.login.api import require_step_up
from baleharum.statistics import frozen
from baleharum.statistics import ledger
from baleharum.statistics import publishing
from baleharum.statistics import snapshots
from baleharum.statistics.asking import Asking
from baleharum.statistics.asking import PUBLISH
from baleharum.statistics.asking import VIEW
from baleharum.statistics.reports import DEFINITIONS
from baleharum.statistics.reports import question_of
from baleharum.statistics.reports import report_named
from baleharum.statistics.reports import reports_of
from baleharum.statistics.shown import Words
from baleharum.statistics.tables import Sheet
from baleharum.statistics.views import visible
from baleharum.trail.actions import LIST
from plone import api
from plone.restapi.services import Service
from typing import Any
from zExceptions import NotFound
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse


def tables_json(sheet: Sheet, language: str) -> list[dict[str, Any]]:
    """Return tables: key, title, rows and columns with keys and titles, cells row by row, notes."""
    words = Words(language)
    return [
        {
            "key": table.key,
            "title": words.text(table.title),
            "rows": [{"key": r.key, "title": words.text(r.label)} for r in table.rows],
            "columns": [{"key": c.key, "title": words.text(c.label)} for c in table.columns],
            "cells": table.numbers(),
            "notes": [words.text(note) for note in table.notes],
        }
        for table in sheet.tables
    ]


class FiguresGet(Service):
    """GET @figures?report=…&period=…&sub_district=…&split=… of a register or a folder of programmes;
    of the site of several registers, with `register=UID` once or more."""

    def reply(self) -> dict[str, Any]:
        asking = Asking(self.context, self.request)
        sheet, language = asking.certain(LIST), spoken_language()
        words, question = Words(language), asking.question
        return {
            "@id": f"{self.context.absolute_url()}/@figures?{asking.query()}",
            "report": asking.name,
            "reports": {
                name: words.text(report.title) for name, report in reports_of(self.context).items()
            },
            "definitions": DEFINITIONS,
            "period": {
                "token": question.period.token,
                "first": question.period.first.isoformat(),
                "last": question.period.last.isoformat(),
            },
            "problems": [words.text(problem) for problem in sheet.problems],
            "doubted": [brain.getId for brain in visible(sheet.doubted)],
            "tables": tables_json(sheet, language),
        }


class FiguresCasesGet(Service):
    """GET @figures-cases?…&table=…&row=…&column=…: those behind a number that the person may see."""

    def reply(self) -> dict[str, Any]:
        asking = Asking(self.context, self.request)
        sheet = asking.certain(LIST)
        found = visible(sheet.cases)
        return {
            "@id": f"{self.context.absolute_url()}/@figures-cases?{asking.query()}",
            "cases_total": len(sheet.cases),
            "items_total": len(found),
            "items": [
                {"@id": brain.getURL(), "number": brain.getId, "state": brain.review_state}
                for brain in found
            ],
        }


def kept_json(register: Any, found: snapshots.Kept) -> dict[str, Any]:
    """Return a snapshot, without what it says."""
    published = publishing.published_of(register, found.period)
    return {
        "@id": f"{register.absolute_url()}/@figures-kept/{found.number}",
        "number": found.number,
        "report": found.report,
        "period": found.period,
        "sub_district": found.sub_district,
        "split": found.split,
        "definitions": found.definitions,
        "at": found.at,
        "by": found.by,
        "sha256": found.sha256,
        "published": published is not None and published.number == found.number,
    }


@implementer(IPublishTraverse)
class KeptGet(Service):
    """GET @figures-kept: the snapshots; @figures-kept/<number>: one, with what is different now."""

    def __init__(self, context: Any, request: Any) -> None:
        super().__init__(context, request)
        self.names: list[str] = []

    def publishTraverse(self, request: Any, name: str) -> "KeptGet":  # noqa: N802 (of Zope)
        """Take the number."""
        self.names.append(name)
        return self

    def reply(self) -> dict[str, Any]:
        every = snapshots.all_kept(self.context)
        told(LIST, self.context, "figures-kept", len(every))
        if not self.names:
            items = [kept_json(self.context, each) for each in every]
            return {"@id": f"{self.context.absolute_url()}/@figures-kept", "items": items}
        found = next((each for each in every if [each.number] == self.names), None)
        if found is None:
            raise NotFound("There is no such snapshot: see GET @figures-kept.")
        language = spoken_language()
        sheet = snapshots.sheet_of(self.context, found, language)
        return {
            **kept_json(self.context, found),
            "problems": list(sheet.problems),
            "tables": tables_json(sheet, language),
            "differences": [
                each._asdict() for each in snapshots.differences(self.context, found, language)
            ],
        }


class KeptPost(Change):
    """POST @figures-kept with report, period, sub_district, split keeps figures;
    @figures-kept/<number>/publish (name) and …/retract say who may read them."""

    permissions = (VIEW,)

    def change(self, data: dict[str, Any]) -> dict[str, Any]:
        """Do it; returns the snapshot."""
        if not self.names:
            name = data.get("report") or next(iter(reports_of(self.context)))
            report_named(self.context, name)
            found = snapshots.keep(self.context, name, question_of(Asked(data)))
            return kept_json(self.context, found)
        if len(self.names) != 2 or self.names[1] not in ("publish", "retract"):
            raise NotFound("Write @figures-kept/<number>/publish or …/retract.")
        number, step = self.names
        if not api.user.has_permission(PUBLISH, obj=self.context):
            raise self.forbidden(forbidden.NOT_HERE)
        if step == "publish":
            require_step_up(self.request)
            publishing.publish(self.context, number, data.get("name", ""))
        else:
            publishing.retract(self.context, number)
        return kept_json(self.context, snapshots.kept_as(self.context, number))


class RepairGet(Service):
    """GET @figures-repair: cases whose kept figures are not what they tell now."""

    def reply(self) -> dict[str, Any]:
        return {
            "@id": f"{self.context.absolute_url()}/@figures-repair",
            "differing": ledger.differing(self.context),
        }


class RepairPost(Change):
    """POST @figures-repair: count every case anew."""

    permissions = (PUBLISH,)

    def change(self, data: dict[str, Any]) -> dict[str, Any]:
        """Do it; returns how many rows have changed."""
        return {"changed": ledger.rebuild(self.context)}


class StatisticsGet(Service):
    """GET @statistics of the site: what is published, the newest quarter first."""

    def reply(self) -> dict[str, Any]:
        language = spoken_language()
        return {
            "@id": f"{self.context.absolute_url()}/@statistics",
            "items": [
                {
                    "quarter": each.quarter,
                    "name": each.name,
                    "number": each.number,
                    "definitions": each.definitions,
                    "at": each.at,
                    "tables": tables_json(frozen.read(each.text, language), language),
                }
                for each in publishing.all_published()
            ],
        }
