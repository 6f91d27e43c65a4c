"""What the guard leaves to the team: tabs, files, services. The sweeps are in tests/security."""

from baleharum.cases.layout import TABS
from tests.access_states import visitor
from tests.access_states import WHERE
from tests.centre import MINIMAL_PDF

import pytest
import re


def test_the_team_opens_every_tab(states_functional):
    portal = states_functional["portal"]
    case = WHERE["Case"]["intervention"]
    worker = visitor(portal, "worker1", cookie=True)
    for _place, tab, _label in TABS:
        answer = worker.get(f"perkara/{case}/{tab}")
        assert answer.status == 200, tab
        assert answer.header("Cache-Control") == "private, no-store"


def test_the_team_downloads_in_full_and_in_part(states_functional):
    portal = states_functional["portal"]
    path = f"perkara/{WHERE['CaseFile, confidential']['approved']}/@@download/file"
    worker = visitor(portal, "worker1", cookie=True)
    assert worker.get(path).body == MINIMAL_PDF
    part = worker.ask("GET", path, headers={"Range": "bytes=0-7"})
    assert (part.status, part.body) == (206, MINIMAL_PDF[:8])
    assert worker.ask("HEAD", path).status == 200


@pytest.mark.parametrize("prefix", ["", "++api++/"])
def test_the_team_uses_rest(states_functional, prefix):
    portal = states_functional["portal"]
    case = WHERE["Case"]["intervention"]
    worker = visitor(portal, "worker1")
    for path in (case, f"{case}/@types", f"{case}/@workflow", f"{case}/@actions", f"{case}/d1"):
        answer = worker.rest("GET", f"{prefix}perkara/{path}")
        assert answer.status == 200, path
        answer.json()
    note = {"@type": "CaseNote", "text": "Klien menelepon.", "happened_on": "2026-01-31"}
    made = worker.rest("POST", f"{prefix}perkara/{case}", note)
    assert made.status == 201
    assert f"/perkara/{case}/n" in made.header("Location")


def test_pages_of_the_team_find_their_resources(states_functional):
    portal = states_functional["portal"]
    worker = visitor(portal, "worker1", cookie=True)
    page = worker.get(f"perkara/{WHERE['Case']['intervention']}")
    addresses = re.findall(r'(?:href|src)="http://localhost/plone/(\+\+[^"]+)"', page.text)
    assert addresses
    for address in addresses:
        assert worker.get(address).status in (200, 304), address


def test_staff_see_the_register_and_search_it(states_functional):
    portal = states_functional["portal"]
    staff = visitor(portal, "worker3", cookie=True)
    assert staff.get("perkara").status == 200
    assert "BH-20" not in staff.get("perkara").text
    assert staff.rest("GET", "perkara/@search?portal_type=Case").json()["items_total"] == 0
