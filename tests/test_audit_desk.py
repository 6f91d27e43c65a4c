"""The desk tells of alarms that nobody has looked at, to who may read them and to nobody else."""

from baleharum.audit.alarms import alarms
from baleharum.audit.seen import acknowledge
from baleharum.team import api as team
from datetime import timedelta
from tests.centre import acting
from tests.centre import sample_case
from tests.trail_file import fresh

import pytest
import re
import transaction


REASON = "Klien dalam bahaya malam ini."


@pytest.fixture
def register(functional, trail):
    """A register in which somebody has taken emergency access."""
    register = functional["portal"]["perkara"]
    case = sample_case(register)
    fresh()
    with acting("worker3"):
        team.break_glass(case, "worker3", REASON, 4)
    transaction.commit()
    return register


def told(visitor) -> list[str]:
    """Return the numbers of open alarms on somebody's desk."""
    page = visitor.get("@@desk", Accept="text/html")
    assert page.status == 200
    return re.findall(r'data-alarms="(\d+)"', page.text)


@pytest.mark.parametrize("user_id,numbers", [("privacy1", ["1"]), ("supervisor1", ["1"])])
def test_who_reads_alarms_is_told_how_many_are_open(register, visit, user_id, numbers):
    assert told(visit(user_id)) == numbers


@pytest.mark.parametrize("user_id", ["worker1", "worker3", "archivist1", "operator1"])
def test_nobody_else_is_told(register, visit, user_id):
    assert told(visit(user_id)) == []


def test_an_alarm_that_was_looked_at_is_not_told_any_more(register, visit):
    now = team.utcnow()
    with acting("privacy1"):
        for alarm in alarms(register, now - timedelta(days=1), now):
            acknowledge(register, alarm, "Rapat kasus; sudah ditanyakan.")
    transaction.commit()
    assert told(visit("privacy1")) == []
