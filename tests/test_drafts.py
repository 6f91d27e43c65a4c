"""Drafts: what is typed waits on the server for its author, and goes when the form was taken."""

from baleharum.login import drafts
from baleharum.login import store
from baleharum.team.api import extend
from baleharum.team.api import revoke
from baleharum.team.records import book
from baleharum.vault import keystore
from baleharum.vault.interfaces import Broken
from plone import api
from tests.centre import acting
from tests.centre import sample_case
from tests.door import Clock
from tests.http import Visitor

import json
import pytest
import re
import transaction


pytestmark = pytest.mark.usefixtures("login_store")

TYPED = [["text", "Baiq Melati datang sendiri.", None, "add-note"]]


@pytest.fixture
def site(functional):
    return functional["portal"]


@pytest.fixture
def case(site):
    found = sample_case(site["perkara"])
    transaction.commit()
    return found


@pytest.fixture
def clock(monkeypatch, site):
    return Clock(monkeypatch)


def come_in(site, user_id="worker1"):
    return Visitor(site, user_id, cookie=True)


def ask(visitor, name, **fields):
    token = visitor.authenticator("@@my-login")
    return visitor.post(f"@@{name}", {"_authenticator": token, **fields}).json()


def keep(visitor, page, typed=TYPED):
    return ask(visitor, "save-draft", page=page, content=json.dumps(typed))["kept"]


def kept(visitor, page):
    content = ask(visitor, "take-draft", page=page, keep="1")["content"]
    return json.loads(content) if content else None


def notes_of(case):
    return f"/plone/perkara/{case.getId()}/notes"


def test_a_draft_waits_until_it_is_thrown_away(site, case):
    visitor, page = come_in(site), notes_of(case)
    assert keep(visitor, page)
    assert kept(visitor, page) == kept(visitor, page) == TYPED
    assert json.loads(ask(visitor, "take-draft", page=page)["content"]) == TYPED
    assert kept(visitor, page) is None


def test_the_page_says_when_it_was_kept(site, case, clock):
    visitor, page = come_in(site), notes_of(case)
    assert 'data-draft=""' in visitor.get(page).text
    keep(visitor, page)
    text = visitor.get(page).text
    assert 'data-draft="1"' in text and f'data-page="{page}"' in text
    told = text.partition('id="bh-draft"')[2].partition("</span>")[0]
    assert re.search(r"\d\d[.:]\d\d", told)
    assert 'data-draft=""' in visitor.get(page.replace("/notes", "/people")).text


def test_each_step_of_a_case_is_a_page_and_other_questions_are_not(site, case):
    visitor = come_in(site, "supervisor1")
    base = f"/plone/perkara/{case.getId()}/@@change-state"
    text = visitor.get(f"{base}?transition=hold&x=Baiq").text
    assert f'data-page="{base}?transition=hold"' in text
    keep(visitor, f"{base}?transition=hold")
    assert 'data-draft="1"' in visitor.get(f"{base}?transition=hold").text
    assert 'data-draft=""' in visitor.get(f"{base}?transition=decline").text


def test_another_account_gets_nothing(site, case):
    page = notes_of(case)
    keep(come_in(site), page)
    other = come_in(site, "worker2")
    assert kept(other, page) is None
    assert 'data-draft=""' in other.get(page).text
    keep(other, page, [["text", "Lain"]])
    assert kept(come_in(site), page) == TYPED


def test_it_outlives_the_session(site, case):
    visitor, page = come_in(site), notes_of(case)
    keep(visitor, page)
    visitor.get("logout")
    assert kept(come_in(site), page) == TYPED


def test_a_week_later_it_is_gone(site, case, clock):
    page = notes_of(case)
    keep(come_in(site), page)
    clock.forward(days=6.9)
    assert kept(come_in(site), page) == TYPED
    clock.forward(days=0.2)
    assert kept(come_in(site), page) is None
    assert 'data-draft=""' in come_in(site).get(page).text


def note(visitor, case, text, **more):
    path = notes_of(case)
    form = {"_authenticator": visitor.authenticator(path), "text": text, **more}
    return visitor.post(path, form)


def test_a_form_that_was_taken_forgets_its_draft(site, case):
    visitor, page = come_in(site), notes_of(case)
    keep(visitor, page)
    keep(visitor, "/plone/@@my-login")
    assert note(visitor, case, "Klien datang.", **{"bh-draft-page": page}).status == 302
    assert kept(visitor, page) is None
    assert kept(visitor, "/plone/@@my-login") == TYPED


@pytest.mark.parametrize("text,sent", [("", True), ("Klien datang.", False)])
def test_a_form_that_was_refused_or_is_another_one_keeps_it(site, case, text, sent):
    visitor, page = come_in(site), notes_of(case)
    keep(visitor, page)
    note(visitor, case, text, **({"bh-draft-page": page} if sent else {}))
    assert kept(visitor, page) == TYPED


def test_a_form_that_was_left_keeps_it(site, case):
    visitor, page = come_in(site), f"/plone/perkara/{case.getId()}/edit"
    keep(visitor, page)
    form = {"_authenticator": visitor.authenticator(page), "bh-draft-page": page}
    answer = visitor.post(page, {**form, "form.buttons.cancel": "Cancel"})
    assert answer.status == 302
    assert kept(visitor, page) == TYPED


def test_a_step_that_was_taken_forgets_its_reason(site, case):
    page = f"/plone/perkara/{case.getId()}/@@change-state"
    visitor = come_in(site, "supervisor1")
    keep(visitor, f"{page}?transition=decline")
    form = {
        "_authenticator": visitor.authenticator(f"{page}?transition=decline"),
        "bh-draft-page": f"{page}?transition=decline",
        "transition": "decline",
    }
    assert visitor.post(page, form).status == 200
    assert kept(visitor, f"{page}?transition=decline") == TYPED
    form |= {"comment": "Bukan wewenang kami.", "reason_code": "lisan"}
    assert visitor.post(page, form).status == 302
    assert drafts.waiting("/plone:supervisor1", f"{page}?transition=decline") is None


def test_what_was_just_refused_is_not_offered_beside_itself(site, case):
    visitor, page = come_in(site), notes_of(case)
    keep(visitor, page)
    text = note(visitor, case, "", **{"bh-draft-page": page}).text
    assert 'data-draft=""' in text and f'data-page="{page}"' in text


def test_who_has_lost_the_case_gets_no_draft_of_it(site, case):
    visitor, page = come_in(site, "worker2"), notes_of(case)
    keep(visitor, page)
    with acting("supervisor1"):
        number = next(r.number for r in book(case).values() if r.principal == "worker2")
        revoke(case, number, "Pindah tugas.")
    transaction.commit()
    assert kept(visitor, page) is None


@pytest.mark.parametrize(
    "content",
    [
        "",
        "Baiq Melati",
        "{}",
        "[1]",
        '[["text"]]',
        '[["text", 1]]',
        '[[1, "text"]]',
        '[["text", ["a", 1]]]',
        '[["text", "a", {}]]',
        "[" * 100_000,
        json.dumps([["text", "x" * drafts.LONGEST]]),
    ],
)
def test_what_is_no_draft_or_too_long_is_not_kept(site, case, content):
    visitor, page = come_in(site), notes_of(case)
    assert ask(visitor, "save-draft", page=page, content=content) == {"kept": False}
    assert kept(visitor, page) is None


@pytest.mark.parametrize("page", ["", "notes", "/" + "x" * drafts.PATH, "/a\nb"])
def test_a_page_has_a_path(site, page):
    assert not keep(come_in(site), page)


def test_a_broken_surrogate_is_no_error(site, case):
    assert ask(come_in(site), "save-draft", page="/x", content='[["t", "\\ud800"]]') == {
        "kept": False
    }


@pytest.mark.parametrize("name", ["__ac_password", "sandi_baru", "code", "proof", "otp"])
def test_passwords_and_codes_are_never_kept(site, case, login_store, name):
    visitor, page = come_in(site), notes_of(case)
    keep(visitor, page, [[name, "benar-kuda"], *TYPED])
    assert kept(visitor, page) == TYPED


def test_an_account_keeps_so_many_and_the_oldest_give_way(functional, clock, monkeypatch):
    monkeypatch.setattr(drafts, "MOST", 3)
    for number in range(5):
        clock.forward(seconds=1)
        assert drafts.save("a", f"/{number}", '[["t", "x"]]')
    assert drafts.save("b", "/0", '[["t", "x"]]')
    assert [n for n in range(5) if drafts.waiting("a", f"/{n}")] == [2, 3, 4]
    assert drafts.waiting("b", "/0")


def test_drafts_go_with_the_account(site, case):
    visitor, page = come_in(site, "worker3"), "/plone/@@my-login"
    keep(visitor, page)
    with api.env.adopt_roles(["Manager"]):
        api.user.delete(username="worker3")
    transaction.commit()
    assert drafts.waiting("/plone:worker3", page) is None


def test_drafts_of_a_case_go_when_it_is_destroyed(functional):
    page = "/plone/perkara/BH-2026-00001/notes"
    for path in (page, "/perkara/BH-2026-00001", "/perkara/BH-2026-000012/notes"):
        drafts.save("a", path, '[["t", "x"]]')
    assert drafts.forget_below("BH-2026-00001") == 2
    assert drafts.waiting("a", page) is None
    assert drafts.waiting("a", "/perkara/BH-2026-000012/notes")


def lose(case, user_id):
    """End what somebody has in a case."""
    with acting("supervisor1"):
        number = next(r.number for r in book(case).values() if r.principal == user_id)
        revoke(case, number, "Pindah tugas.")
    transaction.commit()


def test_what_is_still_typed_by_who_has_lost_the_case_is_not_kept(site, case):
    """It would have the key of the logins, and outlive the case in every backup of them."""
    visitor, page = come_in(site, "worker2"), notes_of(case)
    lose(case, "worker2")
    assert not keep(visitor, page)
    assert drafts.waiting("/plone:worker2", page) is None
    assert keep(visitor, "/plone/@@my-login")


def test_who_has_lost_the_case_keeps_no_draft_of_it(site, case):
    page, other = notes_of(case), sample_case(site["perkara"])
    transaction.commit()
    for who in ("worker1", "worker2"):
        keep(come_in(site, who), page)
    keep(come_in(site, "worker2"), notes_of(other))
    lose(case, "worker2")
    assert drafts.waiting("/plone:worker2", page) is None
    assert drafts.waiting("/plone:worker2", notes_of(other))
    assert drafts.waiting("/plone:worker1", page)


def test_who_has_another_assignment_in_its_place_keeps_the_draft(site, case):
    page = notes_of(case)
    keep(come_in(site, "worker2"), page)
    with acting("supervisor1"):
        number = next(r.number for r in book(case).values() if r.principal == "worker2")
        extend(case, number, None, "Lanjut.")
    transaction.commit()
    assert drafts.waiting("/plone:worker2", page)


def test_a_draft_has_the_key_of_its_case(site, case, login_store):
    page = notes_of(case)
    keep(come_in(site), page)
    keep(come_in(site), "/plone/@@my-login")
    with store.reading() as table:
        rows = table.execute("SELECT page, content FROM draft").fetchall()
    kept_as = {row["page"]: bytes(row["content"]) for row in rows}
    assert kept_as[page].startswith(f"case:{api.content.get_uuid(case)}:".encode())
    assert not kept_as["/plone/@@my-login"].startswith(b"case:")
    keystore.shred(api.content.get_uuid(case))
    assert drafts.read("/plone:worker1", page) == ""
    assert drafts.read("/plone:worker1", "/plone/@@my-login")
    assert not drafts.save("/plone:worker1", page, json.dumps(TYPED), api.content.get_uuid(case))


def test_a_draft_opens_in_its_own_place_alone(site, case, login_store):
    page, uid = notes_of(case), api.content.get_uuid(case)
    assert drafts.save("a", page, json.dumps(TYPED), uid)
    with store.writing() as table:
        table.execute("UPDATE draft SET account = 'b'")
    with pytest.raises(Broken):
        drafts.read("b", page)
