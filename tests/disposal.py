"""Cases whose time is over, and the three people who agree to their destruction."""

from baleharum.demo.stories import write_history
from baleharum.retention import lists
from baleharum.retention.disposal import begin
from DateTime import DateTime
from tests.centre import acting
from tests.centre import sample_case
from tests.centre import sample_document
from tests.centre import sample_note
from tests.centre import sample_person


STEPS = (("prepare", "archivist1"), ("approve", "privacy1"), ("sign", "head1"))


def archived(case, closed="2001/05/04"):
    """Give a case the history of one that was closed on a day and archived; returns it."""
    rows = [
        {"action": action, "actor": "archivist1", "comments": "", "review_state": state, "time": at}
        for action, state, at in (
            (None, "intake", DateTime("2000/01/03 10:00:00 GMT+8")),
            ("close", "closed", DateTime(f"{closed} 10:00:00 GMT+8")),
            ("archive", "archived", DateTime(f"{closed} 11:00:00 GMT+8") + 400),
        )
    ]
    write_history(case, "case_workflow", rows)
    case.reindexObject()
    return case


def old_case(register, closed="2001/05/04", person=None, **fields):
    """An archived case with a document, a person (fields) and a note; returns it."""
    case = sample_case(register, **fields)
    sample_document(case)
    sample_person(case, **(person or {}))
    sample_note(case)
    return archived(case, closed)


def agreed(register, number):
    """Have the three people agree to a list."""
    for step, person in STEPS:
        with acting(person):
            lists.agree(register, number, step)


def signed(register):
    """Return the number of a list of what is due, with all approvals."""
    with acting("archivist1"):
        number = lists.propose(register).number
    agreed(register, number)
    return number


def carried_out(register, number):
    """Have the archivist ask for the destruction."""
    with acting("archivist1"):
        return begin(register, number)
