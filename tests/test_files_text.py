"""The text of documents: read by the worker, found by those who may read, by nobody else."""

from baleharum.cases.files.search import find
from baleharum.cases.files.search import hits
from baleharum.cases.files.search import phrases
from baleharum.cases.files.search import snippet
from baleharum.cases.files.search import text_query
from baleharum.cases.files.search import words_sought
from baleharum.jobs.running import run_pending
from pathlib import Path
from tests.centre import acting
from tests.centre import sample_case
from tests.document_samples import odt
from tests.document_samples import pdf
from tests.document_samples import scanned_pdf
from tests.document_samples import sheet
from tests.document_samples import word
from tests.http import Visitor
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

import pytest
import re
import transaction


ENCRYPTED = (Path(__file__).parent / "files" / "encrypted.pdf").read_bytes()


@pytest.fixture
def register(functional):
    return functional["portal"]["perkara"]


@pytest.fixture
def case(register):
    case = sample_case(register)
    transaction.commit()
    return case


@pytest.fixture
def read(functional):
    """Let the worker read all that waits."""

    def read_all():
        transaction.commit()
        return run_pending(functional["app"])

    return read_all


def add(case, name, data, **fields):
    """File a document under a name of its own."""
    from baleharum.cases.api import add_document

    with acting(fields.pop("author", "worker1")):
        return add_document(case, data, name, **{"kind": "catatan-kasus", **fields})


def found(context, text, user_id="worker1"):
    """Return the numbers of what somebody finds."""
    with acting(user_id):
        brains, total = find(context, text)
        assert total == len(brains)
        return [hit.row.number for hit in hits(brains, text)]


@pytest.mark.parametrize(
    "name,data,word",
    [
        ("a.pdf", pdf("Rumah di Ampenan"), "ampenan"),
        ("a.docx", word("Berita acara Cakranegara"), "cakranegara"),
        ("a.xlsx", sheet(), "penerima"),
        ("a.odt", odt(), "laporan"),
        ("a.txt", b"Kronologi di Sekarbela", "sekarbela"),
    ],
)
def test_text_is_found_once_it_was_read(case, read, name, data, word):
    document = add(case, name, data)
    assert document.text_state == "waiting"
    assert found(case, word) == []
    read()
    assert document.text_state == "indexed"
    assert found(case, word) == ["D1"]


@pytest.mark.parametrize(
    "user_id,numbers",
    [
        ("worker2", ["D1"]),
        ("supervisor1", ["D1"]),
        ("worker3", []),
        ("advocate2", []),
        ("privacy1", []),
        ("siteadmin", []),
    ],
)
def test_only_readers_find(case, register, read, user_id, numbers):
    add(case, "a.txt", b"Kronologi di Sekarbela")
    read()
    assert found(register, "sekarbela", user_id) == numbers


def test_all_words_must_be_there_and_phrases_as_they_stand(case, read):
    add(case, "a.txt", b"rumah yang aman di Mataram")
    add(case, "b.txt", b"rumah aman di Ampenan")
    read()
    assert found(case, "rumah mataram") == ["D1"]
    assert found(case, '"rumah aman"') == ["D2"]


@pytest.mark.parametrize("text", ["", '"', "* (", "AND", "NOT rumah)", "-", "ke" * 400])
def test_no_query_is_an_error(case, text):
    assert found(case, text) == []


def test_a_scan_has_no_text_and_is_not_broken(case, read):
    document = add(case, "scan.pdf", scanned_pdf())
    read()
    assert (document.text_state, document.pages) == ("none", 1)


@pytest.mark.parametrize(
    "data,reason", [(b"%PDF-1.4 torn off", "broken"), (ENCRYPTED, "encrypted")]
)
def test_an_unreadable_file_is_kept_and_said_to_be_unreadable(case, read, data, reason):
    document = add(case, "rusak.pdf", data)
    read()
    assert (document.text_state, document.text_reason) == ("unreadable", reason)
    assert document.file.data == data
    assert read() == 0, "it is not tried again and again"
    with acting("worker1"):
        html = document.restrictedTraverse("view")()
        assert "Text cannot be read" in html
        assert "It is kept" in html
        assert "unreadable" in case.restrictedTraverse("documents")()


def test_read_again_is_for_editors(functional, case, read):
    document = add(case, "a.txt", b"Kronologi di Sekarbela")
    read()
    transaction.commit()
    path = f"perkara/{case.getId()}/d1"
    for user_id, status in (("worker2", 302), ("supervisor1", 404)):
        visitor = Visitor(functional["portal"], user_id)
        form = {"_authenticator": visitor.authenticator(f"perkara/{case.getId()}/d1")}
        answer = visitor.post(f"{path}/@@read-again", form)
        assert answer.status in (status, 401, 302) if status == 404 else answer.status == status
        assert document.text_state == ("waiting" if user_id == "worker2" else "indexed")
        read()
    assert found(case, "sekarbela") == ["D1"]


def test_the_text_of_a_secret_document_is_found_by_its_readers(case, read):
    document = add(case, "a.txt", b"Kronologi di Sekarbela", level="secret")
    read()
    assert document.text_state == "indexed"
    assert found(case, "sekarbela", "worker1") == ["D1"]
    for user_id in ("advocate1", "psychologist1", "head1", "worker3", "siteadmin"):
        assert found(case, "sekarbela", user_id) == []


def test_raising_to_secret_takes_readers_away(functional, case, read):
    document = add(case, "a.txt", b"Kronologi di Sekarbela")
    read()
    assert found(case, "sekarbela", "advocate1") == ["D1"]
    with acting("worker1"):
        document.level = "secret"
        notify(ObjectModifiedEvent(document))
        transaction.commit()
    assert found(case, "sekarbela", "worker1") == ["D1"]
    assert found(case, "sekarbela", "advocate1") == []
    assert found(case, document.title, "advocate1") == []
    advocate = Visitor(functional["portal"], "advocate1")
    assert advocate.get(f"perkara/{case.getId()}/d1").status == 404
    assert "/d1" not in advocate.get(f"perkara/{case.getId()}/documents").text


def test_a_change_of_kind_opens_a_record_to_its_profession(functional, case, read):
    add(case, "a.txt", b"Hasil pemeriksaan", level="secret")
    read()
    psychologist = Visitor(functional["portal"], "psychologist1")
    worker = Visitor(functional["portal"], "worker1")
    path = f"perkara/{case.getId()}/d1"
    assert psychologist.get(path).status == 404
    assert worker.rest("PATCH", path, {"kind": "laporan-psikologis"}).status == 204
    assert psychologist.get(path).status == 200
    listed = psychologist.rest("GET", f"perkara/{case.getId()}/@documents").json()["items"]
    assert [item["kind"]["token"] for item in listed] == ["laporan-psikologis"]


def test_a_broken_secret_file_is_said_to_be_broken(case, read):
    document = add(case, "rusak.pdf", b"%PDF-1.4 torn off", level="secret")
    read()
    assert (document.text_state, document.text_reason) == ("unreadable", "broken")
    with acting("worker1"):
        assert "It is kept" in document.restrictedTraverse("view")()


def test_a_change_through_rest_follows_the_same_way(functional, case, read):
    add(case, "a.txt", b"Kronologi di Sekarbela")
    read()
    worker = Visitor(functional["portal"], "worker1")
    path = f"perkara/{case.getId()}/d1"
    assert worker.rest("PATCH", path, {"level": "secret"}).status == 204
    assert found(case, "sekarbela", "worker1") == ["D1"]
    assert found(case, "sekarbela", "advocate1") == []
    assert worker.rest("PATCH", path, {"level": "restricted", "kind": "visum"}).status == 400


def test_the_hit_shows_where_the_word_stands(functional, case, read):
    add(case, "a.txt", b"Klien tinggal di rumah aman.\nIa datang sendiri.")
    read()
    worker = Visitor(functional["portal"], "worker1")
    page = worker.get("perkara/@@find?text=rumah+aman").text
    assert "<mark>rumah</mark>" in page and "tinggal di" in page
    item = worker.rest("GET", f"perkara/{case.getId()}/@find?text=sendiri").json()["items"][0]
    assert (item["number"], item["case"]) == ("D1", case.getId())
    assert item["snippet"]["word"] == "sendiri"


def test_words_of_a_query():
    assert phrases('"rumah aman" (Mataram* -') == ["rumah aman", "Mataram"]
    assert text_query("a b") == '"a" AND "b"'
    assert text_query("a NOT b") == '"a" AND NOT "b"'
    assert words_sought('a OR "b c" NOT d') == ["a", "b c"]


@pytest.mark.parametrize(
    "text,numbers",
    [
        ("mataram OR ampenan", ["D2", "D1"]),
        ("rumah NOT ampenan", ["D1"]),
        ("rumah AND ampenan", ["D2"]),
        ('"rumah aman" OR mataram', ["D2", "D1"]),
        ("rumahnya", ["D2", "D1"]),
        ("NOT rumah", []),
        ("OR", []),
        ("rumah AND", ["D2", "D1"]),
    ],
)
def test_operators_and_stems(case, read, text, numbers):
    add(case, "a.txt", b"rumah yang aman di Mataram")
    add(case, "b.txt", b"rumah aman di Ampenan")
    read()
    assert sorted(found(case, text)) == sorted(numbers)


def test_the_catalog_holds_no_word_of_a_document(functional, case, read):
    add(case, "a.txt", b"Kronologi di Sekarbela")
    read()
    catalog = functional["portal"].portal_catalog
    for lexicon in ("plone_lexicon", "case_lexicon"):
        assert not [word for word in catalog[lexicon].words() if "sekar" in word]
    assert all(
        re.fullmatch("#(g[0-9a-f]{8})?[0-9a-f]{32}", word)
        for word in catalog["case_lexicon"].words()
    )


def test_a_snippet_is_one_line_around_the_word():
    shown = snippet("x" * 100 + " satu\ndua  tiga " + "y" * 200, ["dua tiga"])
    assert shown.word == "dua tiga"
    assert shown.before.startswith("… ") and shown.before.endswith("satu ")
    assert shown.after.endswith(" …")
    assert snippet("satu dua", ["tiga"]) is None
    assert snippet("dua satuan", ["satu"]).word == "satuan"
    assert snippet("tempat", ["tem"]) is None
