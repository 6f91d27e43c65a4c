"""What is typed outlives a killed tab, a reload and a lost session; pages and people do not mix."""

from playwright.sync_api import expect

import pytest


TEXT = "Klien datang bersama kakaknya, Baiq Melati."


def type_note(someone, case, text=TEXT):
    """Type a note without sending it, until the server has it."""
    someone.go(f"{case}/notes")
    with someone.page.expect_response("**/@@save-draft") as kept:
        someone.page.locator("form textarea[name=text]").press_sequentially(text)
    assert kept.value.json() == {"kept": True}


def offered(someone, address):
    """Open a page that offers a draft; returns the offer."""
    someone.go(address)
    notice = someone.page.locator("#bh-draft")
    expect(notice).to_be_visible()
    return notice


def note(someone):
    return someone.page.locator("form textarea[name=text]")


def take_back(someone, address):
    offered(someone, address).locator("[data-do=restore]").click()
    expect(someone.page.locator("#bh-draft")).to_be_hidden()


def not_offered(someone, address):
    someone.go(address)
    expect(someone.page.locator("#bh-session")).to_have_count(1)
    expect(someone.page.locator("#bh-draft")).to_be_hidden()


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_killed_tab_is_no_loss(visit, case, screen):
    someone = visit("worker1", *screen)
    type_note(someone, case)
    stored = someone.page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "Melati" not in stored
    someone.page.close(run_before_unload=False)
    someone.page = someone.context.new_page()
    take_back(someone, f"{case}/notes")
    expect(note(someone)).to_have_value(TEXT)
    assert fits(someone.page)
    # Taken back it still waits: the browser may crash again.
    take_back(someone, f"{case}/notes")
    expect(note(someone)).to_have_value(TEXT)
    note(someone).press_sequentially(" Selesai.")
    note(someone).evaluate("field => field.form.querySelector('[type=submit]').click()")
    expect(someone.page.get_by_text("Selesai.").first).to_be_visible()
    not_offered(someone, f"{case}/notes")


def test_a_draft_is_thrown_away(visit, case):
    someone = visit("worker1")
    type_note(someone, case)
    offered(someone, f"{case}/notes").locator("[data-do=discard]").click()
    expect(someone.page.locator("#bh-draft")).to_be_hidden()
    expect(note(someone)).to_have_value("")
    not_offered(someone, f"{case}/notes")


def test_a_lost_session_is_no_loss(visit, case):
    someone = visit("")
    someone.log_in("worker1")
    type_note(someone, case)
    someone.context.clear_cookies(name="__ac")
    someone.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    someone.page.wait_for_url("**/login?came_from=*")
    someone.page.fill("#__ac_name", "worker1")
    someone.page.fill("#__ac_password", someone.centre.password)
    someone.page.press("#__ac_password", "Enter")
    someone.page.wait_for_url("**/notes")
    someone.page.locator("#bh-draft [data-do=restore]").click()
    expect(note(someone)).to_have_value(TEXT)


def test_the_reason_of_a_step_waits_for_that_step(visit, case):
    someone = visit("supervisor1")
    step = f"{case}/@@change-state?transition=decline"
    someone.go(step)
    reason = someone.page.locator("main form textarea[name=comment]")
    with someone.page.expect_response("**/@@save-draft"):
        reason.press_sequentially("Bukan wewenang balai.")
    not_offered(someone, f"{case}/@@change-state?transition=hold")
    take_back(someone, step)
    expect(reason).to_have_value("Bukan wewenang balai.")


@pytest.fixture
def person(visit, case):
    """The address of the form of a person in the case."""
    return f"{case}/++add++CaseSubject"


def test_two_pages_do_not_mix_and_another_account_gets_nothing(visit, case, person):
    # Logs out in the end, so with a session of its own.
    someone = visit("")
    someone.log_in("worker1")
    type_note(someone, case)
    not_offered(someone, person)
    name = someone.page.locator("main form [name='form.widgets.name']")
    with someone.page.expect_response("**/@@save-draft"):
        name.press_sequentially("Kenari")
    take_back(someone, f"{case}/notes")
    expect(note(someone)).to_have_value(TEXT)
    take_back(someone, person)
    expect(name).to_have_value("Kenari")
    # The same PC, another person who may open the page.
    someone.go("/logout")
    someone.log_in("supervisor1")
    not_offered(someone, person.replace("/++add++CaseSubject", "/people"))
    not_offered(someone, f"{case}/notes")


def test_an_older_draft_can_still_be_taken_back_after_typing(visit, case):
    someone = visit("worker1")
    type_note(someone, case)
    offered(someone, f"{case}/notes")
    with someone.page.expect_response("**/@@save-draft"):
        note(someone).press_sequentially("Baru")
    someone.page.locator("#bh-draft [data-do=restore]").click()
    expect(note(someone)).to_have_value(TEXT)


def test_what_cannot_be_kept_is_said(visit, case):
    someone = visit("worker1")
    someone.go(f"{case}/notes")
    someone.page.route("**/@@save-draft", lambda route: route.abort())
    note(someone).press_sequentially("Tanpa jaringan")
    expect(someone.page.locator("#bh-draft-lost")).to_be_visible()
    # What the browser says of a request that failed is no trouble of the page.
    someone.trouble.clear()


def test_passwords_stay_out_of_drafts(visit):
    someone = visit("worker1")
    someone.go("/@@change-password")
    sent = []
    someone.page.on("request", lambda request: sent.append(request.url))
    for field in someone.page.locator("main input[type=password]").all():
        field.press_sequentially("rahasia-sekali-7")
    someone.page.wait_for_timeout(3000)
    assert not [url for url in sent if url.endswith("@@save-draft")]
