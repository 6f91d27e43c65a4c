"""What is not what was sealed is handed out to nobody, is a row of the record, and an alarm."""

from baleharum.audit.alarms import alarms
from baleharum.audit.sentences import sentence
from baleharum.cases.api import add_document
from baleharum.team.api import utcnow
from baleharum.trail import actions
from baleharum.trail import api as trail
from baleharum.vault import sealing
from baleharum.vault import tables
from baleharum.vault.interfaces import Broken
from datetime import timedelta
from pathlib import Path
from plone.uuid.interfaces import IUUID
from tests.centre import acting
from tests.centre import sample_case
from tests.centre import sample_person
from tests.trail_file import fresh

import pytest
import transaction


@pytest.fixture
def case(functional):
    """A case with a person and a document of three chunks, and an empty record."""
    made = sample_case(functional["portal"]["perkara"])
    sample_person(made, name="Baiq Melati")
    with acting("worker1"):
        text = b"Keterangan saksi.\n" * (3 * sealing.CHUNK // 18)
        add_document(made, text, "keterangan.txt", kind="catatan-kasus")
    transaction.commit()
    fresh()
    return made


def flipped(data: bytes, place: int) -> bytes:
    """Return bytes with one bit changed."""
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


def damage(document, place: int) -> None:
    """Change one bit of a file on the disk."""
    path = Path(document.file._blob.committed())
    path.chmod(0o600)
    path.write_bytes(flipped(path.read_bytes(), place))


def told(case) -> list[tuple[str, str, str]]:
    """Return (user, subject, what) of each row about damage in a case."""
    found = trail.rows(case=IUUID(case), actions=(actions.DAMAGED,))
    return [(row.user, row.subject, row.detail) for row in found]


def raised(case) -> list[str]:
    """Return the alarms about damage, in words."""
    now = utcnow() + timedelta(seconds=5)
    found = alarms(case.__parent__, now - timedelta(days=1), now)
    numbers = {IUUID(case): case.getId()}
    return [sentence(a, numbers, language="en") for a in found if a.kind == "damaged"]


def test_case_74_a_value_that_was_changed_is_a_row_and_an_alarm(case, visit):
    person = case["p1"]
    person._sealed_name = flipped(person._sealed_name, 30)
    transaction.commit()
    answer = visit("worker1").get(f"perkara/{case.getId()}/p1")
    assert answer.status == 500 and "Melati" not in answer.text
    assert told(case) == [("worker1", IUUID(person), "fields")]
    (said,) = raised(case)
    assert case.getId() in said and "is not what was sealed" in said


def test_case_74_a_file_that_was_changed_is_a_row_and_an_alarm(case, visit):
    damage(case["d1"], -1)
    path = f"perkara/{case.getId()}/d1/@@download/file"
    assert visit("worker1").get(path).status == 500
    assert told(case) == [("worker1", IUUID(case["d1"]), "content")]
    assert len(raised(case)) == 1


def test_case_74_a_file_that_breaks_while_it_is_sent_is_a_row(case, visit):
    damage(case["d1"], sealing.HEADER + 100)
    path = f"perkara/{case.getId()}/d1/@@download/file"
    with pytest.raises(Broken):
        visit("worker1").get(path)
    assert [row[1:] for row in told(case)] == [(IUUID(case["d1"]), "content")]
    assert len(raised(case)) == 1


def test_a_row_of_the_keystore_that_was_changed_is_one_too(case, visit):
    person, query = case["p1"], "WHERE uid = ?"
    with tables.writing() as table:
        ((good,),) = table.ask(f"SELECT wrapped FROM vault_key {query}", IUUID(case))
        change = f"UPDATE vault_key SET wrapped = ? {query}"
        table.ask(change, flipped(bytes(good), 5), IUUID(case))
    try:
        assert visit("worker1").get(f"perkara/{case.getId()}/p1").status == 500
        assert ("worker1", IUUID(person), "fields") in told(case)
        assert len(raised(case)) == 1
    finally:
        with tables.writing() as table:
            table.ask(change, good, IUUID(case))


def test_what_is_whole_is_no_alarm(case, visit):
    assert visit("worker1").get(f"perkara/{case.getId()}/p1").status == 200
    assert (told(case), raised(case)) == ([], [])
