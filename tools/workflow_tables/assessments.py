"""The workflow of an assessment."""

from tools.workflow_tables.states import DOC
from tools.workflow_tables.states import EDITOR
from tools.workflow_tables.states import leaf_state
from tools.workflow_tables.states import REVIEWER


SUBMIT = "baleharum: Submit document"
ENDORSE = "baleharum: Endorse assessment"
WHO = "python:here.restrictedTraverse('@@may-decide')('{}')"

WORKFLOWS = {
    "assessment_workflow": dict(
        states={
            "draft": leaf_state(DOC, (EDITOR,)),
            "submitted": leaf_state(DOC),
            "endorsed": leaf_state(DOC),
            "superseded": leaf_state(DOC),
            "withdrawn": leaf_state((EDITOR, REVIEWER)),
        },
        transitions={
            "submit": ("draft", "submitted", SUBMIT),
            "return": ("submitted", "draft", ENDORSE),
            "endorse": ("submitted", "endorsed", ENDORSE),
            "supersede": ("endorsed", "superseded", ENDORSE),
            "withdraw": ("draft", "withdrawn", SUBMIT),
        },
        guards={name: WHO.format(name) for name in ("return", "endorse", "supersede")},
    ),
}
