"""The page of the disposal lists of a register."""

from baleharum import _
from baleharum.cases.layout import full_name
from baleharum.cases.team.forms import Form
from baleharum.login.api import require_step_up
from baleharum.retention import lists
from baleharum.retention import policy
from baleharum.retention import work
from baleharum.retention.records import CLASSES
from baleharum.retention.records import people_in
from baleharum.retention.records import retention_of
from baleharum.retention.refusals import RetentionRefused
from baleharum.retention.spoken import spoken_day
from baleharum.retention.spoken import spoken_moment
from baleharum.retention.texts import off_text
from baleharum.retention.traces import disposal_shown
from baleharum.team.api import current_user_id
from baleharum.terms.lists import label
from plone.app.uuid.utils import uuidToObject
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


PREPARE = policy.PERMISSIONS["prepare"]
VIEW_DISPOSAL = "baleharum: View disposal"

NOTHING_DUE = _("error_nothing_due", default="No archived case has reached its end.")


def is_held(case) -> bool:
    """Tell whether a case is on hold."""
    return case is not None and retention_of(case).hold is not None


def others(found, rows) -> int:
    """Return how many people lose their record although another one asked for the erasure."""
    if found.cause != lists.REQUEST:
        return 0
    return sum(max(each["people"] - 1, 0) for each in rows if each["row"].open)


class Disposal(Form):
    """`@@disposal` of a register: the lists, and the step that waits for the person."""

    browser_title = _("heading_disposal", default="Disposal of cases whose time is over")

    template = ViewPageTemplateFile("disposal.pt")
    actions = {
        "propose": (PREPARE, "propose"),
        **{step: (permission, "agree") for step, permission in policy.PERMISSIONS.items()},
        "off": (VIEW_DISPOSAL, "off"),
        "carry-out": (PREPARE, "carry_out"),
    }

    def lists(self):
        """Return the lists, the newest first."""
        found = lists.lists_of(self.context)
        disposal_shown(self.context, found)
        return [self._list(each) for each in found]

    def _list(self, found):
        step = found.next_step
        rows = [self._row(row) for row in found.rows()]
        mine = any(person == current_user_id() for _step, person, _at in found.steps)
        return {
            "list": found,
            "number": found.number,
            "steps": [
                {
                    "label": policy.STEP_LABELS[name],
                    "who": full_name(who),
                    "when": spoken_moment(at),
                }
                for name, who, at in found.steps
            ],
            "rows": rows,
            "others": others(found, rows),
            "step": step if found.open and self.may(policy.PERMISSIONS.get(step, "")) else "",
            "waits": policy.STEP_LABELS.get(step, "") if found.open else "",
            "mine": mine,
            "off": [row.number for row in found.rows() if row.open],
            "carry_out": found.signed and found.open and self.may(PREPARE),
            "certificate": any(row.done for row in found.rows()),
        }

    def _row(self, row):
        case = uuidToObject(row.uid, unrestricted=True)
        return {
            "row": row,
            "class": label(CLASSES, row.retention_class),
            "due": spoken_day(row.due),
            "held": row.open and is_held(case),
            "people": people_in(case) if case is not None else 0,
            "off_by": full_name(row.off["by"]) if row.off else "",
            "reason": off_text(self.context, row),
        }

    def may(self, permission):
        """Tell whether the person holds a permission here; nobody holds none."""
        return bool(permission) and super().may(permission)

    def proposes(self) -> bool:
        """Tell whether the person may make a list."""
        return self.may(PREPARE)

    def propose(self, form):
        """Make a list of what is due today."""
        found = lists.propose(self.context)
        if found is None:
            raise RetentionRefused(NOTHING_DUE)
        return _(
            "status_list_proposed",
            default="List ${number} is made.",
            mapping={"number": found.number},
        )

    def agree(self, form):
        """Take the step that the form names."""
        require_step_up(self.request)
        found = lists.agree(self.context, form.get("list", ""), form["action"])
        return _(
            "status_list_agreed",
            default="You have agreed to list ${number}.",
            mapping={"number": found.number},
        )

    def off(self, form):
        """Take a case off."""
        row = lists.take_off(
            self.context, form.get("list", ""), form.get("case", ""), form.get("reason", "")
        )
        return _(
            "status_taken_off",
            default="${number} is taken off the list.",
            mapping={"number": row.number},
        )

    def carry_out(self, form):
        """Have the worker destroy what is on a signed list."""
        require_step_up(self.request)
        return told(begin(self.context, form.get("list", "")))


def begin(register, number: str) -> int:
    """Have the worker destroy what is open on a signed list; return how many cases.

    Raises RetentionRefused.
    """
    found = lists.list_with(register, number)
    if not found.signed:
        raise RetentionRefused(
            _("error_not_signed", default="This list does not have all three approvals yet.")
        )
    return work.carry_out(found, current_user_id()) + work.finish(register)


def told(count: int):
    """Return what is told of a destruction that begins."""
    return _(
        "status_carried_out",
        default="${count} cases are being destroyed by the worker. What is on hold stays.",
        mapping={"count": count},
    )
