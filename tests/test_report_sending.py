"""A report arrives whole or not at all, once, and who sent it is told and keeps every answer."""

from baleharum.intake import codes
from baleharum.intake.messages import messages
from baleharum.intake.report import page
from baleharum.intake.report import sending
from baleharum.trail import store as trail_store
from baleharum.trail.unavailable import TrailUnavailable
from baleharum.vault.interfaces import VaultUnavailable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from plone import api
from tests.document_samples import pdf
from tests.report_made import code_of
from tests.report_made import hidden
from tests.report_made import notice_of
from tests.report_made import report_site
from tests.report_made import Reporter
from tests.report_made import reports
from tests.report_made import STORY
from ZODB.POSException import ConflictError

import pytest
import transaction


@pytest.fixture
def portal(functional):
    report_site(functional["portal"])
    return functional["portal"]


@pytest.fixture
def reporter(portal):
    return Reporter(portal)


def texts(portal):
    return [each.text for report in reports(portal) for each in messages(report)]


def test_a_page_that_is_sent_twice_is_one_report_with_one_code(portal, reporter):
    file = [("file_1", "bukti.pdf", pdf("bukti"))]
    first = reporter.send(narrative=STORY, files=file)
    second = reporter.send(narrative=STORY, files=file)
    assert code_of(first) == code_of(second) != ""
    (report,) = reports(portal)
    assert len(report.parts("files")) == 1
    assert texts(portal) == []
    assert codes.report_of(portal["penerimaan"], code_of(first)) == report
    # What the history of a browser sends again later does not show the code to whoever sits there.
    report.received_at -= timedelta(minutes=16)
    transaction.commit()
    third = reporter.send(narrative=STORY, files=file)
    assert code_of(third) == "" and code_of(first) not in third.text.replace(" ", "")
    assert notice_of(third) and len(reports(portal)) == 1


def test_what_was_written_anew_on_the_same_page_is_added_once(portal, reporter):
    more = [("file_1", "lagi.pdf", pdf("lagi"))]
    code = code_of(reporter.send(narrative=STORY))
    for _again in range(2):
        answer = reporter.send(
            narrative="Ternyata ada anak juga.", place_text="Ampenan", files=more
        )
        assert code_of(answer) == code
    (report,) = reports(portal)
    assert report.said["narrative"] == STORY
    assert texts(portal) == ["Ternyata ada anak juga.\n\nplace_text: Ampenan"]
    assert [file.name for file in report.parts("files").values()] == ["lagi.pdf"]


def test_two_at_once_are_one_report_with_one_code(portal, reporter):
    # Templates are compiled one after the other: Python 3.11.7 fails where two threads do it at once.
    warm = code_of(Reporter(portal).send(narrative="Yang pertama"))
    second = Reporter(portal)
    second.token = reporter.token
    for each in (reporter, second):
        each.visitor.look_again = None
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda who: who.send(narrative=STORY), (reporter, second)))
    assert len({code_of(answer) for answer in answers}) == 1, [
        notice_of(a) or a.text for a in answers
    ]
    assert code_of(answers[0]) not in ("", warm)
    assert len(reports(portal)) == 2


def test_the_code_is_shown_where_its_page_fails(portal, reporter, monkeypatch, caplog):
    def fail(page):
        raise ValueError(STORY)

    monkeypatch.setattr(page.ReportPage, "code_groups", property(fail))
    answer = reporter.send(narrative=STORY)
    code = codes.code_for(portal["penerimaan"], reporter.token.split("-")[1])
    assert codes.shown(code) in answer.text
    assert STORY not in caplog.text
    assert len(reports(portal)) == 1


def test_two_people_have_two_reports(portal):
    found = {code_of(Reporter(portal).send(narrative=STORY)) for _each in range(2)}
    assert len(found) == len(reports(portal)) == 2


@pytest.mark.parametrize(
    "name, data",
    [
        ("virus.exe", b"MZ" + b"\0" * 200),
        ("foto.jpg", b"<html><script>alert(1)</script></html>"),
        ("kosong.pdf", b""),
    ],
)
def test_a_refused_file_does_not_take_the_report_with_it(portal, reporter, name, data):
    answer = reporter.send(narrative=STORY, contact="081234567890", files=[("file_1", name, data)])
    assert reports(portal) == []
    assert name in notice_of(answer)
    assert STORY in answer.text
    assert "081234567890" in answer.text
    # It is sent without the file by pressing the button of the same page once more.
    reporter.token = hidden(answer, "token")
    assert code_of(reporter.send(narrative=STORY, contact="081234567890"))
    assert len(reports(portal)) == 1


def test_six_files_or_a_large_one_are_told(portal, reporter, monkeypatch):
    many = [("file_1", f"{n}.pdf", pdf(str(n))) for n in range(6)]
    assert "5" in notice_of(reporter.send(narrative=STORY, files=many))
    monkeypatch.setattr("baleharum.intake.policy.FILE_BYTES", 100)
    large = reporter.send(narrative=STORY, files=[("file_1", "besar.pdf", pdf("besar"))])
    assert "besar.pdf" in notice_of(large)
    assert reports(portal) == []


def test_five_files_arrive(portal, reporter):
    files = [(f"file_{n}", f"{n}.pdf", pdf(str(n))) for n in range(1, 6)]
    assert code_of(reporter.send(narrative=STORY, files=files))
    (report,) = reports(portal)
    assert [file.name for file in report.parts("files").values()] == [
        f"{n}.pdf" for n in range(1, 6)
    ]


def broken_record(monkeypatch):
    def fail(*args, **kwargs):
        raise TrailUnavailable("down")

    monkeypatch.setattr(type(trail_store.store()), "append", fail)


def broken_commit(monkeypatch):
    def fail(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(sending.transaction, "commit", fail)


def broken_for_ever(monkeypatch):
    def fail(*args, **kwargs):
        raise ConflictError

    monkeypatch.setattr(sending, "file_report", fail)
    monkeypatch.setattr(sending.time, "sleep", lambda seconds: None)


@pytest.mark.parametrize("break_it", [broken_record, broken_commit, broken_for_ever])
def test_where_something_fails_nothing_is_stored_and_every_answer_is_kept(
    portal, reporter, monkeypatch, break_it
):
    with monkeypatch.context() as patch:
        break_it(patch)
        answer = reporter.send(narrative=STORY, contact_time="Senin pagi", child="ya")
    assert answer.status == 503, answer.text
    assert "129" in notice_of(answer)
    assert STORY in answer.text
    assert "Senin pagi" in answer.text
    assert code_of(answer) == ""
    assert reports(portal) == []
    reporter.token = hidden(answer, "token")
    assert code_of(reporter.send(narrative=STORY))
    assert len(reports(portal)) == 1


def test_what_collides_with_others_is_begun_anew(portal, reporter, monkeypatch):
    real, left = sending.file_report, [None, None]

    def collide(*args, **kwargs):
        report = real(*args, **kwargs)
        if left:
            left.pop()
            raise ConflictError
        return report

    monkeypatch.setattr(sending, "file_report", collide)
    assert code_of(reporter.send(narrative=STORY))
    assert len(reports(portal)) == 1


def test_the_scanner_being_down_holds_up_no_report(portal, reporter, monkeypatch):
    api.portal.set_registry_record("baleharum.clamav_address", "tcp:127.0.0.1:9")
    transaction.commit()
    assert code_of(reporter.send(narrative=STORY, files=[("file_1", "a.pdf", pdf("a"))]))
    (report,) = reports(portal)
    (file,) = report.parts("files").values()
    assert file.scan == "pending"
    assert not file.openable


def test_a_store_of_keys_that_is_down_is_told(portal, reporter, monkeypatch):
    def fail(*args, **kwargs):
        raise VaultUnavailable("down")

    monkeypatch.setattr(codes, "keyed_digest", fail)
    answer = reporter.send(narrative=STORY)
    assert answer.status == 503
    assert STORY in answer.text
    assert reports(portal) == []
