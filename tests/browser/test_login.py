"""A person sets up a second factor, comes in with its code and with a recovery code, and goes."""

from playwright.sync_api import expect

import pyotp
import time


#: Nobody else logs in as them in these tests.
WHO = "archivist1"


def password(someone) -> None:
    """Fill in the login form and send it."""
    someone.go("/login")
    expect(someone.page.locator("#open-door")).to_be_visible()
    someone.page.fill("#__ac_name", WHO)
    someone.page.fill("#__ac_password", someone.centre.password)
    someone.page.press("#__ac_password", "Enter")


def send_code(someone, code: str) -> None:
    """Type a code on the page that follows the password."""
    someone.page.locator("#login-code").wait_for()
    assert fits(someone.page)
    someone.page.fill("#code", code)
    someone.page.press("#code", "Enter")


def fits(page) -> bool:
    """Tell whether a page needs no scrolling sideways."""
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def log_out(someone) -> None:
    """Leave, and see that the page before is not to be had any more, by the back button either."""
    someone.go("/logout")
    someone.page.go_back()
    expect(someone.page.locator("#my-sessions")).to_have_count(0)
    someone.go("/@@my-login")
    expect(someone.page.locator("#my-sessions")).to_have_count(0)


def enrol(someone) -> tuple[pyotp.TOTP, list[str]]:
    """Set the telephone up; returns it and the recovery codes."""
    page = someone.page
    someone.go("/@@my-login")
    assert fits(page)
    page.click("#enrol-link")
    expect(page.locator(".bh-qr svg")).to_be_visible()
    assert fits(page)
    totp = pyotp.TOTP(page.locator("#enrol-secret").inner_text().replace(" ", ""))
    page.fill("#code", totp.now())
    page.locator("#login-enrol button").click()
    expect(page.locator("#recovery-codes code")).to_have_count(10)
    codes = page.locator("#recovery-codes code").all_inner_texts()
    assert fits(page)
    page.click("#codes-kept")
    expect(page.locator("#my-sessions li")).to_have_count(1)
    return totp, codes


def remove(someone) -> None:
    """Leave the account as it was."""
    someone.go("/@@my-login")
    someone.page.locator("#remove-factor button").click()
    expect(someone.page.locator("#enrol-link")).to_be_visible()


def test_enrolment_code_recovery_code_and_log_out(visit, screen):
    someone = visit("", *screen)
    page = someone.page
    password(someone)
    page.wait_for_url("**/@@desk")
    totp, codes = enrol(someone)
    log_out(someone)
    # The code of the enrolment is used up; that of the next half minute counts already.
    for code in (totp.at(int(time.time()) + 30), codes[0]):
        password(someone)
        send_code(someone, code)
        page.wait_for_url("**/@@desk")
        log_out(someone)
    password(someone)
    send_code(someone, codes[0])
    expect(page.locator(".portalMessage, .alert").first).to_be_visible()
    send_code(someone, codes[1])
    page.wait_for_url("**/@@desk")
    remove(someone)
    log_out(someone)


def test_what_is_typed_outlives_the_session_on_the_server(visit, screen):
    """The end of the session is brought near by the answer of the page that tells of it."""
    someone = visit("", *screen)
    page = someone.page
    someone.log_in("worker1")
    someone.go("/@@break-glass")
    page.route("**/@@session-left", lambda route: route.fulfill(json={"left": 100}))
    page.fill("#glass-reason", "Klien menelepon dari rumah sakit.")
    # As when a PC wakes up: the script looks at once.
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("#bh-session-warning")).to_be_visible()
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "Klien" not in kept
    page.click("#bh-session-stay")
    expect(page.locator("#bh-session-warning")).to_be_hidden()
    page.unroute("**/@@session-left")
    someone.go("/@@break-glass")
    expect(page.locator("#bh-draft")).to_be_visible()
    page.locator("#bh-draft button[data-do=restore]").click()
    expect(page.locator("#glass-reason")).to_have_value("Klien menelepon dari rumah sakit.")
    someone.go("/@@break-glass")
    page.locator("#bh-draft button[data-do=discard]").click()
    expect(page.locator("#bh-draft")).to_be_hidden()
    someone.go("/@@break-glass")
    expect(page.locator("#bh-draft")).to_be_hidden()
    page.route("**/@@session-left", lambda route: route.fulfill(json={"left": 0}))
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    # What the page showed is not left on the screen.
    page.wait_for_url("**/login?came_from=*")
