"""Recipients who go: one who asks for it, and all of a batch when their time is over. Counts stay."""

from baleharum.jobs.running import run_pending
from baleharum.programmes import erasing
from baleharum.programmes.recipients import opened_rows
from baleharum.programmes.rows import find
from baleharum.retention import batches
from baleharum.retention.records import retention_of
from baleharum.retention.refusals import RetentionRefused
from baleharum.statistics.figures import Question
from baleharum.statistics.periods import period
from baleharum.statistics.reports import counted
from baleharum.trail.actions import ERASE
from baleharum.trail.api import rows
from baleharum.vault import keystore
from baleharum.vault.interfaces import KeyGone
from baleharum.vault.objects import opened_with
from DateTime import DateTime
from tests.centre import acting
from tests.http import Visitor
from tests.programmes_made import nik
from tests.programmes_made import sample_batch
from tests.programmes_made import sample_folder
from tests.programmes_made import sample_programme
from tests.test_programmes import brought

import pytest
import transaction


BATCH = "program/p1/JSLU-2026-001"


@pytest.fixture
def batch(functional):
    """A finished batch of four; committed."""
    portal = functional["portal"]
    made = sample_batch(sample_programme(sample_folder(portal)))
    transaction.commit()
    brought(portal, made, "finished")
    transaction.commit()
    return made


def tables(batch):
    """Return all numbers of the report of assistance."""
    sheet = counted(batch.__parent__.__parent__, "assistance", Question(period("2026")))
    return [table.numbers() for table in sheet.tables]


def test_one_recipient_is_erased_and_still_counts(batch):
    portal, before = batch.__parent__.__parent__.__parent__, tables(batch)
    operator, head = (Visitor(portal, name, cookie=True) for name in ("intake1", "head1"))
    page = f"{BATCH}/@@erasures"
    filed = {"action": "ask", "number": "2", "asked": "Surat Inaq Contoh 1, 3 November"}
    token = operator.authenticator(page)
    assert operator.post(page, {**filed, "_authenticator": token}).status == 302
    again = operator.post(page, {**filed, "_authenticator": token})
    assert again.status == 200 and "asked for already" in again.text
    assert "@@erasures" in head.get("@@desk", Accept="text/html").text
    reason = {"action": "erase", "number": "2", "reason": "Tidak ada kewajiban menyimpan."}
    operator.post(page, {**reason, "_authenticator": token})
    assert erasing.erasures(batch)[0].state == "open"
    answer = head.post(page, {**reason, "_authenticator": head.authenticator(page)})
    assert answer.status == 302, answer.text[-2000:]
    (found,) = erasing.erasures(batch)
    assert (found.state, found.decided_by, found.asked) == ("erased", "head1", b"")
    one, gone, *_others = opened_rows(batch, 0)
    assert gone[1:3] == ("", "") and gone.amount == one.amount and gone.sub_district == "mataram"
    assert tables(batch) == before
    with acting("head1"):
        assert find(batch, nik(1)) == 0 and find(batch, nik(0)) == 1
    listed = operator.get(f"{BATCH}/@@recipients").text
    assert "(erased)" in listed and "Inaq Contoh 1<" not in listed
    told = head.rest("GET", f"{BATCH}/@erasures").json()["items"]
    assert [(each["number"], each["state"]) for each in told] == [(2, "erased")]
    assert "recipient-erased:2" in [row.detail for row in rows(actions=(ERASE,), limit=20)]
    assert Visitor(portal, "privacy1").get(page).status == 404


def test_what_is_not_erased(batch):
    with acting("intake1"):
        for number, asked in ((0, "Surat"), (9, "Surat"), (1, " "), (1, "x" * 501)):
            with pytest.raises(erasing.ErasureRefused):
                erasing.ask(batch, number, asked)
        erasing.ask(batch, 1, "Surat")
        with pytest.raises(erasing.ErasureRefused):
            erasing.decide(batch, 1, True, "Sendiri")
    with acting("head1"):
        erasing.decide(batch, 1, False, "Masih diperiksa BPK.")
        with pytest.raises(erasing.ErasureRefused):
            erasing.decide(batch, 1, True, "Lagi")
    assert opened_rows(batch, 0)[0].name == "Inaq Contoh 0"


def test_a_batch_on_its_way_keeps_its_list_whole(functional):
    portal = functional["portal"]
    made = sample_batch(sample_programme(sample_folder(portal)))
    transaction.commit()
    brought(portal, made, "distributed")
    with acting("intake1"), pytest.raises(erasing.ErasureRefused):
        erasing.ask(made, 1, "Surat")


def long_ago(batch, years=16):
    """Let a batch have been finished so many years ago."""
    history = batch.workflow_history["batch_workflow"]
    batch.workflow_history["batch_workflow"] = tuple(
        {**row, "time": DateTime(DateTime().year() - years, 1, 2)} for row in history
    )


def agree(batch, step, who):
    with acting(who):
        batches.agree(batch, step)


def test_three_people_end_a_batch_and_its_key_goes_for_good(batch):
    portal, folder = batch.__parent__.__parent__.__parent__, batch.__parent__.__parent__
    with acting("intake1"), pytest.raises(RetentionRefused):
        batches.agree(batch, "prepare")
    long_ago(batch)
    old, before = batch.recipients.chunks[0].sealed, tables(batch)
    agree(batch, "prepare", "intake1")
    for step, who in (("prepare", "worker1"), ("sign", "head1"), ("approve", "intake1")):
        with acting(who), pytest.raises(RetentionRefused):
            batches.agree(batch, step)
    agree(batch, "approve", "privacy1")
    transaction.commit()
    head = Visitor(portal, "head1", cookie=True)
    page = f"{folder.getId()}/@@batch-disposal"
    assert page in head.get("@@desk", Accept="text/html").text
    fields = {"action": "sign", "batch": batch.getId(), "_authenticator": head.authenticator(page)}
    assert head.post(page, fields).status == 302
    stone = retention_of(batch).tombstone
    assert (stone["recipients"], stone["received"], stone["paid"]) == (4, 4, 1200000)
    assert len(batch.recipients.chunks) == len(batch.recipients.hashes) == 0
    assert batch.list_signed_by is None and tables(batch) == before
    run_pending(portal.getPhysicalRoot())
    transaction.begin()
    assert keystore.is_shredded(batch.UID()) and retention_of(batch).tombstone["shredded_at"]
    # Not even a copy of before can be opened.
    with pytest.raises(KeyGone):
        opened_with(batch, old, "recipients:0")
    for user, path in (
        ("head1", BATCH),
        ("intake1", f"{BATCH}/@@recipients"),
        ("intake1", f"{BATCH}/@@erasures"),
        ("privacy1", page),
        ("intake1", "program"),
    ):
        assert Visitor(portal, user).get(path).status == 200, path
    told = Visitor(portal, "privacy1").rest("GET", "program/@batch-disposal").json()["items"]
    assert told[0]["tombstone"]["recipients"] == 4 and told[0]["waits_for"] is None
    assert Visitor(portal, "intake1").rest("GET", BATCH).json()["recipients"] == 4
    assert batches.finish() == 0


def test_a_class_that_is_not_destroyed_never_comes_to_its_end(batch):
    long_ago(batch, 40)
    transaction.commit()
    portal = batch.__parent__.__parent__.__parent__
    operator = Visitor(portal, "intake1")
    body = {"batch": batch.getId(), "action": "prepare"}
    assert operator.rest("POST", "program/@batch-disposal", body).json()["waits_for"] == "approve"
    other = {**body, "action": "classify", "class": "sengketa"}
    told = operator.rest("POST", "program/@batch-disposal", other).json()
    assert (told["end"], told["waits_for"], told["steps"]) == (None, None, [])
    assert operator.rest("POST", "program/@batch-disposal", body).status == 400
    assert operator.rest("POST", "program/@batch-disposal", {**other, "class": "x"}).status == 400
    sign = {**body, "action": "sign"}
    assert operator.rest("POST", "program/@batch-disposal", sign).status == 403
    assert Visitor(portal, "supervisor1").rest("GET", "program/@batch-disposal").status == 404
