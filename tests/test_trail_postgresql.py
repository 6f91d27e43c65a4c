"""The record of access in PostgreSQL: what an account that owns nothing may do, and is told."""

from baleharum.trail import api
from baleharum.trail import postgresql as module
from baleharum.trail import verify
from baleharum.trail.actions import LIST
from baleharum.trail.row import Draft

import os
import psycopg2
import pytest


CASE = "a" * 32


@pytest.fixture(autouse=True)
def clerk(postgresql, monkeypatch, tmp_path):
    """Acts as an account that may read and add; the tables are the owner's."""
    monkeypatch.setenv("BALEHARUM_ANCHORS", str(tmp_path / "heads.txt"))
    monkeypatch.setenv("BALEHARUM_TRAIL", postgresql.place())
    owner = os.environ["BALEHARUM_TRAIL"]
    api.append([Draft("worker1", LIST, cases=(CASE,))])
    schema = postgresql.run("SHOW search_path", place=owner)[0][0]
    role = f"recorder_{schema}"
    postgresql.run(
        f"CREATE ROLE {role}",
        f"GRANT USAGE ON SCHEMA {schema} TO {role}",
        f"GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA {schema} TO {role}",
    )
    options = f"options='-c search_path={schema} -c role={role}'"
    monkeypatch.setenv("BALEHARUM_TRAIL", f"{owner.split()[0]} {options}")
    module._own.forget()
    yield owner
    module._own.forget()


def test_it_adds_and_reads(clerk, postgresql):
    api.append([Draft("worker1", LIST, cases=(CASE,))])
    assert len(api.rows(case=CASE, shown=True)) == 2
    assert verify.verify().bad is None
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        postgresql.run("DELETE FROM trail_shown", place=os.environ["BALEHARUM_TRAIL"])


def test_a_record_of_before_wants_its_owner_once_and_loses_nothing(clerk, postgresql, monkeypatch):
    postgresql.run("DROP TABLE trail_shown", place=clerk)
    with pytest.raises(api.TrailUnavailable, match="trail_shown; one that lacks them"):
        api.append([Draft("worker1", LIST, cases=(CASE,))])
    monkeypatch.setenv("BALEHARUM_TRAIL", clerk)
    module._own.forget()
    api.append([Draft("worker1", LIST, cases=(CASE,))])
    assert [row.seq for row in api.rows()] == [2, 1]
