"""What is left of a case after its destruction: nothing that can be read, on no path."""

from baleharum.jobs.worker import run_pending
from baleharum.retention.interfaces import IDestroyed
from baleharum.retention.records import retention_of
from baleharum.trail import actions
from baleharum.vault import keystore
from plone import api
from tests.disposal import carried_out
from tests.disposal import old_case
from tests.disposal import signed

import pytest
import transaction


@pytest.fixture
def dead(functional):
    """A case that was destroyed as people do it, and its UID."""
    portal = functional["portal"]
    register = portal["perkara"]
    case = old_case(register)
    transaction.commit()
    assert carried_out(register, signed(register)) == 1
    transaction.commit()
    assert run_pending(functional["app"]) == 2
    portal._p_jar.sync()
    return register[case.getId()]


def test_the_key_is_gone_and_the_record_knows_it(dead, trail):
    assert api.content.get_state(dead) == "destroyed"
    assert IDestroyed.providedBy(dead)
    assert keystore.is_shredded(dead.UID())
    assert retention_of(dead).tombstone["shredded_at"] is not None


def test_the_page_is_a_tombstone(dead, visit):
    answer = visit("archivist1").get(f"perkara/{dead.getId()}")
    assert answer.status == 200
    assert dead.getId() in answer.text
    assert retention_of(dead).tombstone["hash"] in answer.text
    pdf = visit("archivist1").get(f"perkara/{dead.getId()}/@@certificate")
    assert pdf.status == 200 and pdf.body.startswith(b"%PDF")
