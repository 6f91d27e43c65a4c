"""Nobody finds out from logs, records, errors or lists who has reported, or what."""

from baleharum.guard.accesslog import AccessLog
from baleharum.intake import policy
from baleharum.intake.report import fields
from baleharum.intake.report import page
from baleharum.intake.report.rules import file_system
from baleharum.intake.report.rules import temporary_trouble
from baleharum.renditions.running import MEMORY
from baleharum.trail import api as trail
from contextlib import contextmanager
from contextlib import suppress
from http.client import HTTPConnection
from Products.SiteErrorLog.SiteErrorLog import IPubFailureSubscriber
from Products.SiteErrorLog.SiteErrorLog import SiteErrorLog
from Products.SiteErrorLog.SiteErrorLog import temp_logs
from tests.document_samples import pdf
from tests.http import PIPELINE
from tests.http import Visitor
from tests.report_made import code_of
from tests.report_made import encoded
from tests.report_made import notice_of
from tests.report_made import report_site
from tests.report_made import Reporter
from tests.report_made import reports
from tests.report_made import STORY
from tests.report_made import token_of_before
from tests.security.sweeping import allowed
from tests.security.sweeping import is_open
from tests.security.sweeping import view_names
from threading import Thread
from waitress import create_server
from zope.component import getGlobalSiteManager
from ZPublisher.interfaces import IPubBeforeCommit

import ctypes
import logging
import os
import pytest
import struct
import tempfile
import transaction


WORD = STORY.partition(":")[0]


@pytest.fixture
def portal(functional):
    report_site(functional["portal"])
    return functional["portal"]


@pytest.fixture
def reporter(portal):
    return Reporter(portal)


@pytest.fixture
def error_log(portal):
    """A list of errors that keeps whole requests, as a Zope has one."""
    root = portal.getPhysicalRoot()
    if "error_log" not in root.objectIds():
        root._setObject("error_log", SiteErrorLog())
        transaction.commit()
    return root["error_log"]


def entries():
    return [str(entry) for log in temp_logs.values() for entry in log]


def test_an_error_after_the_page_leaves_nothing_in_the_list_of_errors(reporter, error_log, caplog):
    def fail(event):
        raise RuntimeError("the theme fell over")

    site = getGlobalSiteManager()
    site.registerHandler(fail, (IPubBeforeCommit,))
    site.registerHandler(IPubFailureSubscriber)
    try:
        answer = reporter.send(narrative=STORY, contact="081299887766")
    finally:
        site.unregisterHandler(fail, (IPubBeforeCommit,))
        site.unregisterHandler(IPubFailureSubscriber)
    assert answer.status == 500
    kept = entries()
    assert any("the theme fell over" in entry for entry in kept)
    assert not any(WORD in entry or "081299887766" in entry for entry in kept)
    assert WORD not in caplog.text
    # The report is there; who presses the button again gets its code.
    assert code_of(reporter.send(narrative=STORY, contact="081299887766"))


@pytest.mark.parametrize(
    "owner, name",
    [(fields.ReportForm, "sections"), (fields.ReportForm, "update"), (page.answers, "submission")],
)
def test_what_fails_is_logged_without_its_words(reporter, monkeypatch, caplog, owner, name):
    def fail(*args, **kwargs):
        raise ValueError(f"cannot do it with {STORY}")

    monkeypatch.setattr(owner, name, fail)
    # Without an answer that is needed the form is shown again, with a story in another field.
    answer = reporter.send(
        **({"place_text": STORY} if name == "sections" else {"narrative": STORY})
    )
    assert answer.status == 503
    assert "129" in answer.text
    assert "ValueError" in caplog.text
    assert WORD not in caplog.text


def test_the_record_tells_that_a_report_came_and_not_from_where(portal, reporter):
    before = {row.seq for row in trail.rows(limit=1000)}
    code = code_of(reporter.send(narrative=STORY))
    reporter.come_back(code)
    rows = [row for row in trail.rows(limit=1000) if row.seq not in before]
    assert rows
    assert {(row.user, row.network) for row in rows} == {("", "")}


def test_looking_at_the_form_is_no_row(portal, reporter):
    before = {row.seq for row in trail.rows(limit=1000)}
    reporter.get()
    reporter.get("/kode")
    assert {row.seq for row in trail.rows(limit=1000)} == before


@pytest.mark.parametrize("where", ["", "/kode"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_access_log_does_not_tell_who_asked(reporter, caplog, where, method):
    caplog.set_level(logging.INFO, logger="wsgi")
    reporter.visitor.pipeline = AccessLog(PIPELINE, setup_console_handler=False)
    if method == "GET":
        headers = {"User-Agent": "Kanaripramban/1.0", "X-Forwarded-For": "192.0.2.77"}
        reporter.visitor.get(reporter.path + where, **headers)
    else:
        reporter.send(more=where, narrative=STORY, code="1234567890123456")
    (line,) = [each.getMessage() for each in caplog.records if each.name == "wsgi"]
    assert line.startswith("- - - [")
    assert f'"{method} /plone/lapor{where} ' in line
    for word in ("127.0.0.1", "192.0.2", "Kanari", "1234567890"):
        assert word not in line


@pytest.mark.parametrize("user_id, begun", [("", "- - - ["), ("worker1", "127.0.0.1 - worker1 [")])
def test_of_other_pages_it_tells_who_is_logged_in(portal, caplog, user_id, begun):
    caplog.set_level(logging.INFO, logger="wsgi")
    visitor = Visitor(portal, user_id)
    visitor.pipeline = AccessLog(PIPELINE, setup_console_handler=False)
    for path in ("", "login"):
        caplog.clear()
        visitor.get(path, **{"User-Agent": "Kanaripramban/1.0"})
        (line,) = [each.getMessage() for each in caplog.records if each.name == "wsgi"]
        assert line.startswith(begun), path
        assert ("Kanari" in line) is bool(user_id)


def test_refused_submissions_are_in_no_log(reporter, caplog):
    caplog.set_level(logging.DEBUG)
    reporter.send(narrative=STORY, files=[("file_1", f"{WORD}.exe", b"MZ" + WORD.encode())])
    reporter.send(narrative=STORY, token="")
    reporter.send(narrative="", place_text=STORY)
    assert WORD not in caplog.text


def test_nothing_of_a_report_is_found_by_the_public(portal, reporter):
    code_of(reporter.send(narrative=STORY, files=[("file_1", f"{WORD}.pdf", pdf(WORD))]))
    (report,) = reports(portal)
    for address in (
        "@@search?SearchableText=malam",
        "@search?SearchableText=malam",
        "@search?portal_type=IntakeReport",
        f"penerimaan/{report.getId()}",
        "penerimaan",
        "lapor/@@saveddata",
        "sitemap",
    ):
        text = reporter.visitor.get(address, Accept="application/json").text
        assert WORD not in text
        assert report.getId() not in text, address


def test_no_view_of_a_form_tells_a_stranger_of_its_reports(portal, reporter):
    code_of(reporter.send(narrative=STORY))
    (report,) = reports(portal)
    form = portal["lapor"]
    # What is registered for everything is asked on the site, see tests/security.
    others = set(view_names(portal))
    own = [name for name in view_names(form) if name not in others]
    own += ["view", "kode", "code", "embedded", "z3cform_validate_field", "folder_contents"]
    answering = set()
    for name in sorted(set(own)):
        answer = reporter.get(f"/@@{name}")
        assert WORD not in answer.text and report.getId() not in answer.text, name
        if is_open(answer):
            answering.add(f"@@{name}")
            assert "no-store" in answer.header("Cache-Control"), name
    assert answering == allowed("A", "form")


def test_a_page_of_the_form_is_not_indexed_with_what_was_sent(portal, reporter):
    answer = reporter.send(narrative=STORY)
    assert WORD not in answer.text
    assert not notice_of(answer)


#: Of inotify(7): a file with a name was made, or taken away.
MADE, GONE = 0x100 | 0x80, 0x200 | 0x40
EVENT = struct.Struct("iIII")


@contextmanager
def watched(folder):
    """Watch a folder; gives a list that has the names of files that were made and are left."""
    libc = ctypes.CDLL(None, use_errno=True)
    handle = libc.inotify_init1(os.O_NONBLOCK)
    assert libc.inotify_add_watch(handle, bytes(folder), MADE | GONE) >= 0
    left: list[str] = []
    yield left
    with suppress(BlockingIOError):
        while data := os.read(handle, 65536):
            while data:
                _watch, mask, _cookie, size = EVENT.unpack_from(data)
                name = data[EVENT.size : EVENT.size + size].rstrip(b"\0").decode()
                data = data[EVENT.size + size :]
                left.append(name) if mask & MADE else left.remove(name)
    os.close(handle)


def test_five_large_files_leave_no_file_that_has_a_name(portal, monkeypatch, tmp_path):
    """Through the server that people reach: its own buffers, those of Zope, and ours."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    server = create_server(PIPELINE, host="127.0.0.1", port=0, threads=1)
    Thread(target=server.run, daemon=True).start()
    line = f"{WORD} catatan harian tentang apa yang terjadi.\n".encode()
    text = line * (policy.FILE_BYTES // len(line))
    files = [(f"form.widgets.file_{n}", f"catatan {n}.txt", text) for n in range(1, 6)]
    fields = [("token", token_of_before()), ("form.widgets.narrative", STORY * 100)]
    connection = HTTPConnection("127.0.0.1", server.effective_port)
    with watched(tmp_path) as left:
        connection.request("POST", "/plone/lapor", *encoded(fields, files))
        answer = connection.getresponse()
        page = answer.read().decode()
        assert answer.status == 200 and 'id="report-code"' in page, page[-2000:]
        assert list(tmp_path.iterdir()) == []
    assert left == []
    server.close()
    (report,) = reports(portal)
    assert [file.size for file in report.parts("files").values()] == [len(text)] * 5


def test_uploads_pass_through_memory_or_the_check_says_so(portal, monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(MEMORY))
    assert temporary_trouble(portal) == []
    mounts = tmp_path / "mounts"
    mounts.write_text("/dev/sda1 / ext4 rw 0 0\ntmpfs /run tmpfs rw 0 0\n")
    monkeypatch.setattr("baleharum.intake.report.rules.MOUNTS", mounts)
    monkeypatch.setattr(tempfile, "tempdir", "/srv")
    assert temporary_trouble(portal) == ["/srv"]
    monkeypatch.setattr(tempfile, "tempdir", "/run")
    assert temporary_trouble(portal) == []
    monkeypatch.setattr("baleharum.intake.report.rules.MOUNTS", tmp_path / "none")
    assert file_system(tmp_path) == ""
