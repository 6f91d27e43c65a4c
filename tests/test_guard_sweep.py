"""Every view and service that anything registers: closed to outsiders, open to the team."""

from baleharum.cases.layout import TABS
from baleharum.guard.uniform import page
from baleharum.interfaces import IBaleharumLayer
from plone.app.testing import SITE_OWNER_NAME
from plone.app.z3cform.interfaces import IPloneFormLayer
from tests.access_states import object_at
from tests.access_states import visitor
from tests.access_states import WHERE
from tests.centre import MINIMAL_PDF
from zope.component import getGlobalSiteManager
from zope.interface import Interface
from zope.interface import providedBy
from zope.publisher.browser import TestRequest
from zope.publisher.interfaces.browser import IDefaultBrowserLayer

import pytest
import re


BODY = page("http://localhost/plone/login")

SERVICE = re.compile(r"^(GET|POST|PATCH|DELETE|PUT|OPTIONS)_\S*?_(@[\w.-]+)$")


def things(portal) -> list:
    """Return one object of every type in a case, and the case."""
    headings = {
        "Case": "intervention",
        "CaseFile, confidential": "draft",
        "CaseSubject": "active",
        "CaseNote": "recorded",
    }
    return [object_at(portal, WHERE[heading][column]) for heading, column in headings.items()]


def view_names(content) -> set[str]:
    """Return the names of all views that are registered for an object, by whatever package."""
    request = TestRequest(skin=IDefaultBrowserLayer)
    layers = providedBy(request) + IBaleharumLayer + IPloneFormLayer
    adapters = getGlobalSiteManager().adapters
    found = adapters.lookupAll([providedBy(content), layers], Interface)
    return {name for name, _factory in found if name and "/" not in name and " " not in name}


def service_names() -> set[tuple[str, str]]:
    """Return (method, name) of all REST services that are registered for anything."""
    found = (SERVICE.match(name) for name in registered_names(getGlobalSiteManager()))
    return {match.groups() for match in found if match} | {("GET", "@types"), ("GET", "@workflow")}


def registered_names(registry):
    """Yield the names of all adapters; the test layers stack one registry on the other."""
    yield from (row.name for row in registry.registeredAdapters())
    for base in registry.__bases__:
        yield from registered_names(base)


@pytest.mark.parametrize("user_id", ["", "worker3", SITE_OWNER_NAME])
def test_no_view_answers_an_outsider(states_functional, user_id):
    portal = states_functional["portal"]
    outsider = visitor(portal, user_id)
    answers = set()
    for content in things(portal):
        path = "/".join(content.getPhysicalPath())
        names = view_names(content)
        assert len(names) > 150, "The sweep has lost sight of the views."
        for name in names:
            answers.add(outsider.get(f"{path}/@@{name}"))
            # Without the sign of a view a name leads to the same place, once is enough.
            if content.portal_type == "Case":
                answers.add(outsider.get(f"{path}/{name}"))
    assert {(answer.status, answer.body) for answer in answers} == {(404, BODY)}
    assert len(answers) == 1


@pytest.mark.parametrize("user_id", ["", "worker3", SITE_OWNER_NAME])
def test_no_service_answers_an_outsider(states_functional, user_id):
    portal = states_functional["portal"]
    outsider = visitor(portal, user_id)
    services = service_names()
    assert len(services) > 30, "The sweep has lost sight of the services."
    for content in things(portal):
        path = "/".join(content.getPhysicalPath())
        for method, name in services:
            data = None if method == "GET" else {}
            for address in (
                f"{path}/{name}",
                path.replace("/plone/", "/plone/++api++/") + f"/{name}",
            ):
                answer = outsider.rest(method, address, data)
                assert (answer.status, answer.body) == (404, BODY), (method, name)


def test_the_team_opens_every_tab(states_functional):
    portal = states_functional["portal"]
    case = WHERE["Case"]["intervention"]
    worker = visitor(portal, "worker1", cookie=True)
    for tab, _label in TABS:
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
