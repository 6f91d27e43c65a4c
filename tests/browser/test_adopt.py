"""From the application to the care permit: worker and head read the checklist on the screen."""

from baleharum.adoptions.policy import months_later
from baleharum.cases.moments import today
from playwright.sync_api import expect
from tests.browser.test_refer import confirm
from tests.browser.test_refer import filed
from tests.browser.test_refer import state
from tests.browser.test_stay import opened
from tests.browser.test_stay import saved

import pytest


REASON = "Ketiga anaknya sudah dewasa."


def ago(months: int) -> str:
    """Return the day so many months ago, as a form sends it."""
    return months_later(today(), -months).isoformat()


@pytest.fixture
def prepared(visit, case):
    """A case with a small child and its papers; gives its address, and UIDs by name."""
    worker, supervisor = visit("worker1"), visit("supervisor1")
    who = {"@type": "CaseSubject", "name": "Baiq Contoh Kecil", "part": "client"}
    who |= {"birth_date": ago(30), "religion": "islam"}
    uids = {"child": worker.ask("POST", case, **who, matches_seen=True)["UID"]}
    levels = {"surat-permohonan": "confidential", "persetujuan": "confidential"}
    for kind, level in (levels | {"laporan-sosial": "secret"}).items():
        paper = filed(worker, case, kind, level)
        worker.ask("POST", f"{paper['@id']}/@workflow/submit")
        supervisor.ask("POST", f"{paper['@id']}/@workflow/approve")
        uids[kind] = paper["UID"]
    return case, uids


def result(page, check: str, expected: str) -> None:
    """Wait until the checklist says this of a check."""
    badge = page.locator(f"li[data-check='{check}'] .badge")
    expect(badge).to_have_attribute("data-result", expected)


def applied(page, uids) -> str:
    """Begin the file and write who applies; returns its address."""
    page.locator("a[href$='++add++AdoptionFile']").click()
    given = {"about": uids["child"], "application": uids["surat-permohonan"]}
    saved(page, applied_on=ago(2), why="Tidak ada wali.", **given)
    state(page, "application")
    result(page, "umur-anak", "passed")
    result(page, "jumlah-anak", "unknown")
    file = page.url.removesuffix("/view")
    opened(page, "couple")
    couple = {"husband_name": "Lalu Contoh", "wife_name": "Inaq Contoh", "address": "Gomong"}
    births = {"husband_born": ago(12 * 40), "wife_born": ago(12 * 39), "married_on": ago(12 * 8)}
    faiths = {"husband_religion": "islam", "wife_religion": "islam", "couple": "ya"}
    saved(page, **couple, **births, **faiths, children="3", earlier="0")
    for check in ("umur-pemohon", "lama-menikah", "agama", "pasangan", "adopsi-terdahulu"):
        result(page, check, "passed")
    return str(file)


def visited(page, uids) -> None:
    """Write papers, consents, the first visit and the care permit."""
    paper = uids["surat-permohonan"]
    opened(page, "means")
    proofs = {"health_proof": paper, "means_proof": paper, "record_proof": paper}
    saved(page, healthy="ya", able="ya", clean="ya", **proofs)
    opened(page, "consents")
    guardian = {"guardian": "Kepala panti", "guardian_on": ago(2)}
    saved(page, child_said="Tersenyum.", guardian_consent=uids["persetujuan"], **guardian)
    opened(page, "first-visit")
    report = uids["laporan-sosial"]
    saved(page, visit1_on=ago(1), visit1_by="Peksos contoh", visit1_report=report)
    page.locator("[data-step=visit_first] a.btn").click()
    confirm(page)
    state(page, "first_visit")
    opened(page, "care-permit")
    saved(page, care_number="463/CONTOH", care_on=ago(0), care_proof=paper)


def test_the_head_sets_aside_what_is_not_passed(visit, prepared, screen):
    """Application, checklist, visit; refused without a reason, noted with one that stays."""
    case, uids = prepared
    worker = visit("worker1", *screen)
    worker.go(f"{case}/adoptions")
    file = applied(worker.page, uids)
    result(worker.page, "jumlah-anak", "failed")
    visited(worker.page, uids)

    head = visit("head1", *screen)
    head.go(f"{file}/@@change-state?transition=grant_care")
    expect(head.page.locator("main .alert-warning")).to_be_visible()
    confirm(head.page)
    expect(head.page.locator("main .alert-danger")).to_be_visible()
    head.page.fill("main textarea[name=comment]", REASON)
    confirm(head.page)
    state(head.page, "care_permit")
    expect(head.page.locator("#decisions")).to_contain_text(REASON)
    result(head.page, "jumlah-anak", "failed")
