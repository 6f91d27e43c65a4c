"""The workflows of a folder of programmes, of a programme, and of a batch of recipients."""

from tools.workflow_tables.states import ADD
from tools.workflow_tables.states import CLOSED
from tools.workflow_tables.states import EDIT
from tools.workflow_tables.states import HEAD
from tools.workflow_tables.states import leaf_state
from tools.workflow_tables.states import LIST
from tools.workflow_tables.states import PRIVACY
from tools.workflow_tables.states import VIEW


OPERATOR = "Case Operator"
ADD_PROGRAMME = "baleharum: Add programme"
ADD_BATCH = "baleharum: Add batch"
WORK = "baleharum: Work on batch"
DECREE = "baleharum: Decree batch"

#: Who works with recipients; the privacy officer sees the programmes without them.
KEEPERS = (OPERATOR, HEAD)
SEE = (*KEEPERS, PRIVACY)
#: States in which something is noted on a batch; which, says `programmes.policy.WINDOWS`.
NOTED = ("draft", "verification", "decreed", "distributed", "accounted")

WORKFLOWS = {
    "programme_workflow": dict(
        states={
            "open": {
                **dict.fromkeys(VIEW, SEE),
                LIST: SEE,
                EDIT[0]: KEEPERS,
                ADD: KEEPERS,
                ADD_PROGRAMME: KEEPERS,
                ADD_BATCH: (OPERATOR,),
                **dict.fromkeys(CLOSED, ()),
            }
        },
        transitions={},
        guards={},
    ),
    "activity_workflow": dict(
        states={
            "planned": leaf_state(KEEPERS, (OPERATOR,)),
            "concluded": leaf_state(KEEPERS),
            "cancelled": leaf_state(KEEPERS),
        },
        transitions={
            "conclude": ("planned", "concluded", WORK),
            "cancel": ("planned", "cancelled", WORK),
        },
        guards={},
    ),
    "batch_workflow": dict(
        states={
            **{state: leaf_state(KEEPERS, (OPERATOR,)) for state in NOTED},
            **{state: leaf_state(KEEPERS) for state in ("finished", "cancelled")},
        },
        transitions={
            "submit": ("draft", "verification", WORK),
            "return": ("verification", "draft", DECREE),
            "decree": ("verification", "decreed", DECREE),
            "distribute": ("decreed", "distributed", WORK),
            "account": ("distributed", "accounted", WORK),
            "finish": ("accounted", "finished", WORK),
            "cancel": ("draft verification decreed", "cancelled", DECREE),
        },
        guards={},
    ),
}
