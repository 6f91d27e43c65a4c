"""The whole way, by hand: a report comes in, and at its end a letter goes out and is stopped."""

from playwright.sync_api import expect
from secrets import token_hex
from tests.browser.files import dropped
from tests.browser.files import made
from tests.browser.test_refer import confirm
from tests.browser.test_refer import sent
from tests.browser.test_refer import state
from tests.browser.test_refer import take
from tests.browser.test_refer import written
from tests.document_samples import pdf

import pytest


PAPERS = {
    "formulir penerimaan.pdf": "form-penerimaan",
    "asesmen awal.pdf": "asesmen-awal",
    "persetujuan layanan.pdf": "persetujuan",
}


def saved(page) -> None:
    page.locator("#form-buttons-save").click()


def opened(someone) -> str:
    """Take a report in; returns the address of the case."""
    page = someone.page
    someone.go("/perkara/++add++Case")
    chosen = page.locator("#formfield-form-widgets-categories .select2-search-field input")
    chosen.click()
    expect(page.locator(".select2-drop-active")).to_be_visible()
    chosen.press_sequentially("kekerasan", delay=50)
    page.locator(".select2-drop-active .select2-option-korban-kekerasan").click()
    page.select_option("#form-widgets-channel", "langsung")
    page.select_option("#form-widgets-lawful_basis", "persetujuan")
    page.fill("#form-widgets-summary", "Datang sendiri, takut pulang ke rumah.")
    saved(page)
    page.wait_for_url("**/perkara/BH-**")
    return page.url.partition("?")[0].removesuffix("/view")


def with_person(someone, case: str) -> str:
    """Add the client; returns the UID."""
    page = someone.page
    someone.go(f"{case}/++add++CaseSubject")
    # Nobody of this name is on record yet: the form would ask first.
    name = "Lale " + "".join(chr(97 + int(digit, 16)) * 2 for digit in token_hex(5))
    page.fill("#form-widgets-name", name)
    page.select_option("#form-widgets-part", "client")
    saved(page)
    expect(page.locator("main")).to_contain_text(name)
    return someone.ask("GET", f"{case}/p1")["UID"]


def filed(someone, case: str) -> dict[str, str]:
    """Drop the papers; returns kind -> address."""
    page = someone.page
    someone.go(f"{case}/documents")
    dropped(page, *(made(name, pdf(name), "application/pdf") for name in PAPERS))
    rows = page.locator(".bh-upload-row")
    expect(rows).to_have_count(len(PAPERS))
    for place, kind in enumerate(PAPERS.values()):
        rows.nth(place).locator("[name=row-kind]").select_option(kind)
    page.locator("form.bh-upload button[name=send]").click()
    for place in range(len(PAPERS)):
        expect(rows.nth(place)).to_have_attribute("data-state", "filed")
    page.locator(".bh-upload-sum a").click()
    listed = page.locator("table.bh-documents tbody tr")
    return {
        kind: listed.filter(has_text=name).locator("th a").first.get_attribute("href")
        for name, kind in PAPERS.items()
    }


def step(someone, address: str, name: str) -> None:
    """Take a step of something from its page."""
    someone.go(f"{address}/@@change-state?transition={name}")
    confirm(someone.page)


def given(someone, case: str, person: str, purpose: str, recipient: str = "") -> str:
    """Begin a consent and give it; returns its address."""
    page = someone.page
    someone.go(f"{case}/++add++ConsentForm")
    page.select_option("#form-widgets-purpose", purpose)
    if recipient:
        page.select_option("#form-widgets-recipient", recipient)
    page.select_option("#form-widgets-person", person)
    page.locator(f"input[name='form.widgets.givers:list'][value='{person}']").check()
    page.locator("input[type=checkbox][name^='form.widgets.explained']").check()
    proof = page.locator("#form-widgets-proof option", has_text="persetujuan").first
    page.select_option("#form-widgets-proof", proof.get_attribute("value"))
    saved(page)
    page.wait_for_url("**/view")
    address = page.url.removesuffix("/view")
    step(someone, address, "give")
    assert someone.ask("GET", address)["review_state"] == "in_force"
    return address


def led_by_worker1(supervisor, case: str) -> None:
    """Give the case to a lead on its Team tab."""
    page = supervisor.page
    supervisor.go(f"{case}/team")
    page.select_option("#assign-person", "worker1")
    page.select_option("#assign-function", "lead")
    page.fill("#assign-reason", "Memimpin kasus")
    page.locator("#team-assign button[type=submit]").click()
    expect(page.locator("#team-now")).to_contain_text("Memimpin kasus")


@pytest.fixture
def people(visit):
    """Everybody who has a part in it, each in a window of their own, on a phone."""
    return {name: visit(name, "id", 360) for name in ("intake1", "supervisor1", "worker1", "head1")}


def test_from_a_report_to_a_letter_that_is_stopped(people):
    """Everybody does their part; nothing is prepared but the partners of the demo."""
    intake, supervisor, worker, head = people.values()
    case = opened(intake)
    person = with_person(intake, case)
    papers = filed(intake, case)
    step(intake, papers["form-penerimaan"], "submit")
    led_by_worker1(supervisor, case)
    step(worker, case, "start_triage")
    step(worker, papers["asesmen-awal"], "submit")
    step(supervisor, papers["asesmen-awal"], "approve")
    given(worker, case, person, "layanan")
    step(worker, case, "start_assessment")

    (partner,) = worker.ask("GET", "/mitra/@partners?kind=rs")["items"]
    consent = given(worker, case, person, "rujukan", partner["UID"])
    document = worker.ask("GET", papers["asesmen-awal"])["UID"]
    worker.go(f"{case}/referrals")
    letter = written(worker.page, {"partner": partner, "person": person, "document": document})
    take(worker.page, "submit")
    step(head, letter, "sign")
    state(head.page, "signed")
    worker.go(letter)
    sent(worker.page)
    state(worker.page, "sent")
    step(supervisor, case, "refer")
    expect(supervisor.page.locator("main")).to_contain_text("Dirujuk")
    withdrawn(worker, consent, partner["name"])
    worker.go(letter)
    state(worker.page, "cancelled")


def withdrawn(someone, consent: str, partner: str) -> None:
    """Withdraw a consent; the partner is listed as to be told."""
    page = someone.page
    someone.go(consent)
    page.select_option("#withdraw-channel", "langsung")
    page.locator("#withdraw button[type=submit]").click()
    expect(page.locator("#withdrawal")).to_contain_text(partner)
