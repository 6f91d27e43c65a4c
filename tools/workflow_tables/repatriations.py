"""The workflow of a repatriation (domain.md 2b)."""

from tools.workflow_tables.states import DECIDE
from tools.workflow_tables.states import DOC
from tools.workflow_tables.states import LEAD
from tools.workflow_tables.states import leaf_state
from tools.workflow_tables.states import SUPERVISE
from tools.workflow_tables.states import WORK
from tools.workflow_tables.states import WORKER


#: In each of these states there are fields that may be written, see `repatriations.policy.WINDOWS`.
OPEN, FIXED = leaf_state(DOC, (LEAD, WORKER)), leaf_state(DOC)

WORKFLOWS = {
    "repatriation_workflow": dict(
        states={
            "proposed": OPEN,
            "verification": OPEN,
            "postponed": OPEN,
            "approved": OPEN,
            "travelling": OPEN,
            "handed_over": OPEN,
            "finished": FIXED,
            "cancelled": FIXED,
        },
        transitions={
            "verify": ("proposed", "verification", WORK),
            "postpone": ("verification", "postponed", (DECIDE, SUPERVISE)),
            "resume": ("postponed", "verification", WORK),
            "approve": ("verification", "approved", DECIDE),
            "depart": ("approved", "travelling", WORK),
            "hand_over": ("travelling", "handed_over", WORK),
            "finish": ("handed_over", "finished", WORK),
            "cancel": ("proposed verification postponed approved", "cancelled", SUPERVISE),
        },
        guards={},
    ),
}
