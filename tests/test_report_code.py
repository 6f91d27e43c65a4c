"""With the code, and nothing else, a reporter reads the answer, writes, and can end the contact."""

from baleharum.intake.messages import add_message
from baleharum.intake.messages import messages
from baleharum.intake.report import pace
from baleharum.intake.report import passes
from baleharum.intake.report.making import make_form
from baleharum.login import store
from plone import api
from tests.document_samples import pdf
from tests.http import Visitor
from tests.intake_made import sample_report
from tests.intake_made import sent_pdf
from tests.report_made import code_of
from tests.report_made import hidden
from tests.report_made import notice_of
from tests.report_made import report_site
from tests.report_made import Reporter
from tests.report_made import reports
from tests.report_made import STORY
from tests.report_made import token_of_before

import pytest
import time
import transaction


ANSWER = "Kami dapat menjemput Ibu hari Senin."


@pytest.fixture
def portal(functional):
    report_site(functional["portal"])
    return functional["portal"]


@pytest.fixture
def reporter(portal):
    """Somebody who has sent a report, and got an answer."""
    reporter = Reporter(portal)
    reporter.code = code_of(reporter.send(narrative=STORY))
    (report,) = reports(portal)
    add_message(report, ANSWER, author="intake1", files=[sent_pdf("surat.pdf")])
    transaction.commit()
    return reporter


def opened(reporter):
    """Return the page for the code."""
    answer = reporter.come_back(reporter.code)
    assert ANSWER in answer.text, notice_of(answer)
    return answer


def written(reporter, page, files=(), **fields):
    """Send the page for the code."""
    fields["pass"] = hidden(page, "pass")
    return reporter.send(more="/kode", token="", files=files, **fields)


def texts(portal):
    (report,) = reports(portal)
    return [each.text for each in messages(report) if each.from_reporter]


def test_the_answer_is_read_with_the_code_and_the_report_is_not_shown(reporter):
    groups = " ".join(reporter.code[at : at + 4] for at in range(0, 16, 4))
    page = reporter.come_back(groups)
    assert ANSWER in page.text
    assert STORY not in page.text
    assert reporter.code not in page.text.replace(" ", "")
    assert "no-store" in page.header("Cache-Control")


def test_the_code_is_taken_from_no_address(reporter):
    page = reporter.get(f"/kode?code={reporter.code}&token={token_of_before('report-code')}")
    assert ANSWER not in page.text
    assert "report-notice" not in page.text


def test_both_addresses_lead_to_the_page(reporter):
    assert 'name="code"' in reporter.get("/kode").text
    assert 'name="code"' in reporter.get("/code").text


def test_messages_and_files_are_added_once(portal, reporter):
    page = opened(reporter)
    for _twice in range(2):
        page = written(reporter, page, text="Terima kasih, Senin bisa.")
        assert "Terima kasih, Senin bisa." in page.text
    assert texts(portal) == ["Terima kasih, Senin bisa."]
    page = written(reporter, page, text="", files=[("files", "luka.pdf", pdf("luka"))])
    assert "luka.pdf" in page.text
    (report,) = reports(portal)
    assert [f.name for f in report.parts("files").values()] == ["surat.pdf", "luka.pdf"]


def test_a_refused_file_keeps_the_message(portal, reporter):
    page = written(
        reporter, opened(reporter), text="Ini fotonya", files=[("files", "x.exe", b"MZ")]
    )
    assert "x.exe" in notice_of(page)
    assert "Ini fotonya</textarea>" in page.text
    assert texts(portal) == []


@pytest.mark.parametrize("wish, said", [("stop", "jangan hubungi"), ("unsafe", "tidak aman")])
def test_a_wish_is_told_to_the_officers(portal, reporter, wish, said):
    page = written(reporter, opened(reporter), wish=wish)
    assert "report-done" in page.text and said in page.text.lower()
    page = written(reporter, page, wish=wish)
    (report,) = reports(portal)
    [message] = [each for each in messages(report) if each.from_reporter]
    assert (message.text, message.wish) == ("", wish)
    assert report.wishes == (wish,) and report.unheard_since is not None
    place = f"penerimaan/{report.getId()}"
    officer = Visitor(portal, "intake1")
    page = officer.get(place).text
    assert 'id="wishes"' in page and "The reporter" in page and said not in page.lower()
    queue = officer.get("penerimaan").text
    assert f"{report.getId()}#messages" in queue and "text-bg-danger" in queue


def sent_long_ago():
    """Let every page that was sent have been sent half a minute ago."""
    with store.writing() as table:
        table.execute("UPDATE attempt SET last = last - 30")


def test_what_a_history_sends_again_opens_nothing(portal, reporter):
    form = token_of_before("report-code")
    for _double_click in range(2):
        page = reporter.send(more="/kode", code=reporter.code, token=form)
        assert ANSWER in page.text
    sealed = hidden(page, "pass")
    for _double_click in range(2):
        assert ANSWER in reporter.send(more="/kode", text="Baik.", **{"pass": sealed}).text
    sent_long_ago()
    for fields in ({"code": reporter.code, "token": form}, {"text": "Baik.", "pass": sealed}):
        page = reporter.send(more="/kode", **{"token": "", **fields})
        assert ANSWER not in page.text and 'name="code"' in page.text
        assert notice_of(page) and "Baik." not in page.text
    assert texts(portal) == ["Baik."]
    # A file is fetched from a page that stays where it is.
    page = opened(reporter)
    for _again in range(2):
        assert written(reporter, page, file="1").body.startswith(b"%PDF")
        sent_long_ago()
    assert ANSWER in written(reporter, page, text="").text


def test_a_page_that_went_stale_keeps_what_was_typed(portal, reporter):
    (report,) = reports(portal)
    box = portal["penerimaan"].UID()
    gone = passes.made(box, report.getId(), time.time() - passes.LASTS - 1)
    page = reporter.send(more="/kode", token="", text="Panjang <b>", **{"pass": gone})
    assert hidden(page, "text") == "Panjang &lt;b&gt;" and texts(portal) == []
    page = reporter.come_back("1234 5678 9012 3456", text="Panjang <b>")
    assert hidden(page, "text") == "Panjang &lt;b&gt;"
    page = reporter.come_back(reporter.code, text="Panjang <b>")
    assert "Panjang &lt;b&gt;</textarea>" in page.text and notice_of(page)
    assert texts(portal) == []
    written(reporter, page, text="Panjang <b>")
    assert texts(portal) == ["Panjang <b>"]


def test_a_file_of_an_officer_is_handed_out_and_no_other(reporter):
    page = opened(reporter)
    page = written(reporter, page, text="", files=[("files", "luka.pdf", pdf("luka"))])
    handed = written(reporter, page, file="1")
    assert handed.body.startswith(b"%PDF")
    assert handed.header("Content-Disposition").startswith("attachment")
    assert "no-store" in handed.header("Cache-Control")
    assert written(reporter, page, file="2").status == 404
    assert written(reporter, page, file="99").status == 404


def test_a_wrong_and_an_erased_code_have_the_same_answer(portal, reporter):
    wrong = reporter.come_back("1234 5678 9012 3456")
    assert notice_of(wrong)
    from baleharum.intake import codes

    (report,) = reports(portal)
    codes.forget(portal["penerimaan"], report)
    transaction.commit()
    erased = reporter.come_back(reporter.code)
    assert notice_of(erased) == notice_of(wrong)
    assert erased.status == wrong.status
    assert len(erased.body) == len(wrong.body)


@pytest.mark.parametrize("code", ["", "1", "abcdefghijklmnop", "9" * 4000, "١٢٣٤٥٦٧٨٩٠١٢٣٤٥٦"])
def test_whatever_is_typed_is_answered(reporter, code):
    page = reporter.come_back(code)
    assert page.status == 200
    assert notice_of(page)


def test_who_guesses_waits_longer_and_longer(reporter):
    for _each in range(pace.FREE_CODES + 1):
        reporter.come_back("1234 5678 9012 3456")
    page = reporter.come_back(reporter.code)
    assert ANSWER not in page.text
    assert notice_of(page)
    with store.writing() as table:
        table.execute("UPDATE attempt SET until = 0")
    opened(reporter)


def test_after_a_quarter_of_an_hour_nothing_is_shown(portal, reporter):
    old = token_of_before("report-code", passes.LASTS + 1)
    page = reporter.send(more="/kode", code=reporter.code, token=old)
    assert ANSWER not in page.text
    assert notice_of(page)
    (report,) = reports(portal)
    gone = passes.made(portal["penerimaan"].UID(), report.getId(), time.time() - passes.LASTS - 1)
    page = reporter.send(more="/kode", token="", text="x", **{"pass": gone})
    assert ANSWER not in page.text
    assert 'name="code"' in page.text
    assert texts(portal) == []


@pytest.mark.parametrize("sealed", ["x", "A" * 80, "", "é" * 30, "L-2026-00001"])
def test_nobody_makes_a_pass_up(reporter, sealed):
    page = reporter.send(more="/kode", token="", text="x", **{"pass": sealed})
    assert ANSWER not in page.text


def test_a_pass_opens_no_report_of_the_same_number_in_another_box(portal, reporter):
    with api.env.adopt_roles(["Manager"]):
        make_form("en")
        other = api.content.create(portal["en"], "IntakeBox", id="box", title="Another centre")
        theirs = sample_report(other)
    add_message(theirs, "Kami menunggu di terminal.", author="intake1")
    transaction.commit()
    (mine,) = reports(portal)
    assert mine.getId() == theirs.getId()
    sealed = hidden(opened(reporter), "pass")
    there = Reporter(portal, "en/report")
    page = there.send(more="/code", token="", text="Kami sudah aman.", **{"pass": sealed})
    assert "terminal" not in page.text
    assert 'name="code"' in page.text
    portal._p_jar.sync()
    assert [each.text for each in messages(theirs)] == ["Kami menunggu di terminal."]


def test_a_message_that_cannot_be_stored_is_kept_in_the_page(portal, reporter, monkeypatch):
    from baleharum.intake.report import sending

    page = opened(reporter)
    with monkeypatch.context() as patch:

        def fail():
            raise OSError("disk full")

        patch.setattr(sending.transaction, "commit", fail)
        answer = written(reporter, page, text="Tolong cepat")
    assert answer.status == 503
    assert "Tolong cepat</textarea>" in answer.text
    assert texts(portal) == []
