"""The workflows of the directory of partners and of a partner."""

from tools.workflow_tables.states import ADD
from tools.workflow_tables.states import CLOSED
from tools.workflow_tables.states import EDIT
from tools.workflow_tables.states import HEAD
from tools.workflow_tables.states import leaf_state
from tools.workflow_tables.states import LIST
from tools.workflow_tables.states import STAFF
from tools.workflow_tables.states import SUPERVISOR
from tools.workflow_tables.states import VIEW


MANAGE = "baleharum: Manage partners"
ADD_PARTNER = "baleharum: Add partner"
KEEPERS = (SUPERVISOR, HEAD)

WORKFLOWS = {
    "directory_workflow": dict(
        states={
            "open": {
                **dict.fromkeys(VIEW, (STAFF,)),
                LIST: (STAFF,),
                EDIT[0]: (HEAD,),
                ADD: KEEPERS,
                ADD_PARTNER: KEEPERS,
                **dict.fromkeys(CLOSED, ()),
            }
        },
        transitions={},
        guards={},
    ),
    "partner_workflow": dict(
        # Everybody reads a published partner, and nobody else who keeps it.
        history=MANAGE,
        states={
            "internal": leaf_state((STAFF,), KEEPERS),
            "public": leaf_state((STAFF, "Anonymous"), KEEPERS),
            "inactive": leaf_state((STAFF,), KEEPERS),
        },
        transitions={
            "publish": ("internal", "public", MANAGE),
            "make_internal": ("public", "internal", MANAGE),
            "deactivate": ("internal public", "inactive", MANAGE),
            "reactivate": ("inactive", "internal", MANAGE),
        },
        guards={},
    ),
}
