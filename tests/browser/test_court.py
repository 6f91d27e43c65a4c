"""A court procedure from the client's decision to the trial, as an advocate leads it on the screen."""

from datetime import date
from datetime import timedelta
from playwright.sync_api import expect
from tests.browser.test_refer import confirm
from tests.browser.test_refer import state

import pytest


@pytest.fixture
def prepared(visit, case):
    """A case with an advocate and a client; gives its address and the client's UID."""
    assigned = {"person": "advocate1", "function": "advocate", "reason": "Mendampingi di sidang"}
    visit("supervisor1").ask("POST", f"{case}/@team", **assigned)
    who = {"@type": "CaseSubject", "name": "Baiq Contoh Perkara", "part": "client"}
    person = visit("worker1").ask("POST", case, **who, matches_seen=True)
    return case, person["UID"]


def begun(page, person) -> str:
    """Write a procedure in its form; returns its address."""
    page.locator("a[href$='++add++CourtProceeding']").click()
    page.fill("#form-widgets-matter", "Penganiayaan oleh anak sebaya")
    page.select_option("#form-widgets-about", person)
    page.select_option("#form-widgets-role", "anak-konflik")
    page.select_option("#form-widgets-offence", "fisik")
    page.fill("#form-widgets-max_years", "5")
    page.locator("#form-buttons-save").click()
    state(page, "preparation")
    return page.url.removesuffix("/view")


def mended(page, step: str, **fields) -> None:
    """Follow the first link of what a step lacks, fill the form, and take the step."""
    page.locator(f"[data-step={step}] .bh-missing a").first.click()
    for name, value in fields.items():
        page.fill(f"#form-widgets-{name}", value)
    page.locator("#form-buttons-save").click()
    expect(page.locator(f"[data-step={step}] .bh-missing")).to_have_count(0)
    page.locator(f"[data-step={step}] a.btn").click()
    confirm(page)


def heard(page) -> None:
    """Write down a hearing, and that it was postponed."""
    page.fill("#day", (date.today() + timedelta(days=9)).isoformat())
    page.fill("#time", "09:30")
    page.select_option("#what", "musyawarah-diversi")
    page.fill("#room", "Ruang musyawarah")
    page.locator("#who-klien").check()
    page.locator("#hearings form button[type=submit]").click()
    expect(page.locator("#hearing-1")).to_contain_text("Ruang musyawarah")

    page.locator("#hearing-1 a").click()
    page.select_option("#state", "postponed")
    page.locator("main form button.btn-primary").first.click()
    expect(page.locator("#hearing-1 [data-state=postponed]")).to_be_visible()


def test_court(visit, prepared, screen):
    """Decision, report, investigation with its clocks, a hearing, and what colleagues see."""
    case, person = prepared
    advocate = visit("advocate1", *screen)
    page = advocate.page
    day = {n: (date.today() - timedelta(days=n)).isoformat() for n in (1, 2, 3)}
    advocate.go(f"{case}/litigation")
    procedure = begun(page, person)
    mended(page, "report", decided_on=day[3], decision="Anak dan wali ingin didampingi.")
    state(page, "report")
    mended(page, "investigate", report_no="LP/B/1/2026", reported_on=day[3], started_on=day[2])
    state(page, "investigation")
    expect(page.locator("[data-clock=diversion-offer] [data-state=running]")).to_be_visible()

    page.locator("#police a.btn").click()
    page.fill("#form-widgets-asked_on", day[1])
    page.locator("#form-buttons-save").click()
    expect(page.locator("[data-clock=social-report] [data-state=running]")).to_be_visible()

    heard(page)
    advocate.go(f"{case}/litigation")
    expect(page.locator("main")).to_contain_text("Penganiayaan oleh anak sebaya")
    advocate.go(procedure + "/@@change-state?transition=divert")
    expect(page.locator(".bh-missing a").first).to_be_visible()

    worker = visit("worker1", *screen)
    worker.go(case)
    expect(worker.page.locator(f"a[href^='{procedure}']").first).to_be_visible()
