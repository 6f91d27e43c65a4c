"""The workflow of a referral letter (domain.md 2b)."""

from tools.workflow_tables.states import DECIDE
from tools.workflow_tables.states import DOC
from tools.workflow_tables.states import LEAD
from tools.workflow_tables.states import leaf_state
from tools.workflow_tables.states import SUPERVISE
from tools.workflow_tables.states import SUPERVISOR
from tools.workflow_tables.states import WORK
from tools.workflow_tables.states import WORKER


SEND = "baleharum: Send referral"
#: Who writes a letter, and what the partner answers.
WRITERS = (LEAD, WORKER)
#: Who hands it over, and notes what the partner says of it.
SENDERS = (LEAD, WORKER, SUPERVISOR)

#: In each state there are fields that may be written, see `referrals.policy.WINDOWS`.
WORKFLOWS = {
    "referral_workflow": dict(
        states={
            "draft": leaf_state(DOC, WRITERS),
            "submitted": leaf_state(DOC),
            "signed": leaf_state(DOC, SENDERS),
            "sent": leaf_state(DOC, SENDERS),
            "accepted": leaf_state(DOC, WRITERS),
            "refused_by_partner": leaf_state(DOC),
            "replied": leaf_state(DOC, WRITERS),
            "finished": leaf_state(DOC),
            "cancelled": leaf_state(DOC),
        },
        transitions={
            "submit": ("draft", "submitted", WORK),
            "return": ("submitted", "draft", (SUPERVISE, DECIDE)),
            "sign": ("submitted", "signed", DECIDE),
            "send": ("signed", "sent", SEND),
            "accept": ("sent", "accepted", SEND),
            "refuse": ("sent", "refused_by_partner", SEND),
            "reply": ("accepted", "replied", WORK),
            "finish": ("replied", "finished", WORK),
            "cancel": ("draft submitted signed sent", "cancelled", SUPERVISE),
        },
        guards={},
    ),
}
