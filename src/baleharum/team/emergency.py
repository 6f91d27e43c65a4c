"""Who is told of an emergency access. Telling them never stands in the way of it."""

from baleharum.jobs import store
from baleharum.jobs.queue import enqueue
from baleharum.team.groups import members
from baleharum.team.people import people
from baleharum.team.policy import EMERGENCY
from baleharum.team.records import uid_of
from baleharum.team.roles import case_and_register

import logging
import sqlite3


logger = logging.getLogger(__name__)

JOB = "mail"
TOLD_IN_REGISTER = ("supervisor", "privacy")
TOLD_IN_CASE = ("lead",)


def report(case, event) -> None:
    """Promise a mail to everyone who has to know; a job each, so that none is sent twice."""
    record = event.assignment
    if event.action != "assigned" or record.cause != EMERGENCY:
        return
    uid = uid_of(case)
    logger.warning("emergency access of %s to %s until %s", record.principal, uid, record.expires)
    told = recipients(case)
    if not told or not queue_is_there():
        logger.error("nobody is told by mail of the emergency access %s to %s", record.number, uid)
        return
    for person in told:
        payload = {"uid": uid, "number": record.number, "to": person}
        enqueue(JOB, payload, key=f"{uid}:{record.number}:{person}")


def recipients(case) -> list[str]:
    """Return the ids of who is told: supervisors, privacy officers, the case's leads."""
    _case, register = case_and_register(case)
    found = people(case, TOLD_IN_CASE)
    if register is not None:
        found += people(register, TOLD_IN_REGISTER)
    return sorted({person for known in found for person in (members(known) or [known])})


def queue_is_there() -> bool:
    """Tell whether jobs can be promised now.

    A promise that cannot be kept would refuse the whole transaction, and the access with it.
    """
    try:
        with store.writing():
            return True
    except (store.QueueUnavailable, sqlite3.Error):
        logger.exception("the queue of jobs is not there")
        return False
