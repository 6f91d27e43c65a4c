"""The workflows of a consent and of another lawful basis, and who adds them to a case."""

from tools.workflow_tables.states import ADD
from tools.workflow_tables.states import DOC
from tools.workflow_tables.states import HEAD
from tools.workflow_tables.states import LEAD
from tools.workflow_tables.states import leaf_state
from tools.workflow_tables.states import PRIVACY
from tools.workflow_tables.states import SUPERVISOR
from tools.workflow_tables.states import WORKER


ADD_CONSENT = "baleharum: Add consent"
RECORD_BASIS = "baleharum: Record basis"
TAKE = "baleharum: Take consent"
EXPIRE = "baleharum: Expire consent"
WITHDRAW = "baleharum: Withdraw consent"
END = "baleharum: End basis"

#: The social workers witness what clients and guardians agree to.
SOCIAL = (LEAD, WORKER)
#: Whatever was decided, the privacy officer reads: they answer for withdrawals.
DECIDED = leaf_state((*DOC, PRIVACY))

WORKFLOWS = {
    "consent_workflow": dict(
        states={
            "draft": leaf_state(DOC, SOCIAL),
            "in_force": DECIDED,
            "refused": DECIDED,
            "expired": DECIDED,
            "withdrawn": DECIDED,
            "replaced": DECIDED,
            "void": DECIDED,
        },
        transitions={
            "give": ("draft", "in_force", TAKE),
            "refuse": ("draft", "refused", TAKE),
            # Nobody holds this permission: they are taken by the system.
            "expire": ("in_force", "expired", EXPIRE),
            "void": ("in_force", "void", EXPIRE),
            "withdraw": ("in_force", "withdrawn", WITHDRAW),
            "replace": ("in_force", "replaced", TAKE),
        },
        guards={"replace": "python:here.restrictedTraverse('@@has-newer-consent')()"},
    ),
    "basis_workflow": dict(
        states={"recorded": DECIDED, "ended": DECIDED},
        transitions={"end": ("recorded", "ended", END)},
        guards={},
    ),
}


def into_cases(states) -> None:
    """Say in the states of a case who adds consents and bases: where people are added, and decided.

    A case on hold takes them as well: a client agrees, or a danger comes up, meanwhile.
    """
    for grants in states.values():
        worked_on = bool(grants[ADD])
        grants[ADD_CONSENT] = SOCIAL if worked_on else ()
        grants[RECORD_BASIS] = (SUPERVISOR, HEAD) if worked_on else ()
        grants[ADD] = tuple(
            dict.fromkeys((*grants[ADD], *grants[ADD_CONSENT], *grants[RECORD_BASIS]))
        )
