"""Batches of assistance: every row of their workflow, and lists that are taken in whole or not at all."""

from baleharum.cases.people.checks import SAMPLES
from baleharum.cases.requirements import TransitionRefused
from baleharum.jobs import queue
from baleharum.jobs.running import run_pending
from baleharum.programmes import policy
from baleharum.programmes import refusals
from baleharum.programmes import taking
from baleharum.programmes.receipts import coder
from baleharum.programmes.recipients import CHUNK
from baleharum.programmes.recipients import Outcome
from baleharum.programmes.recipients import rows_of
from baleharum.programmes.rows import find
from baleharum.programmes.rows import marked
from baleharum.team.api import assign
from datetime import date
from OFS.CopySupport import CopyError
from plone import api
from Products.CMFCore.indexing import processQueue
from Products.CMFCore.WorkflowCore import WorkflowException
from tests.centre import acting
from tests.programmes_made import as_csv
from tests.programmes_made import nik
from tests.programmes_made import row
from tests.programmes_made import sample_batch
from tests.programmes_made import sample_folder
from tests.programmes_made import sample_programme
from tests.programmes_made import some_rows
from tests.programmes_made import take_in
from zExceptions import BadRequest

import io
import pytest
import transaction


@pytest.fixture
def site(functional):
    """A site with a folder of programmes; what a test commits is forgotten."""
    api.portal.set_registry_record(SAMPLES, True)
    return functional["portal"]


@pytest.fixture
def programme(site):
    """A programme whose folder has two operators and a head."""
    return sample_programme(sample_folder(site))


@pytest.fixture
def batch(programme):
    """A batch without recipients."""
    return sample_batch(programme)


def step(batch, transition, who="intake1", **given):
    """Take a step as somebody."""
    with acting(who):
        api.portal.get_tool("portal_workflow").doActionFor(batch, transition, **given)


def note(batch, who="intake1", **fields):
    """Note something as an operator does."""
    with acting(who):
        for name, value in fields.items():
            setattr(batch, name, value)


DAY = date(2026, 11, 2)
CHECKED = {
    "dtsen_checked_on": DAY,
    "list_signed_on": DAY,
    "list_signed_by": "Kepala Bidang",
    "decree_number": "188.45/77/SK/2026",
    "decree_date": DAY,
}
HANDED = {"handed_from": DAY, "handed_at": "Kantor Pos"}
REST = {"returned_on": DAY, "returned_reference": "STS-12"}
REPORTED = {"report_number": "LPJ-3", "report_date": DAY}


def brought(site, batch, state, rows=4):
    """Bring a batch into a state the way people do, with some recipients."""
    take_in(site, batch, as_csv(some_rows(rows)))
    path = (
        ("verification", "submit", "intake1", CHECKED),
        ("decreed", "decree", "head1", HANDED),
        ("distributed", "distribute", "intake1", {}),
        ("accounted", "account", "intake1", REPORTED),
        ("finished", "finish", "intake1", {}),
    )
    for reached, transition, who, fields in path:
        if api.content.get_state(batch) == state:
            return batch
        if transition == "account":
            mark(batch, range(1, rows + 1), "received")
        step(batch, transition, who)
        assert api.content.get_state(batch) == reached
        note(batch, **fields)
    return batch


def mark(batch, numbers, what, reason="", who="intake1"):
    """Note what became of recipients."""
    day = "" if what == policy.WAITING else DAY.isoformat()
    with acting(who):
        return marked(batch, numbers, Outcome(what, day, reason))


def missing(batch, transition, who="intake1", **given):
    """Return the words of a refusal."""
    with pytest.raises(TransitionRefused) as caught:
        step(batch, transition, who, **given)
    return str(caught.value)


def test_a_batch_goes_from_its_list_to_its_accounts(site, batch):
    brought(site, batch, "finished")
    with pytest.raises(WorkflowException):
        step(batch, "cancel", "head1", comment="Terlambat")


def test_a_batch_is_handed_in_with_recipients_alone(batch):
    assert "no recipients" in missing(batch, "submit")


@pytest.mark.parametrize(
    "state,transition,fields,who",
    [
        ("verification", "decree", CHECKED, "head1"),
        ("decreed", "distribute", HANDED, "intake1"),
        ("accounted", "finish", REPORTED, "intake1"),
    ],
)
def test_each_thing_that_a_step_needs_stops_it(site, batch, state, transition, fields, who):
    brought(site, batch, state)
    for name, value in fields.items():
        note(batch, **{name: None})
        assert len(missing(batch, transition, who).split(".")) == 2
        note(batch, **{name: value})
    step(batch, transition, who)


def test_who_took_a_list_in_or_handed_it_in_does_not_decree(site, programme, batch):
    # In a small centre somebody holds both functions.
    assign(taking.folder_of(batch), "worker1", "head", granted_by="system")
    take_in(site, batch, as_csv(some_rows(3)))
    step(batch, "submit", "worker1")
    note(batch, **CHECKED)
    assert "somebody else" in missing(batch, "decree", "worker1")
    assign(taking.folder_of(batch), "intake1", "head", granted_by="system")
    assert "somebody else" in missing(batch, "decree", "intake1")
    step(batch, "decree", "head1")


def test_a_list_that_goes_back_is_checked_and_signed_anew(site, batch):
    brought(site, batch, "verification")
    assert "reason" in missing(batch, "return", "head1")
    step(batch, "return", "head1", comment="Dua nama salah")
    assert api.content.get_state(batch) == "draft"
    assert (batch.dtsen_checked_on, batch.list_signed_on, batch.list_signed_by) == (None,) * 3
    assert batch.decree_number == CHECKED["decree_number"]


@pytest.mark.parametrize("state", ["draft", "verification", "decreed"])
def test_a_batch_that_is_not_handed_over_yet_is_cancelled_with_a_reason(site, batch, state):
    brought(site, batch, state)
    assert "reason" in missing(batch, "cancel", "head1")
    step(batch, "cancel", "head1", comment="Anggaran ditarik")
    assert api.content.get_state(batch) == "cancelled"


def test_the_account_needs_an_outcome_of_each_and_the_proof_of_what_was_returned(site, batch):
    brought(site, batch, "distributed")
    mark(batch, [1, 2], "received")
    mark(batch, [3], "returned", "pindah")
    assert "Of 1 recipients it is not noted" in missing(batch, "account")
    mark(batch, [4], "received")
    assert "not returned" in missing(batch, "account")
    note(batch, **REST)
    step(batch, "account")


def test_nothing_has_to_be_returned_where_all_have_received_it(site, batch):
    brought(site, batch, "distributed")
    mark(batch, [1, 2, 3, 4], "received")
    step(batch, "account")


@pytest.mark.parametrize("group", sorted(policy.WINDOWS))
def test_what_is_noted_has_its_time_on_every_path(site, batch, group):
    fields = {"text": "period", "check": "decree_number", "handing": "handed_at"}
    name = {**fields, "rest": "returned_reference", "report": "report_number"}[group]
    for state in ("draft", "verification", "decreed", "distributed", "accounted", "finished"):
        brought_on(site, batch, state)
        if state in policy.WINDOWS[group]:
            note(batch, **{name: f"X {state}"})
        else:
            with pytest.raises(BadRequest):
                note(batch, **{name: "something else"})


def brought_on(site, batch, state):
    """Bring a batch one state further."""
    if state == "draft":
        return
    if not len(batch.recipients):
        take_in(site, batch, as_csv(some_rows(1)))
    steps = {
        "verification": ("submit", "intake1", CHECKED),
        "decreed": ("decree", "head1", HANDED),
        "distributed": ("distribute", "intake1", {}),
        "accounted": ("account", "intake1", REPORTED),
        "finished": ("finish", "intake1", {}),
    }
    transition, who, fields = steps[state]
    if transition == "account":
        mark(batch, [1], "received")
    step(batch, transition, who)
    note(batch, **fields)


# --- lists -----------------------------------------------------------------------------------------


def test_a_list_is_taken_in_by_the_worker(site, batch):
    last = take_in(site, batch, as_csv(some_rows(CHUNK + 20)))
    assert last[:4] == ("taken", "recipients", CHUNK + 20, 0)
    book = batch.recipients
    assert len(book) == CHUNK + 20 and batch.incoming is None and batch.refusals is None
    assert book.amount() == 300_000 * (CHUNK + 20)
    assert sum(count for count, _amount in book.tallies.values()) == CHUNK + 20
    rows = [each for each, _outcome in rows_of(batch, [1, CHUNK, CHUNK + 1])]
    assert [each.number for each in rows] == [1, CHUNK, CHUNK + 1]
    assert [each.nik for each in rows] == [nik(0), nik(CHUNK - 1), nik(CHUNK)]


def test_a_second_list_follows_the_first_in_its_last_chunk(site, batch):
    take_in(site, batch, as_csv(some_rows(CHUNK - 3)))
    take_in(site, batch, as_csv(some_rows(10, CHUNK)))
    assert len(batch.recipients) == CHUNK + 7
    found = [each for each, _o in rows_of(batch, range(1, CHUNK + 8))]
    assert [each.number for each in found] == list(range(1, CHUNK + 8))
    assert found[-1].nik == nik(CHUNK + 9)
    assert len(batch.recipients.chunks) == 2


def test_one_wrong_line_keeps_all_of_them_out(site, batch):
    rows = [*some_rows(30), row(31, kecamatan="Denpasar"), row(5)]
    assert take_in(site, batch, as_csv(rows))[:4] == ("refused", "recipients", 32, 2)
    assert len(batch.recipients) == 0 and batch.__parent__.takings == 0
    found = refusals.parsed(batch)
    assert [(each.line, each.column) for each in found] == [(32, "kecamatan (C)"), (33, "nik (A)")]
    assert take_in(site, batch, as_csv(rows[:30]))[0] == "taken"
    assert batch.refusals is None


def test_who_is_in_another_batch_of_the_same_time_is_refused(site, programme, batch):
    take_in(site, batch, as_csv(some_rows(5)))
    same, other = sample_batch(programme), sample_batch(programme, period="2")
    take_in(site, same, as_csv([row(9), row(3)]))
    assert "JSLU-2026-001" in refusals.parsed(same)[0].message
    assert take_in(site, other, as_csv(some_rows(5, 3)))[0] == "taken"
    step(batch, "cancel", "head1", comment="Salah tahap")
    assert take_in(site, same, as_csv([row(9), row(3)]))[0] == "taken"


@pytest.mark.parametrize("rule,refuses", [("period", False), ("year", True), ("ever", True)])
def test_how_often_somebody_receives_it_is_the_programmes_rule(site, rule, refuses):
    programme = sample_programme(sample_folder(site), repeat=rule)
    take_in(site, sample_batch(programme), as_csv(some_rows(2)))
    last = take_in(site, sample_batch(programme, period="2"), as_csv([row(1), row(8)]))
    assert (last[0] == "refused") is refuses
    later = sample_batch(programme, year=2027)
    assert (take_in(site, later, as_csv([row(1), row(7)]))[0] == "refused") is (rule == "ever")


def test_a_period_that_is_changed_is_looked_at_again_when_it_is_handed_in(site, programme, batch):
    take_in(site, batch, as_csv(some_rows(2)))
    other = sample_batch(programme, period="2")
    take_in(site, other, as_csv([row(1), row(8)]))
    note(other, period="1")
    assert "1 recipients are in the batch JSLU-2026-001" in missing(other, "submit")


def test_the_same_file_is_taken_in_once(site, programme, batch):
    data = as_csv(some_rows(3))
    take_in(site, batch, data)
    for again in (batch, sample_batch(programme)):
        with acting("intake1"), pytest.raises(taking.ListRefused) as caught:
            taking.hand_in(again, io.BytesIO(data), "lain.csv", "recipients")
        assert caught.value.args[0].mapping == {"batch": "JSLU-2026-001"}
    with acting("intake1"):
        taking.forget(batch)
    assert take_in(site, batch, data)[0] == "taken"


def test_lists_are_taken_in_at_their_time_alone(site, batch):
    with acting("intake1"), pytest.raises(taking.ListRefused):
        taking.hand_in(batch, io.BytesIO(b"nomor,hasil\n"), "hasil.csv", "outcomes")
    brought(site, batch, "verification")
    with acting("intake1"), pytest.raises(taking.ListRefused):
        taking.hand_in(batch, io.BytesIO(as_csv(some_rows(1))), "daftar.csv", "recipients")
    with acting("intake1"), pytest.raises(taking.ListRefused):
        taking.forget(batch)


def handed_in(batch, data):
    """Hand a list in and commit, without the worker."""
    with acting("intake1"):
        taking.hand_in(batch, io.BytesIO(data), "daftar.csv", "recipients")
    transaction.commit()


def test_a_second_list_waits_for_the_first(site, batch):
    take_in(site, batch, as_csv(some_rows(1)))
    handed_in(batch, as_csv(some_rows(3, 5)))
    with acting("intake1"), pytest.raises(taking.ListRefused):
        taking.hand_in(batch, io.BytesIO(as_csv(some_rows(2, 9))), "lain.csv", "recipients")
    assert "being taken in" in missing(batch, "submit")


def test_a_worker_that_dies_half_way_leaves_nothing_and_the_next_takes_all(
    site, batch, monkeypatch
):
    take_in(site, batch, as_csv([row(900)]))
    handed_in(batch, as_csv(some_rows(250)))
    filed = taking.file_rows

    class Killed(BaseException):
        """As if the process were gone."""

    def dying(*given):
        filed(*given)
        raise Killed

    monkeypatch.setattr(taking, "file_rows", dying)
    with pytest.raises(Killed):
        run_pending(site.getPhysicalRoot())
    transaction.abort()
    assert len(batch.recipients) == 1 and batch.incoming is not None
    monkeypatch.setattr(taking, "file_rows", filed)
    job = taking.job_of(batch)
    handler = taking.TakeIn()
    write = handler(site, {"uid": batch.UID(), "digest": job.payload["digest"]}, lambda *a: None)
    write(site)
    assert len(batch.recipients) == 251
    assert (
        handler(site, {"uid": batch.UID(), "digest": job.payload["digest"]}, lambda *a: None)
        is None
    )


def test_two_lists_of_a_programme_that_meet_are_looked_at_one_after_the_other(
    site, programme, batch
):
    other = sample_batch(programme)
    handed_in(batch, as_csv(some_rows(3)))
    handed_in(other, as_csv([row(2), row(9)]))
    jobs = {each.payload["uid"]: each for each in queue.jobs(kind=taking.JOB)}
    writes = [
        taking.TakeIn()(site, dict(jobs[each.UID()].payload), lambda *a: None)
        for each in (batch, other)
    ]
    writes[0](site)
    with pytest.raises(taking.TemporaryFailure):
        writes[1](site)
    taking.TakeIn()(site, dict(jobs[other.UID()].payload), lambda *a: None)(site)
    assert len(batch.recipients) == 3 and len(other.recipients) == 0
    assert "JSLU-2026-001" in refusals.parsed(other)[0].message


# --- recipients ------------------------------------------------------------------------------------


def test_outcomes_come_from_the_page_and_from_a_list(site, batch):
    brought(site, batch, "distributed")
    data = b"nomor,hasil,tanggal,alasan\n1,diterima,02/11/2026,\n2,dikembalikan,02/11/2026,pindah\n"
    assert take_in(site, batch, data, "outcomes")[:2] == ("taken", "outcomes")
    assert mark(batch, [3], "received") == 1 and mark(batch, [3], "received") == 0
    book = batch.recipients
    assert [book.outcome(n).what for n in (1, 2, 3, 4)] == [
        "received",
        "returned",
        "received",
        "waiting",
    ]
    assert book.outcome(2) == Outcome("returned", "2026-11-02", "pindah")
    assert (book.count("received"), book.amount("received")) == (2, 600_000)
    assert mark(batch, [3], "waiting") == 1 and book.count("received") == 1
    assert book.numbers(outcome="waiting") == [3, 4]
    assert book.numbers("mataram") == [2] and book.numbers("cakranegara") == []


def test_one_wrong_outcome_keeps_all_of_them_out(site, batch):
    brought(site, batch, "distributed")
    data = b"nomor,hasil,tanggal\n1,diterima,02/11/2026\n77,diterima,02/11/2026\n"
    assert take_in(site, batch, data, "outcomes")[0] == "refused"
    assert batch.recipients.count("received") == 0


@pytest.mark.parametrize("numbers", [[], [0], [5], [1, 99]])
def test_only_recipients_that_there_are_are_marked(site, batch, numbers):
    brought(site, batch, "distributed")
    with pytest.raises(taking.ListRefused):
        mark(batch, numbers, "received")


def test_a_recipient_is_found_by_the_whole_nik_or_the_code_of_a_receipt(site, batch):
    take_in(site, batch, as_csv(some_rows(4)))
    code = coder(batch)(3)
    assert find(batch, nik(2)) == 3 and find(batch, f" {nik(2)[:6]}.{nik(2)[6:]}") == 3
    assert find(batch, code) == 3
    assert find(batch, nik(2)[:12]) == 0 and find(batch, nik(77)) == 0
    assert find(batch, code.replace("/3/", "/4/")) == 0 and find(batch, "") == 0


def test_the_database_holds_no_name_and_no_nik(site, batch):
    take_in(site, batch, as_csv([row(1, nama="Baiq Rahasia")]))
    storage = site._p_jar.db().storage
    found = b"".join(record.data for trans in storage.iterator() for record in trans)
    assert b"daftar" not in found and b"Baiq Rahasia" not in found
    assert nik(1).encode() not in found


def test_the_catalog_tells_of_a_batch_without_waking_it(site, batch):
    brought(site, batch, "distributed")
    mark(batch, [1, 2], "received")
    mark(batch, [3], "returned", "menolak")
    batch.reindexObject()
    processQueue()
    with acting("head1"):
        (brain,) = api.content.find(portal_type="AssistanceBatch", programme_kind="jslu")
    assert (brain.batch_recipients, brain.batch_received, brain.batch_returned) == (4, 2, 1)
    assert (brain.batch_amount, brain.batch_paid) == (1_200_000, 600_000)
    assert brain.review_state == "distributed" and str(brain.batch_decreed)[:10] == "2026-11-02"


def test_batches_stay_where_they_are(site, batch):
    with api.env.adopt_roles(["Manager"]), pytest.raises(CopyError):
        api.content.move(batch, site)
    with api.env.adopt_roles(["Manager"]), pytest.raises(BadRequest):
        batch.__parent__._delObject(batch.getId())
    assert batch.getId() == "JSLU-2026-001"
    with pytest.raises(BadRequest):
        note(batch, year=2027)
