"""Sealed files in a real database with real blobs, read through stock views."""

from baleharum.vault import blobs
from baleharum.vault import keystore
from baleharum.vault import moment
from baleharum.vault import sealing
from baleharum.vault.fields import SealedFileField
from baleharum.vault.files import SealedFile
from baleharum.vault.files import SealedText
from baleharum.vault.interfaces import Broken
from baleharum.vault.interfaces import KeyUsed
from baleharum.vault.interfaces import Shredded
from baleharum.vault.interfaces import Unsealed
from baleharum.vault.objects import seal_to
from baleharum.vault.objects import SealedObject
from baleharum.vault.objects import SealedValue
from OFS.SimpleItem import SimpleItem
from pathlib import Path
from plone.namedfile.browser import Download
from plone.namedfile.interfaces import IBlobby
from plone.namedfile.interfaces import INamedFile
from uuid import uuid4
from waitress.buffers import ReadOnlyFileBasedBuffer
from zope.component import getGlobalSiteManager
from zope.component import provideHandler
from zope.component.hooks import site
from zope.interface.verify import verifyObject
from ZPublisher.HTTPRequest import HTTPRequest
from ZPublisher.HTTPResponse import HTTPResponse
from ZPublisher.Iterators import IStreamIterator

import gc
import io
import os
import pytest
import random
import sys
import tempfile
import tracemalloc
import transaction
import ZODB.FileStorage


NAME = "Visum Kenari Sasmita.pdf"
CANARY = b"Kenari Sasmita saw it all. "
CONTENT = CANARY * 9000  # Four chunks.


class Thing(SealedObject, SimpleItem):
    """What a file hangs on."""

    remark = SealedValue("remark")
    file = None


@pytest.fixture
def vault(tmp_path, monkeypatch):
    """A vault of its own."""
    monkeypatch.setenv("BALEHARUM_KEK", str(tmp_path / "vault" / "kek"))
    monkeypatch.setenv("BALEHARUM_KEYSTORE", str(tmp_path / "vault" / "keys.sqlite3"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    moment.forget()
    yield tmp_path
    transaction.abort()
    moment.forget()


@pytest.fixture
def root(vault):
    """The root of a database with blobs, on the disk."""
    storage = ZODB.FileStorage.FileStorage(str(vault / "Data.fs"), blob_dir=str(vault / "blobs"))
    database = ZODB.DB(storage)
    connection = database.open()
    yield connection.root()
    transaction.abort()
    connection.close()
    database.close()


@pytest.fixture
def thing(root):
    """A committed thing with a file, sealed to a case."""
    thing = root["thing"] = Thing()
    setattr(thing, "_plone.uuid", uuid4().hex)
    thing.remark = CANARY.decode()
    thing.file = SealedFile(CONTENT, "application/pdf", NAME)
    seal_to(thing, uuid4().hex)
    transaction.commit()
    return thing


@pytest.fixture
def openings():
    """What is told of openings, while the test runs."""
    seen = []
    provideHandler(seen.append, [KeyUsed])
    yield seen
    getGlobalSiteManager().unregisterHandler(seen.append, [KeyUsed])


def blob_path(file):
    file._p_activate()
    return Path(file._blob.committed())


def download(thing, **headers):
    """What the stock view answers: (status, headers, body)."""
    environ = {"SERVER_NAME": "localhost", "SERVER_PORT": "80", "REQUEST_METHOD": "GET"}
    environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    request = HTTPRequest(sys.stdin, environ, HTTPResponse(stdout=io.BytesIO()))
    view = Download(thing, request)
    view.fieldname = "file"
    view._getFile = lambda: thing.file
    thing.absolute_url = lambda: "http://localhost/thing"
    try:
        return request.response, view()
    finally:
        del thing.absolute_url


def test_it_is_a_named_file_and_no_blob_for_others(vault):
    file = SealedFile(b"abc", filename=NAME)
    assert verifyObject(INamedFile, file) and not IBlobby.providedBy(file)
    assert (file.data, file.getSize(), file.size) == (b"abc", 3, 3)
    assert (file.filename, file.contentType) == (NAME, "application/pdf")
    assert SealedFile().filename is None and SealedFile().data == b""
    assert not hasattr(file, "exif")
    field = SealedFileField(__name__="file")
    field.validate(file)


class Centre(SimpleItem):
    """A site, as the hooks of Zope know it."""

    def getSiteManager(self):
        return getGlobalSiteManager()


def test_a_new_file_lies_beside_the_others_and_is_renamed_when_it_is_kept(root, vault):
    centre = root["centre"] = Centre()
    transaction.commit()
    with site(centre):
        file = SealedFile(CONTENT, "application/pdf", NAME)
    assert not list((vault / "tmp").iterdir())
    assert file._p_jar is None and file._blob._p_jar is None
    (written,) = [each for each in (vault / "blobs" / "tmp").iterdir() if each.is_file()]
    number = written.stat().st_ino
    thing = root["thing"] = Thing()
    setattr(thing, "_plone.uuid", uuid4().hex)
    thing.file = file
    seal_to(thing, uuid4().hex)
    transaction.commit()
    assert blob_path(thing.file).stat().st_ino == number and thing.file.data == CONTENT


def test_what_is_forgotten_before_it_is_kept_leaves_no_file(root, vault):
    centre = root["centre"] = Centre()
    transaction.commit()
    with site(centre):
        SealedFile(CONTENT, "application/pdf", NAME)
    gc.collect()
    assert not [each for each in (vault / "blobs" / "tmp").iterdir() if each.is_file()]


def test_it_is_on_the_disk_part_by_part_and_whole_when_it_is_closed(vault, monkeypatch):
    brought = []
    monkeypatch.setattr(blobs, "_sync", lambda handle: brought.append(os.fstat(handle).st_size))
    with SealedFile().open("w") as target:
        brought.clear()
        for _piece in range(5):
            target.write(bytes(1 << 20))
        assert len(brought) == 2
        assert all(size >= blobs.PART * (turn + 1) for turn, size in enumerate(brought))
    assert brought[-1] == sealing.sealed_size(5 << 20)


def test_a_disk_that_takes_a_part_is_asked_again(vault):
    class Slow(io.BytesIO):
        def write(self, data):
            return super().write(data[:1000])

    slow = Slow()
    assert blobs.ToDisk(slow).write(CONTENT) == len(CONTENT) and slow.getvalue() == CONTENT


@pytest.mark.parametrize("size", [0, 1, 65536, 65537, 300_000])
def test_it_is_written_from_bytes_and_streams(vault, size):
    data = random.Random(size).randbytes(size)  # noqa: S311
    source = io.BytesIO(data)
    source.read(10)
    for written in (SealedFile(data), SealedFile(source)):
        assert written.data == data and written.getSize() == size
        with written.open() as reader:
            reader.seek(size // 2)
            assert reader.read() == data[size // 2 :]
    assert not source.closed
    with written.open("w") as target:
        target.write(b"new")
    assert written.data == b"new" and written.getSize() == 3
    text = SealedText("café")
    assert text.text == "café" and text.getSize() == 5
    text.text = "other"
    assert text.text == "other"


def test_nothing_readable_is_on_the_disk(thing, vault):
    thing._p_jar.cacheMinimize()
    assert thing.file.data == CONTENT and thing.file.filename == NAME
    with thing.file.open() as reader:
        reader.read(100)
    looked = 0
    for path in vault.rglob("*"):
        if path.is_file():
            looked += 1
            content = path.read_bytes()
            for word in (b"Kenari", b"Sasmita", b"Visum"):
                assert word not in content, path
    assert looked >= 5
    assert not list((vault / "tmp").iterdir())


def test_unsealed_it_is_never_stored(root, vault):
    root["file"] = SealedFile(CONTENT, filename=NAME)
    with pytest.raises(Unsealed, match="seal_to"):
        transaction.commit()
    transaction.abort()
    assert "file" not in root


def test_a_new_file_on_filed_content_must_be_sealed_too(thing):
    thing.file = SealedFile(b"newer")
    with pytest.raises(Unsealed):
        transaction.commit()
    transaction.abort()
    thing.file = SealedFile(b"newer")
    seal_to(thing, thing._vault_case)
    transaction.commit()
    assert thing.file.data == b"newer"


def test_moving_touches_no_byte(thing):
    path, before = blob_path(thing.file), blob_path(thing.file).read_bytes()
    old, new = thing._vault_case, uuid4().hex
    seal_to(thing, new)
    transaction.commit()
    assert blob_path(thing.file) == path and path.read_bytes() == before
    keystore.shred(old)
    transaction.abort()
    assert thing.file.data == CONTENT and thing.remark == CANARY.decode()
    keystore.shred(new)
    for read in (lambda: thing.file.data, lambda: thing.file.filename, lambda: thing.remark):
        with pytest.raises(Shredded):
            read()


def test_the_stock_download_sends_it(thing):
    response, body = download(thing)
    assert body == CONTENT and response.getStatus() == 200
    assert response.getHeader("Content-Length") == str(len(CONTENT))
    assert "Visum%20Kenari" in response.getHeader("Content-Disposition")


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-9", 0, 10),
        ("bytes=65530-65545", 65530, 65546),
        ("bytes=200000-", 200_000, len(CONTENT)),
        ("bytes=-5", len(CONTENT) - 5, len(CONTENT)),
    ],
)
def test_the_stock_download_sends_ranges(thing, asked, start, end):
    response, body = download(thing, range=asked)
    assert response.getStatus() == 206 and body == CONTENT[start:end]
    assert response.getHeader("Content-Range") == f"bytes {start}-{end - 1}/{len(CONTENT)}"
    assert b"".join(thing.file.stream(start, end)) == CONTENT[start:end]


def test_a_stream_outlives_the_transaction_and_is_a_file_for_the_server(thing):
    stream = thing.file.stream(70_000, 70_300)
    assert IStreamIterator.providedBy(stream) and len(stream) == 300
    transaction.abort()
    thing._p_jar.cacheMinimize()
    keystore.shred(thing._vault_case)  # What was opened is on its way.
    assert stream.seek(0, io.SEEK_END) == 300 and stream.seek(0) == 0
    assert stream.read(1000) == CONTENT[70_000:70_300]
    assert stream.seek(290) == 290 and stream.read() == CONTENT[70_290:70_300]
    stream.close()
    with pytest.raises(Shredded):
        thing.file.stream()


def test_the_server_takes_a_stream_as_a_file(thing):
    """Then it writes no temporary file: waitress, as zope2instance sets it up."""
    stream = thing.file.stream(70_000, 170_000)
    sent = ReadOnlyFileBasedBuffer(stream)
    assert sent.prepare(100_000) == 100_000
    got = b""
    while sent.remain:
        ahead = sent.get(18_000)
        assert sent.get(18_000, skip=True) == ahead
        got += ahead
    assert got == CONTENT[70_000:170_000]


def test_a_stream_of_what_is_not_committed_yet(vault):
    assert b"".join(SealedFile(CONTENT).stream(10, 70_000)) == CONTENT[10:70_000]


@pytest.mark.parametrize("way", ["flip", "cut", "extend", "another", "older"])
def test_a_blob_that_was_changed_is_refused(thing, root, way):
    other = root["other"] = SealedFile(CONTENT)
    other.seal_to(thing._vault_case)
    transaction.commit()
    path = blob_path(thing.file)
    content = bytearray(path.read_bytes())
    if way == "older":
        thing.file.data = CONTENT[:-1]
        transaction.commit()
        path = blob_path(thing.file)
    content[100] ^= way == "flip"
    changed = {
        "cut": content[: sealing.HEADER + sealing.SEALED_CHUNK],
        "extend": content + content[-20:],
        "another": blob_path(other).read_bytes(),
    }.get(way, content)
    path.chmod(0o600)
    path.write_bytes(changed)
    with pytest.raises(Broken):
        _ = thing.file.data


def test_openings_of_name_and_content_are_told(thing, openings):
    case, subject = thing._vault_case, getattr(thing, "_plone.uuid")
    assert (thing.file.getSize(), thing.file.contentType) == (len(CONTENT), "application/pdf")
    assert openings == []
    _ = thing.file.filename, thing.file.filename
    assert openings == [KeyUsed(case, subject, "name")]
    thing.file.stream(0, 10).close()
    _ = thing.file.data
    assert openings[1:] == [KeyUsed(case, subject, "content")]
    transaction.abort()
    _ = thing.file.data
    assert openings[2:] == [KeyUsed(case, subject, "content")]


def test_a_large_file_is_never_in_memory(vault, root):
    piece = os.urandom(1 << 20)
    tracemalloc.start()
    try:
        file = root["large"] = SealedFile()
        with file.open("w") as target:
            for _ in range(200):
                target.write(piece)
        file.seal_to(uuid4().hex)
        transaction.commit()
        assert file.getSize() == 200 << 20
        assert sum(len(sent) for sent in file.stream()) == 200 << 20
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 16 << 20
