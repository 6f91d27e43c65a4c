"""The stages of a court procedure, and what bars a way through them.

Pure functions. domain.md 2b is the table; docs/advocates.md is the manual.
"""

from collections.abc import Sequence
from itertools import pairwise


WORKFLOW = "litigation_workflow"

#: The procedure goes on: its facts are written down as they come.
LIVE = (
    "preparation",
    "report",
    "investigation",
    "prosecution",
    "trial",
    "judgment",
    "appeal",
    "execution",
    "diversion",
)
OVER = ("finished", "discontinued")

#: The child of whom an offence is alleged: for nobody else there is a diversion.
CHILD = "anak-konflik"
#: Those to whom the offence was done.
VICTIMS = ("anak-korban", "korban")
SEXUAL = "seksual"
#: A diversion is for offences threatened with less than this (art. 7(2) of Law 11/2012).
DIVERTIBLE_YEARS = 7

#: Stage in which a diversion began -> stage that follows when it fails.
FAILS_TO = {"investigation": "prosecution", "prosecution": "trial", "trial": "trial"}
#: Steps that go on after a diversion has failed -> where they lead.
FAILURES = {"diversion_failed_prosecution": "prosecution", "diversion_failed_trial": "trial"}

#: Why a procedure is discontinued: an order of the police or prosecutor, the client's note, a
#: settlement.
ORDER, NOTE, SETTLEMENT = "sp3", "permintaan-klien", "damai"


def stage_diverted(history: Sequence[dict]) -> str:
    """Return the stage from which a procedure was diverted last, '' if it never was.

    history: rows of the workflow, oldest first, each with action and review_state.
    """
    found = ""
    for before, row in pairwise(history):
        if row["action"] == "divert":
            found = str(before["review_state"])
    return found


#: State of a procedure -> stage of the list `abh-stages`; what is in neither is before or after.
CHILD_STAGES = {
    "investigation": "penyidikan",
    "prosecution": "penuntutan",
    "trial": "persidangan",
    "judgment": "putusan",
    "appeal": "putusan",
    "execution": "pelaksanaan",
}
#: Stage that a diversion interrupts -> its own stage of that list.
CHILD_DIVERSIONS = {
    "investigation": "diversi-penyidikan",
    "prosecution": "diversi-penuntutan",
    "trial": "diversi-pengadilan",
}
BEFORE, AFTER = "before", "over"


def child_stage(history: Sequence[dict]) -> str:
    """Return the stage in which the procedure of a child stands at the end of its history: a token
    of `abh-stages`, BEFORE until an investigation begins, AFTER once it is over.

    >>> rows = [{"action": None, "review_state": state} for state in ("preparation", "trial")]
    >>> child_stage(rows[:1]), child_stage(rows)
    ('before', 'persidangan')
    >>> child_stage([*rows, {"action": "divert", "review_state": "diversion"}])
    'diversi-pengadilan'
    """
    state = str(history[-1]["review_state"])
    if state == "diversion":
        return CHILD_DIVERSIONS[stage_diverted(history)]
    return CHILD_STAGES.get(state, AFTER if state in OVER else BEFORE)


def fails_here(transition: str, history: Sequence[dict]) -> bool:
    """Tell whether a step after a failed diversion leads to the stage that follows."""
    return FAILS_TO.get(stage_diverted(history)) == FAILURES.get(transition, "-")


def bars_settlement(offence: str, role: str, sexual_case: bool) -> bool:
    """Tell whether no settlement ends a procedure: for sexual violence there is none outside of the
    court (art. 23 of Law 12/2022), whatever the offence is called in a case of a victim of it.

    >>> bars_settlement("seksual", "korban", False), bars_settlement("lain", "korban", True)
    (True, True)
    >>> bars_settlement("pencurian", "anak-konflik", True)
    False
    """
    return offence == SEXUAL or (sexual_case and role in VICTIMS)


def may_divert(max_years: int | None, repetition: bool) -> bool:
    """Tell whether an offence can be diverted: less than seven years, and not a repetition.

    >>> may_divert(5, False), may_divert(7, False), may_divert(5, True), may_divert(None, False)
    (True, False, False, False)
    """
    return max_years is not None and max_years < DIVERTIBLE_YEARS and not repetition
