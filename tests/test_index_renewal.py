"""After a destruction the catalog is hashed by a new key, and an old copy of it can't be asked."""

from baleharum.cases.api import add_document
from baleharum.cases.files.receiving import receive
from baleharum.cases.files.search import find
from baleharum.cases.hashes import Hashes
from baleharum.cases.hashes import hashing
from baleharum.cases.names import match_keys
from baleharum.cases.people.matches import find_matches
from baleharum.jobs import claims
from baleharum.jobs import queue
from baleharum.jobs.running import perform
from baleharum.jobs.running import run_pending
from baleharum.retention import renewal
from baleharum.retention.work import Propose
from baleharum.vault import fingerprints
from baleharum.vault import generations
from baleharum.vault import keystore
from baleharum.vault import moment
from baleharum.vault import tables
from baleharum.vault.words import folded
from baleharum.vault.words import stemmed
from dataclasses import dataclass
from io import BytesIO
from plone import api
from Products.CMFCore.indexing import processQueue
from tests.case_forms import given_to_worker3
from tests.centre import acting
from tests.centre import sample_case
from tests.centre import sample_person
from tests.disposal import archived
from tests.disposal import carried_out
from tests.disposal import signed
from tests.test_retention_crash import work_later
from tests.test_retention_crash import worker_that_dies
from threading import Event
from threading import Thread
from transaction import TransactionManager
from typing import Any
from ZODB.POSException import ConflictError
from zope.component.hooks import setSite

import hashlib
import hmac
import os
import pytest
import shutil
import transaction


GONE = "Keterangan Kenari Sasmita tentang kejadian malam itu di Ampenan."
GONE_NIK = "5271055708120000"
KEPT = ("Keterangan tentang rumah aman di Cakranegara.", "Rumah yang aman bagi keterangan anak.")
KEPT_NIK = "5271051708850000"


@dataclass
class Centre:
    """A case that is to be destroyed, and one of worker1 and one of worker3 that stay."""

    gone: Any
    kept: Any
    other: Any


def with_text(case, text, author="worker1"):
    with acting(author):
        return add_document(case, text.encode(), "teks.txt", kind="catatan-kasus")


@pytest.fixture
def centre(functional):
    """Three cases with documents and people, read and indexed; one is archived."""
    portal = functional["portal"]
    register = portal["perkara"]
    gone, kept, other = (sample_case(register) for _each in range(3))
    with_text(gone, GONE)
    sample_person(gone, name="Kenari Sasmita", nik=GONE_NIK, nik_state="ada", birth_year=1980)
    for text in KEPT:
        with_text(kept, text)
    sample_person(kept, name="Amaq Rahim", nik=KEPT_NIK, nik_state="ada", birth_year=1985)
    given_to_worker3(other)
    with_text(other, KEPT[0], "worker3")
    sample_person(other, author="worker3", name="Inaq Sari", birth_year=1990)
    archived(gone)
    transaction.commit()
    run_pending(functional["app"])
    portal._p_jar.sync()
    assert Hashes().settled and fingerprints.known() == ("",)
    return Centre(gone, kept, other)


@pytest.fixture(autouse=True)
def keystore_again(functional):
    """Put the keystore back as it was: it is outside of the database that the layer rolls back."""
    place = tables.location()
    keystore.ready()
    shutil.copy(place, f"{place}.kept")
    yield
    transaction.abort()
    os.replace(f"{place}.kept", place)
    moment.forget()


@pytest.fixture
def asked(functional, centre, monkeypatch):
    """The case is destroyed and its key is gone; of the renewal nothing is done yet.

    Every step hashes one document or person.
    """
    monkeypatch.setattr(renewal, "STEP", 1)
    register = functional["portal"]["perkara"]
    carried_out(register, signed(register))
    transaction.commit()
    done = [step(functional) for _turn in range(3)]
    assert done[0] == "retention-destroy"
    assert sorted(done[1:]) == ["programmes-forget", "retention-shred"]
    assert [job.kind for job in queue.jobs(states=("waiting",))] == [renewal.NEW_KEY]
    return centre


def step(functional):
    """Have the worker do one job; returns its kind, '' when nothing is to be done."""
    job = claims.claim("test")
    if job is None:
        return ""
    perform(functional["app"], job)
    functional["portal"]._p_jar.sync()
    assert queue.job(job.id).state == "done"
    return job.kind


def all_steps(functional):
    """Have the worker do what is left; returns how many jobs that were."""
    count = 0
    while step(functional):
        count += 1
    return count


def half_way(functional):
    """Go on until something is hashed by either key."""
    while len(Hashes().generations) < 2:
        assert step(functional)
    assert step(functional)
    assert len(Hashes().generations) == len(fingerprints.known()) == 2


def hashes_of(portal):
    """All hashes in the catalog, as who has a copy of it sees them."""
    words = [word for part in Hashes(portal).parts for word in part.lexicon.words()]
    return {word.removeprefix("#") for word in words}


def guessed(copied):
    """What of a case is found in a copy of the catalog by all index keys of the keystore."""
    with tables.reading() as table:
        rows = table.ask("SELECT uid, wrapped, kek FROM vault_key WHERE uid LIKE 'index:%'")
    keys = [keystore.unwrap(keystore.kek_of(kek), wrapped) for _uid, wrapped, kek in rows]
    assert keys
    known = [("word", word) for word in stemmed(folded(f"{GONE} {' '.join(KEPT)}"))]
    known += [("person", key) for key in match_keys(GONE_NIK, "Kenari Sasmita", 1980)]
    known.append(("file", hashlib.sha256(GONE.encode()).hexdigest()))
    digits = {each[-32:] for each in copied}
    return {
        (purpose, value)
        for purpose, value in known
        for key in keys
        if hmac.digest(key, f"{purpose}\0{value}".encode(), "sha256").hex()[:32] in digits
    }


def test_a_copy_from_before_can_not_be_asked_with_the_keys_of_today(functional, asked):
    portal = functional["portal"]
    # The catalog of the other cases shares words with it; what only it had is gone already.
    copied = hashes_of(portal)
    assert ("word", *stemmed(["keterangan"])) in guessed(copied)
    all_steps(functional)
    assert guessed(copied) == set()
    assert not copied & hashes_of(portal)
    assert guessed(hashes_of(portal))


def test_a_backup_of_the_destroyed_case_can_not_be_asked(functional, centre):
    portal = functional["portal"]
    copied = hashes_of(portal)
    before = guessed(copied)
    assert {purpose for purpose, _value in before} == {"word", "person", "file"}
    assert ("word", *stemmed(["kenari"])) in before
    register = portal["perkara"]
    carried_out(register, signed(register))
    transaction.commit()
    all_steps(functional)
    assert guessed(copied) == set()
    with tables.reading() as table:
        rows = table.ask("SELECT uid FROM vault_key WHERE uid LIKE 'index:%'")
    assert rows == [(f"index:fingerprints:{fingerprints.newest()}",)]


def numbers(context, text, user_id="worker1"):
    with acting(user_id):
        brains, total = find(context, text)
    assert len(brains) == total
    return [brain.Title.rpartition("/")[2] for brain in brains]


def twin(case, text):
    with acting("worker1"):
        return receive(case, BytesIO(text.encode()), "lain.txt", kind="catatan-kasus").number


def answers(functional, centre):
    """What is found of words, phrases, people and files."""
    register = functional["portal"]["perkara"]
    with acting("worker1"):
        matches = [
            find_matches(centre.other, nik=KEPT_NIK),
            find_matches(centre.kept, name="Inaq Sari", birth_year=1990),
            find_matches(centre.kept, name="Orang Lain"),
        ]
    found = {
        "word": sorted(numbers(centre.kept, "keterangan")),
        "phrase": numbers(centre.kept, '"rumah aman"'),
        "or": sorted(numbers(centre.kept, "cakranegara OR anak")),
        "not": numbers(centre.kept, "rumah NOT anak"),
        "both": numbers(centre.kept, "rumah anak"),
        "all": len(numbers(register, "rumah", "supervisor1")),
        "own": len(numbers(register, "rumah")),
        "theirs": len(numbers(register, "rumah", "worker3")),
        "nobody": numbers(register, "rumah", "privacy1"),
        "matches": [(len(each.known), each.elsewhere) for each in matches],
        "twins": [twin(centre.kept, text) for text in KEPT],
    }
    transaction.abort()
    return found


EXPECTED = {
    "word": ["D1", "D2"],
    "phrase": ["D1"],
    "or": ["D1", "D2"],
    "not": ["D1"],
    "both": ["D2"],
    "all": 3,
    "own": 2,
    "theirs": 1,
    "nobody": [],
    "matches": [(1, False), (0, True), (0, False)],
    "twins": ["D1", "D2"],
}


def test_everything_is_found_before_meanwhile_and_after(functional, asked):
    assert answers(functional, asked) == EXPECTED
    seen, order = set(), numbers(asked.kept, "keterangan")
    while step(functional):
        assert answers(functional, asked) == EXPECTED
        assert numbers(asked.kept, "keterangan") == order
        seen.add(frozenset(Hashes().generations))
    assert len(seen) == 3  # The older key alone, both, the newer alone.
    assert answers(functional, asked) == EXPECTED
    assert Hashes().settled and len(fingerprints.known()) == 1


def test_what_is_filed_meanwhile_is_found(functional, asked):
    half_way(functional)
    with_text(asked.kept, "Kunjungan ke Sekarbela.")
    transaction.commit()
    all_steps(functional)
    assert numbers(asked.kept, "sekarbela") == ["D3"]
    assert sorted(numbers(asked.kept, "keterangan")) == ["D1", "D2"]


def test_a_search_meanwhile_is_one_row_of_the_record(functional, asked, trail, visit):
    half_way(functional)
    before = len(trail.rows(actions=("search",), limit=1000))
    answer = visit("worker1").get("perkara/@@find?text=rumah")
    assert answer.status == 200 and answer.text.count("/d1") and answer.text.count("/d2")
    rows = trail.rows(actions=("search",), limit=1000)
    assert len(rows) == before + 1
    assert {row.detail for row in rows if row.user == "worker1"} >= {"hits=2"}


def test_what_is_opened_for_it_is_opened_by_the_worker(functional, asked, trail):
    all_steps(functional)
    opened = trail.rows(actions=("open",), limit=1000)
    assert opened and {row.user for row in opened} == {"baleharum:worker"}
    (row,) = trail.rows(actions=("key",), limit=10)
    assert (row.user, row.detail) == ("baleharum:worker", "index")


@pytest.mark.parametrize(
    ("module", "function"),
    [
        ("vault/generations.py", "new_generation"),
        ("vault/generations.py", "_list"),
        ("cases/hashes.py", "announce"),
        ("cases/hashes.py", "renew"),
        ("cases/hashes.py", "take_out"),
        ("cases/hashes.py", "forget_older"),
        ("vault/generations.py", "end_generations"),
        ("vault/keystore.py", "remove"),
        ("vault/moment.py", "forget"),
        ("jobs/claims.py", "finish"),
    ],
)
def test_killed_it_goes_on_where_it_was(functional, asked, monkeypatch, module, function):
    if function in ("renew", "take_out", "finish"):
        half_way(functional)
    worker_that_dies(functional, module, function)
    moment.forget()
    assert answers(functional, asked) == EXPECTED
    work_later(functional, monkeypatch)
    assert answers(functional, asked) == EXPECTED
    assert Hashes().settled and len(fingerprints.known()) == 1 and fingerprints.newest()
    assert {job.state for job in queue.jobs()} == {"done"}


def test_destructions_of_one_list_share_a_key_and_a_later_one_gets_another(functional, asked):
    renewal.ask_for_new_key()
    transaction.commit()
    assert len(queue.jobs(states=("waiting",), kind=renewal.NEW_KEY)) == 1
    half_way(functional)
    first = fingerprints.newest()
    renewal.ask_for_new_key()
    transaction.commit()
    all_steps(functional)
    assert fingerprints.newest() != first and len(fingerprints.known()) == 1
    assert Hashes().generations == {fingerprints.newest()}
    assert answers(functional, asked) == EXPECTED


def test_who_hashed_before_there_was_a_new_key_is_refused_afterwards(functional, asked):
    portal = functional["portal"]
    path = "/".join(asked.kept["d1"].getPhysicalPath())
    database, ready, go, refused = portal._p_jar.db(), Event(), Event(), []

    def late():
        transaction.begin()
        connection = database.open()
        try:
            site = connection.root()["Application"][portal.getId()]
            setSite(site)
            site.unrestrictedTraverse(path).reindexObject(idxs=["document_words"])
            processQueue()
            ready.set()
            go.wait(60)
            transaction.commit()
        except ConflictError as error:
            refused.append(error)
        finally:
            ready.set()
            transaction.abort()
            connection.close()

    thread = Thread(target=late)
    thread.start()
    ready.wait(60)
    assert step(functional) == renewal.NEW_KEY
    go.set()
    thread.join()
    assert len(refused) == 1


def test_sites_in_folders_share_the_key_as_well(functional):
    app, site = functional["app"], functional["portal"]
    app.manage_addFolder("tengah")
    app["tengah"]._setObject(site.getId(), site.aq_base, suppress_events=True)
    for asking in (site, app["tengah"][site.getId()]):
        found = {each.getPhysicalPath() for each in renewal.sites_beside(asking)}
        assert found == {site.getPhysicalPath(), ("", "tengah", site.getId())}


def go_on(functional):
    """Have the worker take its daily look."""
    moment.forget()
    Propose()(functional["portal"], {}, lambda *told: None)
    transaction.commit()
    all_steps(functional)


def test_an_older_keystore_that_is_brought_back_loses_the_older_key_again(functional, asked):
    place = tables.location()
    all_steps(functional)
    lost = fingerprints.newest()
    shutil.copy(f"{place}.kept", f"{place}.older")
    with tables.reading() as table:
        cases = table.ask("SELECT * FROM vault_key WHERE uid NOT LIKE 'index:%'")
    os.replace(f"{place}.older", place)
    moment.forget()
    with tables.writing() as table:
        for row in cases:
            table.ask("INSERT INTO vault_key VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", *row)
    keystore.shred(asked.gone.UID())
    assert fingerprints.known() == ("",)
    assert fingerprints.index_key(fingerprints.KEY_NAME, "")
    go_on(functional)
    assert fingerprints.newest() not in ("", lost) and len(fingerprints.known()) == 1
    assert keystore.is_shredded("index:fingerprints")
    assert answers(functional, asked) == EXPECTED


def test_an_older_database_that_is_brought_back_is_hashed_anew(functional, centre):
    # Its hashes are all by a key that is destroyed.
    second = generations.new_generation(fingerprints.KEY_NAME, "")
    generations.end_generations(fingerprints.KEY_NAME, second)
    assert numbers(centre.kept, "keterangan") == []
    go_on(functional)
    assert fingerprints.known() == (second,)
    assert answers(functional, centre)["word"] == EXPECTED["word"]
    assert answers(functional, centre)["matches"] == EXPECTED["matches"]


def test_what_nobody_can_open_stops_nothing_and_is_not_found(functional, asked):
    document = asked.kept["d1"]
    rid = api.portal.get_tool("portal_catalog").getrid("/".join(document.getPhysicalPath()))
    keystore.shred(asked.kept.UID())
    all_steps(functional)
    assert Hashes().settled and len(fingerprints.known()) == 1
    assert not Hashes().parts[0].postings.has_doc(rid)
    assert numbers(asked.other, "rumah", "worker3") == ["D1"]


def test_nothing_is_done_where_all_is_well(functional, centre):
    before = hashes_of(functional["portal"])
    go_on(functional)
    assert hashes_of(functional["portal"]) == before and fingerprints.known() == ("",)


def test_who_knew_the_index_before_its_key_was_renewed_elsewhere_hashes_all_the_same(functional):
    """What another thread has changed still bears the serial of before, until it is read again."""
    site = functional["portal"]
    known = Hashes(site).announced.aq_base
    known._p_activate()
    elsewhere = TransactionManager()
    connection = site._p_jar.db().open(elsewhere)
    connection.get(known._p_oid)._p_changed = True
    elsewhere.commit()
    connection.close()
    transaction.begin()
    hashing()
    site.description = "Lain."
    transaction.commit()
