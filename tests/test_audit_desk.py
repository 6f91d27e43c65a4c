"""The desk tells of alarms that nobody has looked at, to who may read them and to nobody else."""

from baleharum.audit.alarms import alarms
from baleharum.audit.notice import COUNTED
from baleharum.audit.notice import LOOKED_AT
from baleharum.audit.seen import acknowledge
from baleharum.team import api as team
from baleharum.trail import actions
from baleharum.trail.row import Draft
from baleharum.trail.sqlite import SQLite
from datetime import timedelta
from tests.centre import acting
from tests.centre import sample_case
from tests.trail_file import fresh

import pytest
import re
import time
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


@pytest.fixture
def asked(monkeypatch):
    """The questions to the record."""
    questions, select = [], SQLite.select

    def noted(self, sql, values=()):
        questions.append(sql)
        return select(self, sql, values)

    monkeypatch.setattr(SQLite, "select", noted)
    return questions


def strangers(number):
    """Series of failed log-ins of strangers, each from another network, in this hour."""
    if time.time() % 3600 > 3580:
        time.sleep(25)
    row = (actions.LOGIN_FAILED, "", "", "view", "POST", "r", 0)
    nets = [f"192.0.{part}.0/24" for part in range(number)]
    return [Draft("", *row, net, "form") for net in nets for _turn in range(5)]


def test_the_desk_asks_the_record_no_more_for_hundreds_of_alarms(register, trail, visit, asked):
    visit("privacy1").get("@@desk", Accept="text/html")
    usual = len(asked)
    trail.append(strangers(200))
    asked.clear()
    page = visit("privacy1").get("@@desk", Accept="text/html")
    assert f'data-alarms="{COUNTED}"' in page.text
    assert len(asked) <= usual + COUNTED


def test_what_was_looked_at_is_not_asked_for_without_end(register, trail, visit, asked):
    trail.append(strangers(LOOKED_AT + 50))
    now = team.utcnow() + timedelta(seconds=5)
    with acting("privacy1"):
        for alarm in alarms(register, now - timedelta(days=1), now):
            acknowledge(register, alarm, "Rapat kasus; sudah ditanyakan.")
    transaction.commit()
    asked.clear()
    page = visit("privacy1").get("@@desk", Accept="text/html")
    # Nobody says that there are none: the others were not counted.
    assert 'data-alarms="0"' in page.text
    assert len(asked) <= LOOKED_AT + 20
