"""Destroys the oldest case of the demo, as a centre does: by a list that three people agree to."""

from baleharum.retention import holds
from baleharum.retention import lists
from baleharum.retention import policy
from plone import api


#: What a report that was not accepted is kept as: five years in all.
CLASS = "ditolak"

#: step of a disposal list -> who takes it
AGREE = {"prepare": "archivist1", "approve": "privacy1", "sign": "head1"}

#: In which state a case is told that is to be destroyed.
BEFORE = "archived"


def before(told: dict) -> dict:
    """Return what is told of a case up to its destruction, which is not told but done."""
    if told["state"] != "destroyed":
        return told
    return {**told, "state": BEFORE, "history": told["history"][:-1]}


def destroy(case) -> None:
    """Have a case whose time is over listed, agreed upon and destroyed, in the name of the people.

    The worker destroys its key when this is committed.
    """
    with api.env.adopt_user(username=AGREE["prepare"]):
        holds.classify(case, CLASS)
        found = lists.propose(case.__parent__)
    for step in policy.STEPS:
        with api.env.adopt_user(username=AGREE[step]):
            lists.agree(case.__parent__, found.number, step)
    workflow = api.portal.get_tool("portal_workflow")
    with api.env.adopt_user(username=AGREE["prepare"]):
        workflow.doActionFor(case, "destroy", comment=found.number)
