"""Programs are held off without asking anybody else; people are told why, and get through."""

from baleharum.intake.report import held
from baleharum.intake.report import pace
from baleharum.intake.report import tokens
from baleharum.login import store
from baleharum.login.unavailable import LoginUnavailable
from tests.report_made import code_of
from tests.report_made import encoded
from tests.report_made import hidden
from tests.report_made import notice_of
from tests.report_made import report_site
from tests.report_made import Reporter
from tests.report_made import reports
from tests.report_made import STORY
from tests.report_made import token_of_before

import hashlib
import pytest
import subprocess
import sys
import time


@pytest.fixture
def portal(functional):
    report_site(functional["portal"])
    return functional["portal"]


def proof_for(token):
    number = 0
    while not tokens.is_proof(token, format(number, "x")):
        number += 1
    return format(number, "x")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "1-2-3",
        token_of_before.__name__,
        "9" * 12 + "-" + "a" * 32 + "-" + "b" * 32,
    ],
)
def test_a_page_that_is_none_of_ours_is_held_and_keeps_what_was_typed(portal, text):
    answer = Reporter(portal).send(narrative=STORY, token=text)
    assert notice_of(answer)
    assert STORY in answer.text
    assert reports(portal) == []
    # The page that comes back is good.
    assert tokens.read(hidden(answer, "token"), time.time()) is not None


def test_tokens_are_signed_and_end(portal):
    now = time.time()
    token = tokens.made(now)
    assert tokens.read(token.text, now) == token
    assert tokens.read(token.text, now + tokens.LASTS + 1) is None
    assert tokens.read(token.text, now - 61) is None
    assert tokens.read(token.text, now, "report-code") is None
    issued, nonce, signature = token.text.split("-")
    assert tokens.read(f"{int(issued) + 1}-{nonce}-{signature}", now) is None
    assert tokens.read(f"{issued}-{'0' * 32}-{signature}", now) is None


def test_a_page_that_was_open_for_days_asks_to_be_sent_again(portal):
    reporter = Reporter(portal)
    old = token_of_before(seconds=tokens.LASTS + 5)
    answer = reporter.send(narrative=STORY, token=old)
    assert hidden(answer, "token") != old
    assert STORY in answer.text
    assert reports(portal) == []


def test_who_is_very_fast_presses_the_button_again(portal):
    reporter = Reporter(portal)
    reporter.token = token_of_before(seconds=1)
    answer = reporter.send(narrative=STORY)
    assert notice_of(answer)
    assert STORY in answer.text
    assert hidden(answer, "token") == reporter.token
    time.sleep(held.HASTE - 1)
    assert code_of(reporter.send(narrative=STORY))
    assert len(reports(portal)) == 1


def test_a_program_that_fills_in_everything_is_told(portal):
    reporter = Reporter(portal)
    shown = reporter.get().text
    assert 'name="website"' in shown
    body = [("token", reporter.token), ("form.widgets.narrative", STORY), ("website", "http://x")]
    answer = reporter.visitor.ask("POST", "lapor", *encoded(body))
    assert notice_of(answer)
    assert STORY in answer.text
    assert "http://x" not in answer.text
    assert reports(portal) == []
    assert code_of(reporter.send(narrative=STORY))


def test_many_reports_of_a_network_wait_and_none_is_lost(portal, monkeypatch):
    for _each in range(pace.FREE):
        assert code_of(Reporter(portal).send(narrative=STORY))
    reporter = Reporter(portal)
    answer = reporter.send(narrative=STORY)
    assert code_of(answer) == ""
    assert "129" in notice_of(answer)
    assert STORY in answer.text
    # Somebody elsewhere waits for nothing.
    elsewhere = Reporter(portal)
    monkeypatch.setattr("baleharum.login.throttle.network_of", lambda request: "192.0.2.0/24")
    assert code_of(elsewhere.send(narrative=STORY))
    monkeypatch.undo()
    # Who has waited gets through, and so does who has sent already, whose page comes again.
    with store.writing() as table:
        assert (
            table.execute("SELECT max(until - last) AS wait FROM attempt").fetchone()["wait"] <= 60
        )
        table.execute("UPDATE attempt SET until = 0")
    assert code_of(reporter.send(narrative=STORY))
    assert code_of(reporter.send(narrative=STORY))
    assert len(reports(portal)) == pace.FREE + 2


def test_who_works_for_the_token_waits_later(portal):
    for _each in range(pace.FREE + 1):
        reporter = Reporter(portal)
        body = {"narrative": STORY}
        fields = [("token", reporter.token), ("proof", proof_for(reporter.token))]
        fields += [(f"form.widgets.{name}", value) for name, value in body.items()]
        assert code_of(reporter.visitor.ask("POST", "lapor", *encoded(fields)))


def test_a_proof_is_for_one_token(portal):
    one, other = token_of_before(), token_of_before()
    proof = proof_for(one)
    assert tokens.is_proof(one, proof)
    digest = hashlib.sha256(f"{one}:{proof}".encode()).hexdigest()
    assert digest.startswith("0" * (tokens.BITS // 4))
    assert not tokens.is_proof(other, proof)
    assert not tokens.is_proof(one, "")
    assert not tokens.is_proof(one, "x" * 100)


def test_no_address_is_kept(portal):
    Reporter(portal).send(narrative=STORY)
    with store.reading() as table:
        (row,) = table.execute("SELECT key FROM attempt").fetchall()
    assert "127.0.0" not in row["key"]
    # The hash is another one tomorrow.
    first = pace.value_of_day(0.0)
    assert pace.value_of_day(3600.0) == first
    assert pace.value_of_day(86400.0) != first


def test_another_instance_counts_the_same_network(portal):
    asked = "from baleharum.intake.report import pace; print(pace.value_of_day(0.0))"
    told = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True, timeout=120
    )
    assert told.stdout.strip() == pace.value_of_day(0.0)


def test_a_store_of_logins_that_is_down_holds_nobody_off(portal, monkeypatch):
    def fail(*args, **kwargs):
        raise LoginUnavailable("down")

    monkeypatch.setattr(store, "reading", fail)
    monkeypatch.setattr(store, "writing", fail)
    assert code_of(Reporter(portal).send(narrative=STORY))
    assert len(reports(portal)) == 1
