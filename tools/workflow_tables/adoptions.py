"""The workflow of an adoption file (domain.md 1f)."""

from tools.workflow_tables.states import DECIDE
from tools.workflow_tables.states import DOC
from tools.workflow_tables.states import LEAD
from tools.workflow_tables.states import leaf_state
from tools.workflow_tables.states import SUPERVISE
from tools.workflow_tables.states import WORK
from tools.workflow_tables.states import WORKER


#: In each of these states there are fields that may be written, see `adoptions.policy.WINDOWS`.
OPEN, FIXED = leaf_state(DOC, (LEAD, WORKER)), leaf_state(DOC)
#: Until the court has decided, an application is refused or withdrawn.
UNDECIDED = "application first_visit care_permit trial_care second_visit adoption_permit"

WORKFLOWS = {
    "adoption_workflow": dict(
        states={
            **dict.fromkeys((*UNDECIDED.split(), "court_order"), OPEN),
            **dict.fromkeys(("finished", "refused", "withdrawn"), FIXED),
        },
        transitions={
            "visit_first": ("application", "first_visit", WORK),
            "grant_care": ("first_visit", "care_permit", DECIDE),
            "begin_care": ("care_permit", "trial_care", WORK),
            "visit_second": ("trial_care", "second_visit", WORK),
            "grant_adoption": ("second_visit", "adoption_permit", DECIDE),
            "order": ("adoption_permit", "court_order", WORK),
            "finish": ("court_order", "finished", WORK),
            "refuse": (UNDECIDED, "refused", DECIDE),
            "withdraw": (UNDECIDED, "withdrawn", (SUPERVISE, WORK)),
        },
        guards={},
    ),
}
