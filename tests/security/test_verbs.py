"""Verbs, protocols and too much of everything."""

from tests.security.asking import FEW
from tests.security.asking import GAP
from tests.security.asking import OUTSIDERS
from tests.security.asking import silent
from tests.security.asking import told
from tests.security.asking import unchanged
from tests.security.asking import uniform
from urllib.parse import urlencode

import json
import pytest
import time


#: Verbs of WebDAV and others that no screen and no service uses.
CLOSED = "PROPPATCH REPORT SEARCH LOCK UNLOCK COPY MOVE MKCOL PUT TRACE OPTIONS NONSENSE".split()
WHERE_TO = {"Destination": "http://localhost/plone/elsewhere", "Depth": "infinity"}


@pytest.mark.parametrize("depth", ["0", "1", "infinity"])
def test_case_46_propfind(realm, depth):
    body = b'<?xml version="1.0"?><propfind xmlns="DAV:"><allprop/></propfind>'
    uniform(realm, "{c} {d} perkara/x", "PROPFIND", body, {"Depth": depth})
    for letter in OUTSIDERS:
        answer = realm.ask(letter, "", "PROPFIND", body, {"Depth": depth})
        assert answer.status != 207, letter
    # The team has no use for it either.
    assert realm.ask("G", "{c}", "PROPFIND", body, {"Depth": depth}).status == 404


@pytest.mark.parametrize("verb", CLOSED)
def test_case_47_verbs(realm, verb):
    before = unchanged(realm)
    uniform(realm, "{c} {d} {d}/@@download/file", verb, b"x", WHERE_TO)
    assert realm.ask("G", "{c}", verb, b"x", WHERE_TO).status == 404
    assert unchanged(realm) == before


def test_case_47_delete(realm):
    before = unchanged(realm)
    uniform(realm, "{c} {d} ++api++/{c}", "DELETE")
    assert unchanged(realm) == before


@pytest.mark.parametrize("method", ["objectIds", "portal_catalog.searchResults", "title_or_id"])
def test_case_49_xmlrpc(realm, method):
    call = f"<methodCall><methodName>{method}</methodName><params/></methodCall>".encode()
    kind = {"Content-Type": "text/xml"}
    for letter in OUTSIDERS:
        answers = {
            told(realm.ask(letter, path, "POST", call, kind, gap), realm.number, GAP)
            for path in ("{c}", "{d}", "")
            for gap in (False, True)
        }
        # It is refused before anybody looks where it leads.
        assert {status for status, _headers, _body in answers} == {400}, letter
        assert len(answers) == 1


def test_case_59_a_get_writes_nothing(realm):
    before = unchanged(realm)
    for path in (
        "{c}/content_status_modify?workflow_action=hold",
        "{c}/@@change-state?transition=hold",
        "{c}/delete_confirmation?form.submitted=1",
        "{c}/object_delete",
        "{d}/@@delete_confirmation?form.buttons.Delete=1",
        "{c}/team?action=assign&person=worker3&function=worker",
        "perkara/@@staff?action=appoint&person=operator1&function=staff",
    ):
        realm.ask("G", path)
        realm.ask("S", path)
    assert unchanged(realm) == before


def test_case_59_a_post_without_token_writes_nothing(realm):
    before = unchanged(realm)
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    for path, form in (
        ("{c}/@@change-state", {"transition": "hold", "comment": "x"}),
        ("{c}/notes", {"text": "Palsu."}),
        ("{c}/team", {"action": "assign", "person": "worker3", "function": "worker"}),
        ("{c}/edit", {"form.widgets.risk": "tinggi", "form.buttons.save": "Save"}),
    ):
        realm.ask("G", path, "POST", urlencode(form).encode(), kind)
    assert unchanged(realm) == before


def test_case_82_prefix_over_and_over(realm):
    begun = time.monotonic()
    for letter in FEW:
        there, gap = (realm.ask(letter, "++api++/" * 50 + "{c}", gap=gap) for gap in (False, True))
        assert told(there, realm.number) == told(gap, GAP)
        assert there.status in (301, 302, 404) and len(there.body) < 5_000
    assert time.monotonic() - begun < 10


def test_case_82_long_and_deep(realm):
    begun = time.monotonic()
    uniform(realm, "{c}" + "/x" * 400, letters="A")
    uniform(realm, "{c}/view?q=" + "x" * 100_000, letters="A")
    for path in ("@search?SearchableText=" + "a" * 100_000, "x/" * 1_000):
        assert realm.ask("A", path).status < 500
    assert time.monotonic() - begun < 30


def test_case_82_ten_thousand_fields(realm):
    begun, before = time.monotonic(), unchanged(realm)
    body = "&".join(f"a{n}=1" for n in range(10_000)).encode()
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    uniform(realm, "{c}/edit", "POST", body, kind, letters="AM")
    assert realm.ask("A", "login", "POST", body, kind).status < 500
    assert time.monotonic() - begun < 30
    assert unchanged(realm) == before


@pytest.mark.parametrize("verb", ["OPTIONS", "HEAD", "GET", "PROPFIND", "TRACE"])
def test_case_82_a_stranger_makes_the_database_grow_by_nothing(realm, verb):
    before = unchanged(realm)
    for path in ("", "{c}", "{d}", "perkara", "nonexist", "login", "@search"):
        realm.ask("A", path, verb)
    assert unchanged(realm) == before


def test_case_03_rest_posts(realm):
    before = unchanged(realm)
    note = json.dumps({"@type": "CaseNote", "text": "x"}).encode()
    kind = {"Content-Type": "application/json"}
    for verb in ("POST", "PATCH"):
        uniform(realm, "{c} {d} {c}/@notes {c}/@workflow/hold ++api++/{c}", verb, note, kind)
    assert unchanged(realm) == before


def test_case_41_linkintegrity(realm):
    silent(realm, "@linkintegrity?uids={uid}")
    uniform(realm, "{c}/@linkintegrity?uids={uid}")
