"""What ended without a case is erased when its time is over, for good; the number stays."""

from baleharum.intake import codes
from baleharum.intake import policy
from baleharum.intake.erasing import DailyLook
from baleharum.intake.erasing import ended
from baleharum.intake.messages import add_message
from baleharum.intake.submission import SubmissionRefused
from baleharum.intake.unheard import heard
from baleharum.jobs.queue import enqueue
from baleharum.jobs.queue import jobs
from baleharum.jobs.running import run_pending
from baleharum.retention.renewal import NEW_KEY
from baleharum.team.api import utcnow
from baleharum.trail import api as trail
from baleharum.vault import keystore
from DateTime import DateTime
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from plone import api
from tests.centre import acting
from tests.disposal import carried_out
from tests.disposal import old_case
from tests.disposal import signed
from tests.http import Visitor
from tests.intake_made import KEY
from tests.intake_made import sample_box
from tests.intake_made import sample_report
from tests.intake_made import sent_pdf
from zope.annotation.interfaces import IAnnotations

import pytest
import transaction


NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "state,days",
    [("dismissed", 365), ("redirected", 365), ("received", 730), ("triage", 730)],
)
def test_when_the_time_is_over(state, days):
    assert policy.ends_at(state, NOON, 365, 730) == NOON + timedelta(days=days)


def test_what_became_a_case_ends_with_it():
    assert policy.ends_at("converted", NOON, 365, 730) is None


@pytest.fixture
def site(functional):
    """The site with a box."""
    sample_box(functional["portal"])
    transaction.commit()
    return functional["portal"]


def dismissed(site, days, key=KEY, taken_note=True):
    """File a report that was dismissed so many days ago; returns its UID."""
    report = sample_report(
        site["penerimaan"], key, [sent_pdf()], person_name="Baiq Melati", person_age=30
    )
    add_message(report, "Halo", files=[sent_pdf("lagi.pdf", b"%")])
    if taken_note:
        heard(report)
    with acting("intake1"):
        api.content.transition(report, "dismiss", comment="Salah sambung.")
    [rows] = report.workflow_history.values()
    rows[-1]["time"] = DateTime((utcnow() - timedelta(days=days)).timestamp())
    report.workflow_history = dict(report.workflow_history)
    transaction.commit()
    return report.UID()


def work(functional):
    """Have the worker look, and do what it finds."""
    DailyLook(lambda: functional["portal"]._p_jar.db().open().root()["Application"])()
    run_pending(functional["app"])
    functional["portal"]._p_jar.sync()


def test_it_is_emptied_and_its_key_is_destroyed(functional, site):
    uid, kept = dismissed(site, 366), dismissed(site, 364, KEY + "-2")
    box = site["penerimaan"]
    work(functional)
    report, other = (box[number] for number in box.objectIds())
    assert (report.UID(), other.UID()) == (uid, kept)
    assert keystore.is_shredded(uid) and not keystore.is_shredded(kept)
    assert report.said == {} and not report.parts("files") and not report.parts("messages")
    assert codes.report_of(box, codes.code_for(box, KEY)) is None
    assert codes.report_of(box, codes.code_for(box, KEY + "-2")) == other
    assert {(row.action, row.detail) for row in trail.rows(case=uid, actions=("erase",))} == {
        ("erase", "report"),
        ("erase", "key"),
    }
    # The names in the index are hashed by a new key, so that no older copy can be asked for them.
    assert jobs(kind=NEW_KEY)
    assert list(ended(utcnow())) == []


def test_its_page_says_so_and_takes_nothing_more(functional, site):
    dismissed(site, 366)
    work(functional)
    [number] = site["penerimaan"].objectIds()
    path, who = f"penerimaan/{number}", Visitor(site, "supervisor1")
    page = who.get(path)
    assert page.status == 200 and "nobody can bring it back" in page.text
    assert "not what was received" not in page.text and "Salah sambung" not in page.text
    assert who.rest("GET", path).json()["fields"] == {}
    assert who.rest("POST", f"{path}/@messages", {"text": "Halo"}).status == 400
    # Whoever opens cases is an intake officer, who knows the address of its page.
    officer = Visitor(site, "intake1")
    assert officer.get(f"{path}/@@convert").status == 200
    assert officer.rest("POST", f"{path}/@convert", {}).status == 400
    assert who.rest("POST", f"{path}/@workflow/reopen", {"comment": "x"}).status == 400
    with pytest.raises(SubmissionRefused):
        add_message(site["penerimaan"][number], "Halo")


def test_one_that_an_older_database_brings_back_is_emptied_again(functional, site):
    uid = dismissed(site, 366)
    keystore.shred(uid)
    work(functional)
    [report] = site["penerimaan"].objectValues()
    assert report.erased_at is not None and not report.parts("messages")
    assert codes.report_of(site["penerimaan"], codes.code_for(site["penerimaan"], KEY)) is None
    assert list(ended(utcnow())) == []


def test_done_twice_it_is_done_once(functional, site):
    uid = dismissed(site, 366)
    work(functional)
    enqueue("intake-erase", {"uid": uid})
    transaction.commit()
    work(functional)
    told = [row.detail for row in trail.rows(case=uid, actions=("erase",))]
    assert sorted(told) == ["key", "report"]


def test_what_waits_is_never_erased(functional, site):
    report = sample_report(site["penerimaan"])
    uid = report.UID()
    enqueue("intake-erase", {"uid": uid})
    transaction.commit()
    work(functional)
    assert site["penerimaan"][report.getId()].said and not keystore.is_shredded(uid)


def test_the_centre_sets_the_days(functional, site):
    uid, waiting = dismissed(site, 40), dismissed(site, 40, KEY * 2, taken_note=False)
    api.portal.set_registry_record("baleharum.intake.kept_days", 30)
    transaction.commit()
    work(functional)
    assert keystore.is_shredded(uid)
    # Somebody has written, and nobody has read it.
    assert not keystore.is_shredded(waiting)


def test_a_report_goes_with_the_case_that_it_became(functional, site):
    register = site["perkara"]
    case, report = old_case(register), sample_report(site["penerimaan"])
    report.case, uid = case.UID(), report.UID()
    IAnnotations(case)["baleharum.intake.report"] = uid
    with acting("intake1"):
        api.content.transition(report, "convert")
    transaction.commit()
    run_pending(functional["app"])
    assert not keystore.is_shredded(uid)
    carried_out(register, signed(register))
    transaction.commit()
    run_pending(functional["app"])
    assert keystore.is_shredded(uid)
