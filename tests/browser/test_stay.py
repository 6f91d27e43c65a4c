"""From the proposal to the leave, as worker and supervisor take somebody in on the screen."""

from baleharum.cases.moments import today
from playwright.sync_api import expect
from tests.browser.test_refer import confirm
from tests.browser.test_refer import filed
from tests.browser.test_refer import state

import pytest


ROOM = {
    **{"name": "Melati", "beds": 2, "sex": "semua", "age": "semua"},
    **{"use": "umum", "access": "biasa"},
}


@pytest.fixture
def prepared(visit, case):
    """A case with a client and its papers, and a house; gives addresses, and UIDs by name."""
    worker, supervisor = visit("worker1"), visit("supervisor1")
    who = {"@type": "CaseSubject", "name": "Baiq Contoh Hunian", "part": "client"}
    uids = {"person": worker.ask("POST", case, **who, matches_seen=True)["UID"]}
    made = {"@type": "Shelter", "name": "Rumah Contoh", "kind": "rumah-aman", "rooms": [ROOM]}
    house = visit("head1").ask("POST", case.rpartition("/")[0], **made)
    uids["house"] = house["UID"]
    for kind in ("asesmen-awal", "kontrak-layanan", "ba-serah-terima"):
        paper = filed(worker, case, kind)
        worker.ask("POST", f"{paper['@id']}/@workflow/submit")
        supervisor.ask("POST", f"{paper['@id']}/@workflow/approve")
        uids[kind] = paper["UID"]
    return case, house["@id"], uids


def saved(page, **fields) -> None:
    """Fill a form and save it."""
    for name, value in fields.items():
        field = page.locator(f"#form-widgets-{name}")
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    page.locator("#form-buttons-save").click()


def opened(page, part: str) -> None:
    """Open the form of a part of the stay, wherever its button stands."""
    page.locator(f"main a.btn[href$='@@{part}']").first.click()


def proposed(page, uids) -> str:
    """Propose the stay and write all that is needed to let the person in; returns its address."""
    day = today().isoformat()
    page.locator("a[href$='++add++ShelterStay']").click()
    saved(page, about=uids["person"], house=uids["house"], why="Rumah tidak aman.")
    state(page, "proposed")
    stay = page.url.removesuffix("/view")
    opened(page, "room")
    saved(page, room=f"{uids['house']}:1")
    opened(page, "arrival")
    signed = {"rules_by": "Baiq Contoh", "rules_witness": "Lalu Contoh"}
    saved(page, rules_on=day, rules_proof=uids["kontrak-layanan"], **signed)
    opened(page, "belongings")
    page.fill("#form-widgets-belongings-0-what", "Tas pakaian")
    page.fill("#form-widgets-belongings-0-count", "1")
    saved(page, listed_on=day, listed_by="Baiq Contoh", listed_witness="Lalu Contoh")
    expect(page.locator("main")).to_contain_text("Tas pakaian")
    return stay


def left(page, uids) -> None:
    """Write how the person leaves, and take the step."""
    opened(page, "exit")
    page.locator("#form-widgets-returned-0").check()
    told = {"exit_note": "Pulang ke rumah kakak.", "handed_to": "Inaq Contoh"}
    saved(page, left_on=today().isoformat(), minutes=uids["ba-serah-terima"], **told)
    page.locator("[data-step=leave] a.btn").click()
    confirm(page)
    state(page, "left")


def test_admit_to_leave(visit, prepared, screen):
    """Proposal, room, house rules, belongings; let in; on the board; exit note; out."""
    case, house, uids = prepared
    worker = visit("worker1", *screen)
    worker.go(f"{case}/stays")
    stay = proposed(worker.page, uids)

    supervisor = visit("supervisor1", *screen)
    supervisor.go(f"{stay}/@@change-state?transition=admit")
    confirm(supervisor.page)
    state(supervisor.page, "admitted")

    worker.go(house)
    number = case.rpartition("/")[2]
    expect(worker.page.locator(".bh-bed-taken")).to_contain_text(number)
    expect(worker.page.locator(".bh-bed-free")).to_have_count(1)
    stranger = visit("worker3", *screen)
    stranger.go(house)
    expect(stranger.page.locator(".bh-bed-taken")).not_to_contain_text(number)

    worker.page.locator(".bh-bed-taken a").click()
    left(worker.page, uids)
    worker.go(house)
    expect(worker.page.locator(".bh-bed-free")).to_have_count(2)
