"""Visitors send as much as the report form takes; of who sends more the text is kept."""

from baleharum.intake.messages import messages
from baleharum.intake.report import limit
from tests.http import Visitor
from tests.report_made import code_of
from tests.report_made import encoded
from tests.report_made import hidden
from tests.report_made import notice_of
from tests.report_made import report_site
from tests.report_made import Reporter
from tests.report_made import reports
from tests.report_made import STORY

import pytest


LARGE = b"\0" * 30_000


@pytest.fixture
def portal(functional, monkeypatch):
    """A site with a form, of which less is too much."""
    monkeypatch.setattr(limit, "LIMIT", 20_000)
    report_site(functional["portal"])
    return functional["portal"]


def test_a_form_with_too_much_in_it_keeps_its_text_and_can_be_sent_again(portal):
    reporter = Reporter(portal)
    files = [("file_1", "film.mp4", LARGE)]
    page = reporter.send(narrative=STORY, harm=["fisik", "psikis"], files=files)
    assert page.status == 200 and "100 MB" in notice_of(page)
    assert STORY in page.text and code_of(page) == "" and not reports(portal)
    assert page.text.count('checked="checked"') >= 2
    page = reporter.send(narrative=STORY, token=hidden(page, "token"))
    assert code_of(page) and len(reports(portal)) == 1


def test_a_message_with_too_much_in_it_keeps_its_text(portal):
    reporter = Reporter(portal)
    page = reporter.come_back(code_of(reporter.send(narrative=STORY)))
    fields = {"pass": hidden(page, "pass"), "text": "Ini filmnya."}
    page = reporter.send(more="/kode", token="", files=[("files", "f.mp4", LARGE)], **fields)
    assert "100 MB" in notice_of(page) and "Ini filmnya.</textarea>" in page.text
    (report,) = reports(portal)
    assert messages(report) == []


@pytest.mark.parametrize(
    "headers, body",
    [
        ({"Content-Type": "application/json"}, LARGE),
        ({"Content-Type": "multipart/form-data; boundary=x"}, LARGE),
        ({"Content-Type": "multipart/form-data"}, LARGE),
        ({"Content-Type": "text/plain", "Cookie": "__ac=made-up"}, LARGE),
        ({"Content-Type": "text/plain", "Authorization": "Bearer made-up"}, LARGE),
        ({"Content-Type": "text/plain", "Authorization": "Basic bWFkZTp1cA=="}, LARGE),
    ],
)
def test_nothing_else_that_large_is_taken_of_who_is_not_logged_in(portal, headers, body):
    answer = Visitor(portal).ask("POST", "lapor", body, headers)
    assert answer.status == 413 and "Staff: log in" in answer.text
    assert "lebih besar" in answer.text and "frame-ancestors" in answer.header(
        "Content-Security-Policy"
    )


def test_more_text_than_a_form_takes_is_refused(portal, monkeypatch):
    monkeypatch.setattr(limit, "TEXT", 10_000)
    body, headers = encoded([("form.widgets.narrative", "x" * 30_000)])
    assert Visitor(portal).ask("POST", "lapor", body, headers).status == 413


def test_who_is_logged_in_sends_more(portal):
    who = Visitor(portal, "worker1", cookie=True)
    body, headers = encoded([], [("file", "film.mp4", LARGE)])
    assert who.ask("POST", "@@no-such-page", body, headers).status == 404
    assert limit.is_staff({"HTTP_COOKIE": f"x=1; __ac={who.cookies['__ac']}"})
    assert not limit.is_staff({"HTTP_COOKIE": "__ac=made-up"})
