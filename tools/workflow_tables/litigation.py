"""The workflows of a court procedure, a litigation file and a release to advocates, and who adds
them to a case."""

from tools.workflow_tables.states import ADD
from tools.workflow_tables.states import ADVOCATE
from tools.workflow_tables.states import DOC
from tools.workflow_tables.states import EDITOR
from tools.workflow_tables.states import LEAD
from tools.workflow_tables.states import leaf_state
from tools.workflow_tables.states import SUPERVISOR


ADD_FILE = "baleharum: Add litigation file"
ASK = "baleharum: Ask for release"
KEEP = "baleharum: Keep pseudonyms"
PREPARE = "baleharum: Prepare litigation file"
CHECK = "baleharum: Check litigation file"
BIND = "baleharum: Bind litigation file"
RELEASE = "baleharum: Release to advocates"

#: In each of these states there are fields that may be written, see `litigation.policy.WINDOWS`.
OPEN, FIXED = leaf_state(DOC, (EDITOR,)), leaf_state(DOC)

#: The stages in which a procedure goes on: its facts are written down as they come.
LIVE = "preparation report investigation prosecution trial judgment appeal execution diversion"
LEADS = "python:here.restrictedTraverse('@@diversion-leads')({0!r})"

WORKFLOWS = {
    "litigation_workflow": dict(
        states={
            **dict.fromkeys(LIVE.split(), OPEN),
            "finished": FIXED,
            "discontinued": FIXED,
        },
        transitions={
            "report": ("preparation", "report", PREPARE),
            "investigate": ("report", "investigation", PREPARE),
            "prosecute": ("investigation", "prosecution", PREPARE),
            "open_trial": ("prosecution", "trial", PREPARE),
            "give_judgment": ("trial", "judgment", PREPARE),
            "appeal": ("judgment", "appeal", PREPARE),
            "execute": ("judgment appeal", "execution", PREPARE),
            "complete": ("execution", "finished", PREPARE),
            "divert": ("investigation prosecution trial", "diversion", PREPARE),
            "agree_diversion": ("diversion", "finished", PREPARE),
            # Which of the two is offered follows from where the diversion began.
            "diversion_failed_prosecution": ("diversion", "prosecution", PREPARE),
            "diversion_failed_trial": ("diversion", "trial", PREPARE),
            "discontinue": (LIVE, "discontinued", PREPARE),
        },
        guards={
            name: LEADS.format(name)
            for name in ("divert", "diversion_failed_prosecution", "diversion_failed_trial")
        },
    ),
    "bundle_workflow": dict(
        states={
            "draft": OPEN,
            "checking": FIXED,
            "approved": FIXED,
            "exported": OPEN,
            "filed": OPEN,
            "served": FIXED,
            "closed": FIXED,
        },
        transitions={
            "submit": ("draft", "checking", PREPARE),
            "return": ("checking approved", "draft", CHECK),
            "approve": ("checking", "approved", CHECK),
            # Nobody holds this permission: it is taken by the worker, with the bundle.
            "export": ("approved", "exported", BIND),
            "file": ("exported", "filed", PREPARE),
            "serve": ("filed", "served", PREPARE),
            "end": ("draft checking approved exported filed served", "closed", PREPARE),
        },
        guards={},
    ),
    "release_workflow": dict(
        states={
            "requested": leaf_state(DOC, (LEAD, SUPERVISOR)),
            "released": leaf_state(DOC),
            "refused": leaf_state(DOC),
            "withdrawn": leaf_state(DOC),
        },
        transitions={
            "release": ("requested", "released", RELEASE),
            "refuse": ("requested", "refused", RELEASE),
            "withdraw": ("released", "withdrawn", RELEASE),
        },
        guards={},
    ),
}


def into_cases(states) -> None:
    """Say in the states of a case that its advocates add files and ask for documents: where notes
    are written, also on hold, as the days of a court go on. They and its lead say what people are
    called where their names are replaced."""
    for grants in states.values():
        advocates = (ADVOCATE,) if ADVOCATE in grants[ADD] else ()
        grants[ADD_FILE] = grants[ASK] = advocates
        # The lead answers for who is called what, in a case that has an advocate or none.
        grants[KEEP] = (LEAD, *advocates) if advocates else ()
