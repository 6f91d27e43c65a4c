"""What is left of a case after its destruction: nothing that can be read, on no path."""

from baleharum.cases import timeline
from baleharum.cases.api import add_document
from baleharum.cases.files.text import ReadText
from baleharum.cases.people.keys import hashed_keys
from baleharum.documents.text import extract
from baleharum.guard.catalog import Sealed
from baleharum.jobs import queue
from baleharum.jobs.running import run_pending
from baleharum.retention import holds
from baleharum.retention import letters
from baleharum.retention import lists
from baleharum.retention import texts
from baleharum.retention.interfaces import IDestroyed
from baleharum.retention.records import retention_of
from baleharum.retention.requests import decide
from baleharum.retention.requests import file_request
from baleharum.retention.requests import SubjectRequest
from baleharum.retention.tombstone import manifest_hash
from baleharum.retention.work import DailyLook
from baleharum.retention.work import Propose
from baleharum.team.api import revoke
from baleharum.team.records import book
from baleharum.trail import api as trail_api
from baleharum.vault import keystore
from baleharum.vault.fingerprints import fingerprint
from baleharum.vault.interfaces import Shredded
from baleharum.vault.objects import opened_with
from baleharum.vault.words import folded
from baleharum.vault.words import stemmed
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from plone import api
from tests.centre import acting
from tests.centre import sample_case
from tests.centre import sample_document
from tests.centre import sample_note
from tests.centre import sample_person
from tests.disposal import agreed
from tests.disposal import archived
from tests.disposal import carried_out
from tests.disposal import old_case
from tests.disposal import signed

import pytest
import transaction
import ZODB.FileStorage


WORD = "kenarisasmita"
TEXT = f"Keterangan {WORD} tentang kejadian malam itu."
SHARED = "keterangan"
NIK = "5271055708120000"
SUMMARY = "Dipukul suami, lari ke rumah aman."
NOTE = "Klien menangis lama."
HELD = "Masih diperlukan di pengadilan."


@dataclass
class Whole:
    """A case as it was: number, uid, what could be asked of it, and what stood in the catalog."""

    number: str
    uid: str
    paths: list[str]
    marks: dict[str, str]
    hashes: list[str]


def filled(register):
    """A case with something in every place where a secret may be kept; committed."""
    case = sample_case(register, summary=SUMMARY, sub_district=None, kdrt=True)
    with acting("worker1"):
        document = add_document(case, TEXT.encode(), f"{WORD}.txt", kind="catatan-kasus")
    picture = sample_document(case, remark="Bekas luka.")
    sample_person(case, name="Kenari Sasmita", nik=NIK, nik_state="ada", birth_year=1980)
    sample_note(case, text=NOTE)
    transaction.commit()
    ReadText()(api.portal.get(), {"uid": document.UID()}, lambda *told: None)
    with acting("head1"):
        holds.place_hold(case, HELD)
        holds.lift_hold(case, "Putusan tetap.")
    archived(case)
    transaction.commit()
    return case, document, picture


def word_hash(word):
    return fingerprint(stemmed(folded(word))[0], "word")


@pytest.fixture
def whole(functional):
    """A case whose time is over, and another one that shares a word with it."""
    register = functional["portal"]["perkara"]
    case, document, picture = filled(register)
    other = sample_case(register)
    with acting("worker1"):
        neighbour = add_document(other, SHARED.encode(), "lain.txt", kind="catatan-kasus")
    transaction.commit()
    ReadText()(api.portal.get(), {"uid": neighbour.UID()}, lambda *told: None)
    transaction.commit()
    queue_is_empty(functional)
    number = case.getId()
    paths = [f"perkara/{number}/{name}" for name in case.objectIds()]
    for name in (document.getId(), picture.getId()):
        own = f"perkara/{number}/{name}"
        paths += [f"{own}/@@download/file", f"{own}/@@display-file", f"{own}/@@page-image?page=1"]
        paths += [f"{own}/@versions", f"{own}/@preview", f"{own}/file", f"{own}/@@images/file"]
    paths += [f"resolveuid/{content.UID()}" for content in case.objectValues()]
    marks = {
        "person": hashed_keys(NIK, "Kenari Sasmita", 1980)[0],
        "file": fingerprint(document.sha256, "file"),
        "word": word_hash(WORD),
    }
    hashes = [document.sha256, picture.sha256]
    hashes += [sha256(text.encode()).hexdigest() for text in (NOTE, SUMMARY)]
    hashes.append(sha256(document.__dict__["_text"].data).hexdigest())
    return Whole(number, case.UID(), paths, marks, hashes)


def queue_is_empty(functional):
    run_pending(functional["app"])
    functional["portal"]._p_jar.sync()


def destroyed(functional, whole):
    """Destroy it as people do."""
    register = functional["portal"]["perkara"]
    number = signed(register)
    transaction.commit()
    assert carried_out(register, number) == 1
    transaction.commit()
    # The case, its key, and some steps of the renewal of the index key.
    assert run_pending(functional["app"]) > 3
    functional["portal"]._p_jar.sync()
    return register[whole.number]


def exported(portal) -> bytes:
    """Return all that the database holds of the site now, with its blobs."""
    stream = BytesIO()
    portal._p_jar.exportFile(portal._p_oid, stream)
    return stream.getvalue()


def test_every_path_is_gone(functional, whole, visit):
    people = {person: visit(person) for person in ("supervisor1", "head1", "archivist1")}
    before = {
        (person, path): visitor.get(path).status
        for person, visitor in people.items()
        for path in whole.paths
    }
    assert 200 in before.values()
    destroyed(functional, whole)
    for (person, path), _status in before.items():
        answer = people[person].get(path)
        assert answer.status in (404, 410), (person, path)
        assert people[person].rest("GET", path.partition("?")[0]).status in (404, 410)


def test_the_pages_of_the_case_tell_nothing(functional, whole, visit):
    case = destroyed(functional, whole)
    head = visit("head1")
    for page in ("", "timeline", "documents", "people", "notes", "team", "@@retention", "edit"):
        answer = head.get(f"perkara/{whole.number}/{page}".rstrip("/"))
        for secret in (SUMMARY, NOTE, HELD, WORD, "Kenari", "Putusan", "Bekas luka"):
            assert secret not in answer.text, page
    answer = head.rest("GET", f"perkara/{whole.number}")
    assert answer.status == 200 and answer.json()["summary"] is None
    assert answer.json()["categories"] and not answer.json()["kdrt"]
    assert head.rest("GET", f"perkara/{whole.number}/@timeline").json()["items"] == []
    assert timeline.entries(case) == [] and list(book(case)) == []


def test_the_database_remembers_no_term_of_it(functional, whole):
    portal = functional["portal"]
    before = exported(portal)
    assert all(mark.encode() in before for mark in whole.marks.values())
    case = destroyed(functional, whole)
    after = exported(portal)
    assert [name for name, mark in whole.marks.items() if mark.encode() in after] == []
    assert word_hash(SHARED).encode() in after
    catalog = portal.portal_catalog
    brains = catalog.unrestrictedSearchResults(path="/".join(case.getPhysicalPath()))
    assert [(b.UID, b.review_state) for b in brains] == [(whole.uid, "destroyed")]
    assert brains[0].case_categories == ("korban-kekerasan",)
    assert not catalog.unrestrictedSearchResults(document_words=Sealed(query=WORD))
    assert len(catalog.unrestrictedSearchResults(document_words=Sealed(query=SHARED))) == 1


def test_the_record_tells_of_it_and_reads_nobody_else(functional, whole, trail):
    destroyed(functional, whole)
    rows = trail.rows(case=whole.uid, limit=1000)
    told = [(row.action, row.detail) for row in rows]
    assert told.count(("erase", "key")) == 1
    assert ("transition", "destroy") in told
    # Whoever writes a reason on the case uses its key; what is in it only the worker opened.
    own = ("", whole.uid)
    readers = {row.user for row in rows if row.action == "open" and row.subject not in own}
    assert readers <= {"baleharum:worker"}


def test_the_tombstone_is_right(functional, whole, visit):
    case = destroyed(functional, whole)
    stone = retention_of(case).tombstone
    assert stone["hash"] == manifest_hash(whole.hashes)
    assert (stone["files"], stone["texts"], stone["people"]) == (2, 3, 1)
    assert (stone["unreadable"], stone["number"]) == (0, whole.number)
    assert str(stone["closed_on"]) == "2001-05-04"
    assert stone["destroyed_at"] <= stone["shredded_at"]
    page = visit("archivist1").get(f"perkara/{whole.number}")
    assert page.status == 200 and stone["hash"] in page.text and stone["list"] in page.text
    found = visit("archivist1").rest("GET", f"perkara/{whole.number}/@tombstone").json()
    assert found["hash"] == stone["hash"]
    assert visit("worker1").get(f"perkara/{whole.number}").status == 404
    assert visit("worker1").rest("GET", f"perkara/{whole.number}/@tombstone").status == 404


def text_of(pdf):
    return " ".join(extract(BytesIO(pdf), "application/pdf").split())


def test_the_certificate_names_no_client(functional, whole, visit):
    case = destroyed(functional, whole)
    stone = retention_of(case).tombstone
    number = stone["list"]
    for path in (f"{whole.number}/@@certificate", f"@@disposal-certificate?list={number}"):
        answer = visit("archivist1").get(f"perkara/{path}")
        assert answer.header("Content-Type") == "application/pdf"
        text = text_of(answer.body)
        assert "BERITA ACARA PEMUSNAHAN" in text and whole.number in text
        assert "Sebab: masa simpan telah habis" in text
        assert "Archivist1" in text and "Privacy1" in text and "Head1" in text
        assert stone["hash"][:20] in text.replace(" ", "")
        assert not [word for word in ("Kenari", NIK, SUMMARY, WORD) if word in text]
    assert visit("supervisor1").get(f"perkara/@@disposal-certificate?list={number}").status == 404


def test_an_erasure_on_request_is_called_one(functional, visit):
    register = functional["portal"]["perkara"]
    case = old_case(register)
    with acting("privacy1"):
        number = lists.propose_erasure(register, case).number
    agreed(register, number)
    transaction.commit()
    assert carried_out(register, number) == 1
    transaction.commit()
    run_pending(functional["app"])
    page = visit("archivist1").get(f"perkara/{case.getId()}")
    assert "a person whose data it held asked for it" in page.text
    assert "destroyed when its time was over" not in page.text
    stone = visit("archivist1").rest("GET", f"perkara/{case.getId()}/@tombstone").json()
    assert stone["cause"] == "request"
    text = text_of(visit("archivist1").get(f"perkara/{case.getId()}/@@certificate").body)
    assert "Sebab: permohonan penghapusan" in text and "masa simpan" not in text


@pytest.fixture
def old_copy(functional, whole, tmp_path):
    """A copy of the whole database with its blobs, from before; opens the case in it."""

    def opened():
        storage = ZODB.FileStorage.FileStorage(
            str(tmp_path / "Data.fs"), blob_dir=str(tmp_path / "blobs")
        )
        database = ZODB.DB(storage)
        connection = database.open()
        databases.append((connection, database))
        return connection.root()["site"]._getOb("perkara")._getOb(whole.number)

    databases = []
    portal = functional["portal"]
    with open(tmp_path / "site.zexp", "w+b") as stream:
        portal._p_jar.exportFile(portal._p_oid, stream)
        stream.seek(0)
        storage = ZODB.FileStorage.FileStorage(
            str(tmp_path / "Data.fs"), blob_dir=str(tmp_path / "blobs")
        )
        database = ZODB.DB(storage)
        connection = database.open()
        connection.root()["site"] = connection.importFile(stream)
        transaction.commit()
        connection.close()
        database.close()
    yield opened
    transaction.abort()
    for connection, database in databases:
        connection.close()
        database.close()


def sealed_values(case):
    """Yield a function for every sealed value of a case and what is in it."""
    person, note = case._getOb("p1"), case._getOb("n1")
    yield lambda: case.summary
    yield lambda: person.name
    yield lambda: person.nik
    yield lambda: note.text
    yield lambda: holds.reason_of(case, retention_of(case).holds[0]["reason"])
    yield lambda: [entry.text for _key, entry in timeline.entries(case)]
    yield lambda: [record.end_reason for record in book(case).values()]
    for name in ("d1", "d2"):
        document = case._getOb(name)
        yield lambda document=document: document.sha256
        yield lambda document=document: document.file.filename
        yield lambda document=document: document.file.data
    yield lambda: case._getOb("d1").__dict__["_text"].data


def test_an_older_backup_of_the_database_stays_unreadable(functional, whole, old_copy):
    copy = old_copy()
    found = [read() for read in sealed_values(copy)]
    assert found[:4] == [SUMMARY, "Kenari Sasmita", NIK, NOTE] and TEXT.encode() in found
    transaction.abort()
    for connection in (copy._p_jar,):
        connection.close()
        connection.db().close()
    destroyed(functional, whole)
    transaction.begin()
    copy = old_copy()
    assert api.content.get_state(copy, default="") in ("archived", "")
    for read in sealed_values(copy):
        with pytest.raises(Shredded):
            read()


def test_a_hold_at_the_last_moment_wins(functional, whole):
    register = functional["portal"]["perkara"]
    carried_out(register, signed(register))
    transaction.commit()
    with acting("head1"):
        holds.place_hold(register[whole.number], HELD)
    transaction.commit()
    queue_is_empty(functional)
    assert api.content.get_state(register[whole.number]) == "archived"
    assert not keystore.is_shredded(whole.uid)
    with acting("head1"):
        holds.lift_hold(register[whole.number], "Selesai.")
    transaction.commit()
    (found,) = lists.lists_of(register)
    assert carried_out(register, found.number) == 1
    transaction.commit()
    queue_is_empty(functional)
    assert keystore.is_shredded(whole.uid)


def test_a_double_click_destroys_once(functional, whole, trail):
    register = functional["portal"]["perkara"]
    number = signed(register)
    transaction.commit()
    for _click in range(3):
        carried_out(register, number)
        transaction.commit()
    assert len(queue.jobs(states=("waiting",), kind="retention-destroy")) == 1
    queue_is_empty(functional)
    carried_out(register, number)
    transaction.commit()
    queue_is_empty(functional)
    details = [row.detail for row in trail_api.rows(case=whole.uid, actions=("erase",))]
    assert details.count("key") == 1


def test_a_case_on_two_lists_is_done_on_both_and_tells_no_birthday(functional, whole):
    register = functional["portal"]["perkara"]
    with acting("privacy1"):
        asked = lists.propose_erasure(register, register[whole.number]).number
    with acting("archivist1"):
        assert lists.propose(register) is None
    agreed(register, asked)
    second = lists.make_list(
        register,
        lists.SCHEDULE,
        [lists.ListedCase(whole.uid, whole.number, "umum", lists.today())],
    )
    carried_out(register, asked)
    transaction.commit()
    queue_is_empty(functional)
    rows = [each.cases[whole.uid] for each in lists.lists_of(register)]
    assert len(rows) == 2 and all(row.done and row.due is None for row in rows)
    assert not second.open


def test_what_lists_and_requests_tell_of_it_goes_with_it(functional, whole, visit):
    register = functional["portal"]["perkara"]
    with acting("archivist1"):
        first = lists.propose(register).number
        lists.take_off(register, first, whole.number, "Keluarga Kenari bertanya.")
    with acting("privacy1"):
        asked = file_request(register[whole.number], "P1", "rectification", "Nama Kenari salah.")
        still_open = file_request(register[whole.number], "P1", "access", "Kenari bertanya.")
    with acting("head1"):
        decide(register, asked.number, False, "Kenari bukan pemohon.")
    backup = [dict(vars(asked)), dict(vars(still_open))]
    taken_off = lists.list_with(register, first).cases[whole.uid].off["reason"]
    assert lists.reason_of(register, lists.list_with(register, first).cases[whole.uid])
    destroyed(functional, whole)
    assert lists.reason_of(register, lists.list_with(register, first).cases[whole.uid]) == ""
    assert (asked.asked, asked.reason, asked.kind) == ("", "", "rectification")
    assert (asked.filed_by, asked.decided_by) == ("privacy1", "head1")
    for page in ("@@disposal", "@@requests"):
        answer = visit("privacy1").get(f"perkara/{page}")
        assert answer.status == 200 and "Kenari" not in answer.text
        assert "(destroyed)" in answer.text
    for state in backup:
        older = SubjectRequest.__new__(SubjectRequest)
        older.__dict__.update(state)
        assert texts.text_of(older, "asked") == texts.GONE
    with pytest.raises(Shredded):
        opened_with(register[whole.number], taken_off, lists.KEY)
    with acting("head1"):
        decide(register, still_open.number, False, "Datanya sudah tidak ada.")
    transaction.commit()
    assert texts.text_of(still_open, "reason") == "Datanya sudah tidak ada."
    assert letters.answer(asked).startswith(b"%PDF")


def test_who_may_not_any_more_destroys_nothing(functional, whole):
    register = functional["portal"]["perkara"]
    carried_out(register, signed(register))
    entry = next(r for r in book(register).values() if r.principal == "archivist1")
    with acting("head1"):
        revoke(register, entry.number, "Pindah tugas.")
    transaction.commit()
    queue_is_empty(functional)
    assert api.content.get_state(register[whole.number]) == "archived"
    (job,) = queue.jobs(kind="retention-destroy")
    assert job.state == "failed"


def test_a_key_that_a_lost_queue_has_left_is_destroyed_the_next_day(functional, whole):
    register = functional["portal"]["perkara"]
    signed(register)
    with acting("archivist1"):
        workflow = api.portal.get_tool("portal_workflow")
        workflow.doActionFor(register[whole.number], "destroy", comment="Menurut daftar.")
    transaction.commit()
    assert IDestroyed.providedBy(register[whole.number])
    (job,) = queue.jobs(kind="retention-shred")
    assert queue.cancel(job.id)
    assert not keystore.is_shredded(whole.uid)
    Propose()(functional["portal"], {}, lambda *told: None)
    transaction.commit()
    queue_is_empty(functional)
    assert keystore.is_shredded(whole.uid)


def test_an_older_keystore_that_is_brought_back_loses_the_key_again(functional, whole):
    with keystore.tables.reading() as table:
        (kept,) = table.ask("SELECT * FROM vault_key WHERE uid = ?", whole.uid)
    destroyed(functional, whole)
    with keystore.tables.writing() as table:
        table.ask("DELETE FROM vault_shredded WHERE uid = ?", whole.uid)
        table.ask("INSERT INTO vault_key VALUES (?, ?, ?, ?)", *kept)
    keystore.forget()
    assert len(keystore.case_key(whole.uid)) == 32
    keystore.forget()
    Propose()(functional["portal"], {}, lambda *told: None)
    transaction.commit()
    queue_is_empty(functional)
    assert keystore.is_shredded(whole.uid)


def test_the_worker_asks_every_day(functional):
    register = functional["portal"]["perkara"]
    number = old_case(register).getId()
    transaction.commit()
    DailyLook(lambda: functional["app"]._p_jar.db().open().root()["Application"])()
    queue_is_empty(functional)
    (found,) = lists.lists_of(register)
    assert [row.number for row in found.rows()] == [number]
