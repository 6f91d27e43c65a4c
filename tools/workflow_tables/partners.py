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
#: Who has written a partner would have it as its owner: no tool of it is of use here.
TOOLBAR = "Show Toolbar"


def partner_state(see):
    """Return permission -> roles of one state of a partner."""
    return {**leaf_state(see, KEEPERS), TOOLBAR: ()}


WORKFLOWS = {
    "directory_workflow": dict(
        states={
            "open": {
                **dict.fromkeys(VIEW, (STAFF,)),
                LIST: (STAFF,),
                EDIT[0]: (HEAD,),
                ADD: KEEPERS,
                ADD_PARTNER: KEEPERS,
                **dict.fromkeys((*CLOSED, TOOLBAR), ()),
            }
        },
        transitions={},
        guards={},
    ),
    "partner_workflow": dict(
        states={
            "internal": partner_state((STAFF,)),
            "public": partner_state((STAFF, "Anonymous")),
            "inactive": partner_state((STAFF,)),
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
