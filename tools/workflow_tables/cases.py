"""The workflows of a register, a case, its documents, people and notes."""

from tools.workflow_tables.states import ADD
from tools.workflow_tables.states import ARCHIVE
from tools.workflow_tables.states import ARCHIVIST
from tools.workflow_tables.states import case_state
from tools.workflow_tables.states import CLOSED
from tools.workflow_tables.states import DATA
from tools.workflow_tables.states import DECIDE
from tools.workflow_tables.states import DOC
from tools.workflow_tables.states import EDIT
from tools.workflow_tables.states import EDITOR
from tools.workflow_tables.states import HEAD
from tools.workflow_tables.states import INTAKE
from tools.workflow_tables.states import LEAD
from tools.workflow_tables.states import leaf_state
from tools.workflow_tables.states import LIST
from tools.workflow_tables.states import OVERSIGHT
from tools.workflow_tables.states import PRIVACY
from tools.workflow_tables.states import READER
from tools.workflow_tables.states import REVIEWER
from tools.workflow_tables.states import STAFF
from tools.workflow_tables.states import SUPERVISE
from tools.workflow_tables.states import SUPERVISOR
from tools.workflow_tables.states import TEAM
from tools.workflow_tables.states import VIEW
from tools.workflow_tables.states import WORK
from tools.workflow_tables.states import WORKER


ACTIVE_SEE = (*TEAM, *OVERSIGHT, READER)
ACTIVE = dict(
    see=ACTIVE_SEE,
    edit=(LEAD, WORKER, SUPERVISOR),
    add=TEAM,
    people=(LEAD, WORKER),
    note=TEAM,
    plan=(LEAD, WORKER, SUPERVISOR),
)
#: The team has gone. What a case holds is never less open than the case itself: the catalog
#: lists a document by its own roles, so whoever reads documents there sees the case as well.
OVER_SEE = (SUPERVISOR, *OVERSIGHT, ARCHIVIST, READER)

CASE_STATES = {
    "intake": case_state(**{**ACTIVE, "see": (*ACTIVE_SEE, INTAKE)}),
    "triage": case_state(**ACTIVE),
    "assessment": case_state(**ACTIVE),
    "planning": case_state(**ACTIVE),
    "intervention": case_state(**ACTIVE),
    "monitoring": case_state(**ACTIVE),
    "referred": case_state(**ACTIVE),
    "on_hold": case_state(
        see=ACTIVE_SEE, edit=(SUPERVISOR,), add=(LEAD, WORKER, SUPERVISOR), note=TEAM
    ),
    "termination": case_state(**ACTIVE),
    "aftercare": case_state(**ACTIVE),
    "closed": case_state(see=OVER_SEE),
    "declined": case_state(see=OVER_SEE),
    "archived": case_state(see=OVER_SEE),
    "destroyed": case_state(see=OVER_SEE),
}

#: The states that a case is put on hold from, and comes back to.
HOLDABLE = (
    "intake triage assessment planning intervention monitoring referred termination aftercare"
).split()
REFERABLE = "triage assessment intervention monitoring".split()

#: transition -> (from, to, permission); domain rules that a fact must hold are requirements.
CASE_TRANSITIONS = {
    "start_triage": ("intake", "triage", WORK),
    "decline": ("intake triage", "declined", SUPERVISE),
    "emergency": ("intake triage", "intervention", (SUPERVISE, DECIDE)),
    "start_assessment": ("triage", "assessment", WORK),
    "make_plan": ("assessment", "planning", WORK),
    "return_to_assessment": ("planning", "assessment", SUPERVISE),
    "approve_plan": ("planning", "intervention", (SUPERVISE, DECIDE)),
    "start_monitoring": ("intervention", "monitoring", WORK),
    "continue_service": ("monitoring", "intervention", WORK),
    "revise_plan": ("monitoring intervention", "planning", WORK),
    "refer": (" ".join(REFERABLE), "referred", SUPERVISE),
    **{f"referral_failed_{s}": ("referred", s, WORK) for s in REFERABLE},
    "return_from_referral": ("referred", "monitoring", WORK),
    "full_handover": ("referred", "termination", SUPERVISE),
    "propose_termination": ("monitoring", "termination", WORK),
    "cancel_termination": ("termination", "monitoring", SUPERVISE),
    "start_aftercare": ("termination", "aftercare", DECIDE),
    "close": ("termination aftercare", "closed", DECIDE),
    "reopen": ("closed declined aftercare", "triage", SUPERVISE),
    "hold": (" ".join(HOLDABLE), "on_hold", SUPERVISE),
    **{f"resume_{s}": ("on_hold", s, SUPERVISE) for s in HOLDABLE},
    "archive": ("closed declined", "archived", ARCHIVE),
    "destroy": ("archived", "destroyed", ARCHIVE),
}
#: These bring a case back to where it was; a view tells which of them that is.
RETURNING = tuple(n for n in CASE_TRANSITIONS if n.startswith(("resume_", "referral_failed_")))

SUBMIT = "baleharum: Submit document"
REVIEW = "baleharum: Review document"
RESTRICT = "baleharum: Restrict processing"

WORKFLOWS = {
    "case_workflow": dict(
        states=CASE_STATES,
        transitions=CASE_TRANSITIONS,
        guards={
            name: f"python:here.restrictedTraverse('@@leads-back')({name!r})" for name in RETURNING
        },
    ),
    "case_document_workflow": dict(
        states={
            "draft": leaf_state(DOC, (EDITOR,)),
            "submitted": leaf_state(DOC),
            "returned": leaf_state(DOC, (EDITOR,)),
            "approved": leaf_state(DOC),
            "superseded": leaf_state(DOC),
            "withdrawn": leaf_state((EDITOR, REVIEWER)),
        },
        transitions={
            "submit": ("draft returned", "submitted", SUBMIT),
            "return": ("submitted", "returned", REVIEW),
            "approve": ("submitted", "approved", REVIEW),
            "withdraw": ("draft submitted returned", "withdrawn", SUBMIT),
            "withdraw_approved": ("approved", "withdrawn", REVIEW),
            "replace": ("draft submitted returned", "superseded", SUBMIT),
            "supersede": ("approved", "superseded", REVIEW),
        },
        guards=dict.fromkeys(
            ("replace", "supersede"), "python:here.restrictedTraverse('@@has-successor')()"
        ),
    ),
    "subject_workflow": dict(
        states={
            # Whoever adds people to a case keeps them right: the social workers.
            "active": {**leaf_state(DOC, (LEAD, WORKER)), RESTRICT: (SUPERVISOR,)},
            # Art. 41 of Law 27/2022: only the privacy officer and the lead still read.
            "restricted": {**leaf_state((LEAD, PRIVACY)), RESTRICT: (PRIVACY,)},
        },
        transitions={
            "restrict": ("active", "restricted", RESTRICT),
            "lift_restriction": ("restricted", "active", RESTRICT),
        },
        guards={},
    ),
    "note_workflow": dict(states={"recorded": leaf_state(DOC)}, transitions={}, guards={}),
    "register_workflow": dict(
        states={
            "open": {
                **dict.fromkeys(VIEW, (STAFF, DATA)),
                LIST: (STAFF, DATA),
                EDIT[0]: (HEAD,),
                ADD: (INTAKE, SUPERVISOR, HEAD),
                "baleharum: Add case": (INTAKE, SUPERVISOR, HEAD),
                **dict.fromkeys(CLOSED, ()),
            }
        },
        transitions={},
        guards={},
    ),
}
