"""The workflows of a mandate and of a health record, and who keeps health records in a case."""

from tools.workflow_tables.states import ADD
from tools.workflow_tables.states import CLINICIAN
from tools.workflow_tables.states import DOC
from tools.workflow_tables.states import EDITOR
from tools.workflow_tables.states import LEAD
from tools.workflow_tables.states import leaf_state
from tools.workflow_tables.states import VIEW
from tools.workflow_tables.states import WORK
from tools.workflow_tables.states import WORKER


KEEP_HEALTH = "baleharum: Keep health records"

WORKFLOWS = {
    "mandate_workflow": dict(
        states={"in_force": leaf_state(DOC, (LEAD, WORKER)), "ended": leaf_state(DOC)},
        transitions={"end": ("in_force", "ended", WORK)},
        guards={},
    ),
    "health_workflow": dict(
        states={"kept": leaf_state(("Document Reader", EDITOR), (EDITOR,))},
        transitions={},
        guards={},
    ),
}


def into_cases(states) -> None:
    """Say in the states of a case that its clinicians keep health records while they see it."""
    for grants in states.values():
        clinicians = (CLINICIAN,) if CLINICIAN in grants[VIEW[0]] else ()
        grants[KEEP_HEALTH] = clinicians
        grants[ADD] = tuple(dict.fromkeys((*grants[ADD], *clinicians)))
