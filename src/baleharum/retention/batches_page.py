"""`@@batch-disposal` of a folder of programmes: batches with their class, end and tombstone."""

from baleharum import _
from baleharum.cases.layout import full_name
from baleharum.cases.layout import full_width
from baleharum.cases.moments import today
from baleharum.cases.team import forbidden
from baleharum.cases.team.api import Change
from baleharum.cases.team.forms import Form
from baleharum.cases.traces import shown
from baleharum.login.api import require_step_up
from baleharum.programmes.policy import amount_text
from baleharum.programmes.policy import with_points
from baleharum.retention import batches
from baleharum.retention import policy
from baleharum.retention.disposal import PREPARE
from baleharum.retention.disposal import VIEW_DISPOSAL
from baleharum.retention.records import retention_of
from baleharum.retention.records import schedule_of
from baleharum.retention.refusals import RetentionRefused
from baleharum.retention.spoken import spoken_day
from baleharum.retention.spoken import spoken_moment
from baleharum.team.api import current_user_id
from baleharum.terms.lists import label
from baleharum.terms.lists import term
from baleharum.terms.lists import terms
from baleharum.trail.actions import LIST
from plone import api
from plone.app.layout.viewlets import ViewletBase
from plone.restapi.services import Service
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any


STEP_LABELS = {
    "prepare": _("batch_step_prepare", default="Proposed by the operator"),
    "approve": policy.STEP_LABELS["approve"],
    "sign": policy.STEP_LABELS["sign"],
}
BUTTONS = {
    "prepare": _("button_batch_prepare", default="Propose to destroy the recipients"),
    "approve": _("button_batch_approve", default="Approve"),
    "sign": _("button_batch_sign", default="Sign, and destroy the recipients for good"),
}
NO_SUCH = _("error_no_batch", default="There is no such batch in this folder.")


class BatchDisposal(Form):
    """The page; the privacy officer, who sees no batch, reads number and counts here alone."""

    template = ViewPageTemplateFile("batch_disposal.pt")
    actions = {
        "classify": (PREPARE, "classify"),
        **{step: (permission, "agree") for step, permission in policy.PERMISSIONS.items()},
    }

    def __call__(self) -> Any:
        full_width(self.request)
        return super().__call__()

    def rows(self) -> list[dict[str, Any]]:
        """Return the batches whose work has ended: what waits first, then by their end."""
        found = [self._row(each) for each in ended(self.context)]
        shown(LIST, self.context, "batch-disposal", len(found))
        return sorted(found, key=lambda row: (not row["waits"], row["order"], row["number"]))

    def _row(self, batch: Any) -> dict[str, Any]:
        kept, end = retention_of(batch), batches.end_of(batch)
        step, chosen = batches.next_step(batch), batches.class_of(batch)
        people = {person for _step, person, _at in kept.steps}
        mine = current_user_id() in people
        return {
            "number": batch.getId(),
            "recipients": with_points(batch.recipients.count()),
            "class": label(batches.CLASSES, chosen),
            "fate": label("retention-fates", schedule_of(chosen, batches.CLASSES).fate),
            "ended": spoken_day(batches.ended_on(batch)),
            "end": spoken_day(end),
            "order": str(end or "9"),
            "waits": STEP_LABELS.get(step, ""),
            "steps": [
                {
                    "label": STEP_LABELS[name],
                    "who": full_name(person),
                    "when": spoken_moment(moment),
                }
                for name, person, moment in kept.steps
            ],
            "step": step if step and not mine and self.may(policy.PERMISSIONS[step]) else "",
            "button": BUTTONS.get(step, ""),
            "classes": self._classes(chosen) if self._classifies(kept) else [],
            "stone": self._stone(batch, kept.tombstone),
        }

    def _classifies(self, kept: Any) -> bool:
        return kept.tombstone is None and self.may(PREPARE)

    def _classes(self, chosen: str) -> list[dict[str, Any]]:
        return [
            {
                "token": each.token,
                "label": label(batches.CLASSES, each.token),
                "chosen": each.token == chosen,
            }
            for each in terms(batches.CLASSES)
        ]

    def _stone(self, batch: Any, stone: dict[str, Any] | None) -> dict[str, Any] | None:
        if stone is None:
            return None
        unit = term("programmes", stone["programme"]).extra["unit"]
        return {
            **{name: with_points(stone[name]) for name in ("recipients", "received", "returned")},
            "amount": amount_text(stone["amount"], unit),
            "paid": amount_text(stone["paid"], unit),
            "when": spoken_moment(stone["destroyed_at"]),
            "who": full_name(stone["destroyed_by"]),
            "key": spoken_moment(stone["shredded_at"]),
        }

    def classify(self, form: Any) -> Any:
        """Choose another class."""
        batches.classify(batch_named(self.context, form.get("batch", "")), form.get("class", ""))
        return _("status_batch_classified", default="The retention class is changed.")

    def agree(self, form: Any) -> Any:
        """Take the step that the form names."""
        require_step_up(self.request)
        batch = batch_named(self.context, form.get("batch", ""))
        batches.agree(batch, form["action"])
        return _(
            "status_batch_agreed",
            default="You have agreed to ${number}.",
            mapping={"number": batch.getId()},
        )


def ended(folder: Any) -> list[Any]:
    """Return the batches of a folder whose work has ended."""
    return [each for each in batches.batches_of(folder) if batches.ended_on(each) is not None]


def batch_named(folder: Any, number: str) -> Any:
    """Return a batch of a folder. Raises RetentionRefused."""
    found = next((each for each in batches.batches_of(folder) if each.getId() == number), None)
    if found is None:
        raise RetentionRefused(NO_SUCH)
    return found


class Link(ViewletBase):
    """The way to the page, from the folder."""

    def may(self) -> bool:
        """Tell whether the person may go there."""
        return bool(api.user.has_permission(VIEW_DISPOSAL, obj=self.context))


def batch_json(batch: Any) -> dict[str, Any]:
    """Return what is told of a batch; days and moments in ISO."""
    kept, end = retention_of(batch), batches.end_of(batch)
    stone = kept.tombstone
    return {
        "number": batch.getId(),
        "retention_class": batches.class_of(batch),
        "ended_on": str(batches.ended_on(batch)),
        "end": end.isoformat() if end else None,
        "due": batches.is_due(batch, today()),
        "steps": [[name, person, moment.isoformat()] for name, person, moment in kept.steps],
        "waits_for": batches.next_step(batch) or None,
        "tombstone": None
        if stone is None
        else {
            name: value if isinstance(value, int) else str(value) for name, value in stone.items()
        },
    }


class BatchDisposalGet(Service):
    """GET @batch-disposal of a folder of programmes: the batches whose work has ended."""

    def reply(self) -> dict[str, Any]:
        """Return them."""
        items = [batch_json(each) for each in ended(self.context)]
        shown(LIST, self.context, "batch-disposal", len(items))
        return {"@id": f"{self.context.absolute_url()}/@batch-disposal", "items": items}


class BatchDisposalPost(Change):
    """POST @batch-disposal {"batch": number, "action": "classify", "class": token}, or with the action
    prepare, approve or sign."""

    permissions = (VIEW_DISPOSAL,)

    def change(self, data: dict[str, Any]) -> dict[str, Any]:
        """Do it; returns the batch. Raises RetentionRefused."""
        action = data.get("action", "")
        permission = {"classify": PREPARE, **policy.PERMISSIONS}.get(action)
        if permission is None or not api.user.has_permission(permission, obj=self.context):
            raise self.forbidden(forbidden.NOT_HERE)
        batch = batch_named(self.context, data.get("batch", ""))
        if action == "classify":
            batches.classify(batch, data.get("class", ""))
        else:
            require_step_up(self.request)
            batches.agree(batch, action)
        return batch_json(batch)
