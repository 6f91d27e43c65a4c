"""REST: `@transitions` and `@workflow` change states, `@timeline` tells what happened."""

from baleharum import _
from baleharum.asked import sent_text
from baleharum.cases.content import ICase
from baleharum.cases.requirements import TransitionRefused
from baleharum.cases.steps import codes
from baleharum.cases.steps import mended_at
from baleharum.cases.steps import state_label
from baleharum.cases.steps import steps
from baleharum.cases.steps import steps_of_others
from baleharum.cases.storyline import page
from baleharum.cases.timeline_view import place
from baleharum.whole import whole
from plone import api
from plone.restapi.deserializer import json_body
from plone.restapi.services import Service
from plone.restapi.services.workflow.transition import WorkflowTransition
from zExceptions import BadRequest
from zope.i18n import translate


#: What a step takes, and what stock clients send besides.
TAKEN = ("comment", "reason_code")
STOCK = ("effective", "expires", "include_children")


def missing_json(context, request, missing, transition: str) -> list[dict]:
    """Return what is missing: message, and the @id of where it is mended ('' if nowhere)."""
    form = f"{context.absolute_url()}/@@change-state?transition={transition}"
    rows = []
    for row in missing:
        place = mended_at(context, row)
        address = f"{form}{place}" if place.startswith("#") else place
        rows.append({"message": translate(row.message, context=request), "@id": address})
    return rows


class TransitionsGet(Service):
    """The steps that the person may take, each with all that it still needs.

    others: the steps onward of a case that are open for somebody else.
    """

    def reply(self):
        """Return state, title, items and others, see `_item`."""
        url = self.context.absolute_url()
        others = steps_of_others(self.context) if ICase.providedBy(self.context) else []
        return {
            "@id": f"{url}/@transitions",
            "state": api.content.get_state(self.context),
            "title": translate(state_label(self.context), context=self.request),
            "items": [self._item(step) for step in steps(self.context)],
            "others": [self._item(step) for step in others],
        }

    def _item(self, step):
        return {
            "@id": f"{self.context.absolute_url()}/@workflow/{step.id}",
            "id": step.id,
            "title": translate(step.label, context=self.request),
            "target": translate(step.target, context=self.request),
            "reason_required": step.reason,
            "reason_codes": [
                {"token": token, "title": translate(title, context=self.request)}
                for token, title in codes(step)
            ],
            "missing": missing_json(self.context, self.request, step.missing, step.id),
            "told": [translate(message, context=self.request) for message in step.told],
        }


class ChangeStateService(WorkflowTransition):
    """`POST @workflow/<transition>` with `comment` and, where GET @transitions lists some, one of
    the `reason_codes` as `reason_code`; 400 with all that is missing.

    Other than the stock service it sets no publication dates and leaves what is inside alone.
    """

    refused = None

    def recurse_transition(self, objs, comment, publication_dates, include_children=False):
        """Take the step on the context alone."""
        body = json_body(self.request)
        if unknown := sorted({*body} - {*TAKEN, *STOCK}):
            raise BadRequest(
                f"A step takes {' and '.join(f'`{n}`' for n in TAKEN)}, not"
                f" {', '.join(f'`{n}`' for n in unknown)}. What else it needs is a field, or has a"
                " service of its own."
            )
        given = {name: sent_text(body, name) for name in TAKEN}
        try:
            with whole():
                self.wftool.doActionFor(self.context, self.transition, **given)
        except TransitionRefused as refused:
            self.refused = refused
            raise

    def reply(self):
        """Return the row of the history, or the error with `missing`."""
        answer = super().reply()
        if self.refused is None and answer.get("error", {}).get("type") == "WorkflowException":
            answer["error"]["message"] = translate(self.not_open(), context=self.request)
        if self.refused is not None:
            rows = missing_json(self.context, self.request, self.refused.missing, self.transition)
            answer["error"]["type"] = "TransitionRefused"
            answer["error"]["message"] = " ".join(row["message"] for row in rows)
            answer["error"]["missing"] = rows
        elif "error" not in answer:
            answer["title"] = translate(state_label(self.context), context=self.request)
        return answer

    def not_open(self):
        """Return that the step is not open now, or not to this person, and where the others are."""
        return _(
            "error_step_closed",
            default="The step '${step}' is not open to you in the state '${state}'. GET @transitions"
            " lists the steps that are.",
            mapping={"step": self.transition, "state": state_label(self.context)},
        )


class TimelineGet(Service):
    """A page of the timeline, newest first; `?before=` and `?after=` a key page on."""

    def reply(self):
        """Return items and the addresses of the pages beside this one."""
        found = page(self.context, **place(self.request.form))
        url = f"{self.context.absolute_url()}/@timeline"
        batching = {
            name: f"{url}?{way}={key}"
            for name, way, key in (("next", "before", found.older), ("prev", "after", found.newer))
            if key is not None
        }
        return {"@id": url, "items": [self._item(row) for row in found.rows], "batching": batching}

    def _item(self, row):
        return {
            "key": str(row.key),
            "when": row.entry.when.isoformat(),
            "actor": row.entry.actor,
            "what": row.entry.what,
            "title": translate(row.sentence, context=self.request),
            "object": row.address,
            "text": translate(row.text, context=self.request),
        }
