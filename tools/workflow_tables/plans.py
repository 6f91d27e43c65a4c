"""The workflows of a care plan, a case conference and a mediation; a record has that of a note."""

from tools.workflow_tables.cases import REVIEW
from tools.workflow_tables.cases import SUBMIT
from tools.workflow_tables.states import DOC
from tools.workflow_tables.states import EDITOR
from tools.workflow_tables.states import leaf_state
from tools.workflow_tables.states import SUPERVISOR


WORKFLOWS = {
    "plan_workflow": dict(
        states={
            "draft": leaf_state(DOC, (EDITOR,)),
            "submitted": leaf_state(DOC),
            "approved": leaf_state(DOC),
            "superseded": leaf_state(DOC),
        },
        transitions={
            "submit": ("draft", "submitted", SUBMIT),
            "return": ("submitted", "draft", REVIEW),
            "approve": ("submitted", "approved", REVIEW),
            "supersede": ("approved", "superseded", REVIEW),
        },
        guards={"supersede": "python:here.restrictedTraverse('@@has-successor')()"},
    ),
    "conference_workflow": dict(
        states={
            # The supervisor, who leads the conference, writes the minutes as well.
            "draft": leaf_state(DOC, (EDITOR, SUPERVISOR)),
            "approved": leaf_state(DOC),
        },
        transitions={"approve": ("draft", "approved", REVIEW)},
        guards={},
    ),
    "mediation_workflow": dict(
        states={
            "draft": leaf_state(DOC, (EDITOR,)),
            "concluded": leaf_state(DOC),
            "stopped": leaf_state(DOC),
        },
        transitions={
            "conclude": ("draft", "concluded", REVIEW),
            "stop": ("draft", "stopped", SUBMIT),
        },
        guards={},
    ),
}
