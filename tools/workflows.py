"""Writes the workflow definitions of the default profile from the tables below.

A workflow is a few sentences (who sees, who changes, which transition leads where) and several
thousand lines of XML. The sentences are kept here; `make workflows` writes the XML, and a test
compares both, so that nobody edits one of them alone.
"""

from pathlib import Path
from xml.sax.saxutils import quoteattr

import sys


TARGET = Path(__file__).parent.parent / "src/baleharum/profiles/default/workflows"

VIEW = ("View", "Access contents information")
#: Open to somebody in stock Plone, needed by nobody inside a realm.
CLOSED = (
    "Change local roles",
    "CMFEditions: Access previous versions",
    "CMFEditions: Apply version control",
    "CMFEditions: Checkout to location",
    "CMFEditions: Revert to previous versions",
    "CMFEditions: Save new version",
    "Copy or Move",
    "Delete objects",
    "Modify view template",
    "Request review",
    "Review portal content",
    "Sharing page: Delegate roles",
)
EDIT = ("Modify portal content", "Change portal events", "plone.app.lockingbehavior: Lock")
ADD = "Add portal content"
ADD_FILE = "baleharum: Add document"
ADD_PERSON = "baleharum: Add person"
ADD_NOTE = "baleharum: Add note"
LIST = "List folder contents"
WORK = "baleharum: Work on case"
SUPERVISE = "baleharum: Supervise case"
DECIDE = "baleharum: Decide on case"
ARCHIVE = "baleharum: Archive case"

LEAD, WORKER, CLINICIAN, ADVOCATE, SUPERVISOR, READER = (
    "Case Lead",
    "Case Worker",
    "Case Clinician",
    "Case Advocate",
    "Case Supervisor",
    "Case Reader",
)
HEAD, PRIVACY, ARCHIVIST, INTAKE, STAFF = (
    "Case Head",
    "Case Privacy Officer",
    "Case Archivist",
    "Case Intake Officer",
    "Case Staff",
)
TEAM = (LEAD, WORKER, CLINICIAN, ADVOCATE, SUPERVISOR)
OVERSIGHT = (HEAD, PRIVACY)
DOC = ("Document Reader", "Document Editor", "Document Reviewer")
EDITOR, REVIEWER = "Document Editor", "Document Reviewer"


def case_state(see, edit=(), add=(), people=(), note=()):
    """Return permission -> roles of one state of a case."""
    everybody = tuple(dict.fromkeys((*add, *people, *note)))
    return {
        **dict.fromkeys(VIEW, see),
        LIST: see,
        EDIT[0]: edit,
        ADD: everybody,
        ADD_FILE: add,
        ADD_PERSON: people,
        ADD_NOTE: note,
        **dict.fromkeys(CLOSED, ()),
    }


def leaf_state(see, edit=()):
    """Return permission -> roles of one state of something inside a case."""
    return {
        **dict.fromkeys(VIEW, see),
        EDIT[0]: edit,
        ADD: (),
        **dict.fromkeys(CLOSED, ()),
    }


ACTIVE_SEE = (*TEAM, *OVERSIGHT, READER)
ACTIVE = dict(
    see=ACTIVE_SEE,
    edit=(LEAD, WORKER, SUPERVISOR),
    add=TEAM,
    people=(LEAD, WORKER),
    note=TEAM,
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
                **dict.fromkeys(VIEW, (STAFF,)),
                LIST: (STAFF,),
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

VARIABLES = {
    "action": ("Previous transition", "transition/getId|nothing", True),
    "actor": ("The ID of the user who performed the last transition", "user/getId", True),
    # Reasons stand in the timeline alone, sealed; a history of Plone is kept in the clear.
    "comments": ("Comment about the last transition", "string:", True),
    "review_history": ("Provides access to workflow history", "state_change/getHistory", False),
    "time": ("When the previous transition was performed", "state_change/getDateTime", True),
}


def exits(name, transitions):
    """Return the transitions that leave a state, in the order of the table."""
    return [t for t, (sources, _target, _p) in transitions.items() if name in sources.split()]


def state_xml(name, permissions, transitions):
    """Yield the lines of one state."""
    yield f' <state state_id="{name}" title="{name}">'
    for transition in exits(name, transitions):
        yield f'  <exit-transition transition_id="{transition}" />'
    for permission, roles in permissions.items():
        yield f'  <permission-map acquired="False" name={quoteattr(permission)}>'
        yield from (f"   <permission-role>{role}</permission-role>" for role in roles)
        yield "  </permission-map>"
    yield " </state>"


def transition_xml(name, target, permission, guard):
    """Yield the lines of one transition."""
    yield (
        f' <transition transition_id="{name}" title="{name}" new_state="{target}"'
        ' trigger="USER" before_script="" after_script="">'
    )
    url = f"%(content_url)s/@@change-state?transition={name}"
    yield f'  <action category="workflow" icon="" url={quoteattr(url)}>{name}</action>'
    yield "  <guard>"
    for one in (permission,) if isinstance(permission, str) else permission:
        yield f"   <guard-permission>{one}</guard-permission>"
    if guard:
        yield f"   <guard-expression>{guard}</guard-expression>"
    yield "  </guard>"
    yield " </transition>"


def variables_xml():
    """Yield the lines of the variables that every workflow keeps."""
    for name, (text, expression, status) in VARIABLES.items():
        catalog = "False"
        yield (
            f' <variable variable_id="{name}" for_catalog="{catalog}"'
            f' for_status="{status}" update_always="{status}">'
        )
        yield f"  <description>{text}</description>"
        yield f"  <default><expression>{expression}</expression></default>"
        viewers = "<guard-permission>View</guard-permission>" if name == "review_history" else ""
        yield f"  <guard>{viewers}</guard>"
        yield " </variable>"


def workflow_xml(name, spec):
    """Return the definition of one workflow as text."""
    states, transitions = spec["states"], spec["transitions"]
    managed = list(dict.fromkeys(p for permissions in states.values() for p in permissions))
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        "<!-- Written by tools/workflows.py: change the tables there. -->",
        f'<dc-workflow workflow_id="{name}" title="{name}" description=""',
        f'             state_variable="review_state" initial_state="{next(iter(states))}"',
        '             manager_bypass="False">',
        *(f" <permission>{permission}</permission>" for permission in managed),
    ]
    for state, permissions in states.items():
        lines.extend(state_xml(state, permissions, transitions))
    for transition, (_sources, target, permission) in transitions.items():
        guard = spec["guards"].get(transition, "")
        lines.extend(transition_xml(transition, target, permission, guard))
    lines.extend(variables_xml())
    lines.append("</dc-workflow>")
    return "\n".join(lines) + "\n"


def definitions():
    """Return path below the profile's workflows folder -> text, for every workflow."""
    return {f"{name}/definition.xml": workflow_xml(name, spec) for name, spec in WORKFLOWS.items()}


def main():
    """Write the definitions, or with --check tell which of them differ."""
    stale = []
    for name, text in definitions().items():
        path = TARGET / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
            if "--check" not in sys.argv:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
    print("\n".join(stale) or "All workflow definitions are as the tables say.")
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
