"""The workflows of a house and of a stay in one (domain.md 2b)."""

from tools.workflow_tables.states import ADD
from tools.workflow_tables.states import CLOSED
from tools.workflow_tables.states import DECIDE
from tools.workflow_tables.states import DOC
from tools.workflow_tables.states import EDIT
from tools.workflow_tables.states import HEAD
from tools.workflow_tables.states import LEAD
from tools.workflow_tables.states import leaf_state
from tools.workflow_tables.states import STAFF
from tools.workflow_tables.states import SUPERVISE
from tools.workflow_tables.states import SUPERVISOR
from tools.workflow_tables.states import VIEW
from tools.workflow_tables.states import WORK
from tools.workflow_tables.states import WORKER


ADD_SHELTER = "baleharum: Add shelter"
#: Who writes a proposal, and what happens in the house.
WRITERS = (LEAD, WORKER)

#: In each of these states there are fields that may be written, see `stays.policy.WINDOWS`.
OPEN, FIXED = leaf_state(DOC, WRITERS), leaf_state(DOC)

WORKFLOWS = {
    "shelter_workflow": dict(
        states={
            "open": {
                **dict.fromkeys(VIEW, (STAFF,)),
                EDIT[0]: (SUPERVISOR, HEAD),
                ADD: (),
                **dict.fromkeys(CLOSED, ()),
            }
        },
        transitions={},
        guards={},
    ),
    "stay_workflow": dict(
        states={
            "proposed": OPEN,
            "admitted": OPEN,
            "extended": OPEN,
            "left": FIXED,
            "transferred": FIXED,
            "absconded": FIXED,
            "cancelled": FIXED,
        },
        transitions={
            "admit": ("proposed", "admitted", SUPERVISE),
            "extend": ("admitted extended", "extended", DECIDE),
            "leave": ("admitted extended", "left", WORK),
            "transfer": ("admitted extended", "transferred", WORK),
            "abscond": ("admitted extended", "absconded", WORK),
            "cancel": ("proposed", "cancelled", (SUPERVISE, WORK)),
        },
        guards={},
    ),
}


def into_registers(grants) -> None:
    """Say in the one state of a register that its head adds houses."""
    grants[ADD_SHELTER] = (HEAD,)
