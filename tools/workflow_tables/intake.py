"""The workflows of an intake box and of a report."""

from tools.workflow_tables.states import ADD
from tools.workflow_tables.states import CLOSED
from tools.workflow_tables.states import EDIT
from tools.workflow_tables.states import HEAD
from tools.workflow_tables.states import INTAKE
from tools.workflow_tables.states import leaf_state
from tools.workflow_tables.states import LIST
from tools.workflow_tables.states import PRIVACY
from tools.workflow_tables.states import SUPERVISOR
from tools.workflow_tables.states import VIEW


ADD_REPORT = "baleharum: Add report"
WORK = "baleharum: Work on report"
REOPEN = "baleharum: Reopen report"

#: Who reads reports; head and privacy officer see the box without them.
OFFICERS = (INTAKE, SUPERVISOR)
SEE_BOX = (*OFFICERS, HEAD, PRIVACY)

WORKFLOWS = {
    "box_workflow": dict(
        states={
            "open": {
                **dict.fromkeys(VIEW, SEE_BOX),
                LIST: SEE_BOX,
                EDIT[0]: (HEAD,),
                ADD: OFFICERS,
                ADD_REPORT: OFFICERS,
                **dict.fromkeys(CLOSED, ()),
            }
        },
        transitions={},
        guards={},
    ),
    "intake_workflow": dict(
        states={
            state: leaf_state(OFFICERS)
            for state in ("received", "triage", "converted", "redirected", "dismissed")
        },
        transitions={
            "take": ("received", "triage", WORK),
            "convert": ("received triage", "converted", WORK),
            "redirect": ("received triage", "redirected", WORK),
            "dismiss": ("received triage", "dismissed", WORK),
            "reopen": ("dismissed", "triage", REOPEN),
        },
        guards={},
    ),
}
