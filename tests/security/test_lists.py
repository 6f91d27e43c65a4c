"""Whatever lists something of a register is in the record of access, or it does not answer.

Asked for are all views and services that any package registers: by somebody who may see every case.
"""

from baleharum.trail import actions
from baleharum.trail import api as trail
from baleharum.trail import store
from plone import api
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from plone.uuid.interfaces import IUUID
from tests.security.sweeping import service_names
from tests.security.sweeping import view_names
from tests.trail_file import fresh
from tests.trail_file import gone
from urllib.parse import urlencode

import json
import pytest
import transaction


OPERATION = "plone.app.querystring.operation."
CASES = {"i": "portal_type", "o": f"{OPERATION}selection.any", "v": ["Case"]}
#: What makes views and services list that would wait for a question.
ASKED = urlencode(
    {
        "ajax_load": 1,
        "SearchableText": "BH-2026*",
        "portal_type": "Case",
        "name": "plone.app.vocabularies.Catalog",
        "query": json.dumps({"criteria": [CASES]}),
        "attributes": '["UID", "id", "title", "path"]',
        "expand.navigation.depth": 9,
        "expand.contextnavigation.bottomLevel": 9,
    }
)
#: Stands as an example in the form for emergency access.
EXAMPLE = "BH-2026-00001"
#: Actions of rows that tell of a list.
LISTS = (actions.LIST, actions.SEARCH, actions.EXPORT)


@pytest.fixture
def collection(realm):
    """A page at the root of the site that lists cases to those who may see them."""
    setRoles(realm.portal, TEST_USER_ID, ["Manager"])
    made = api.content.create(realm.portal, "Collection", "daftar", title="Daftar", query=[CASES])
    api.content.transition(made, "publish")
    transaction.commit()
    return made


def addresses(content) -> list[str]:
    """Return the addresses of all views and readable services of something."""
    path = "/".join(content.getPhysicalPath()[2:])
    views = [f"@@{name}" for name in view_names(content, services=False)]
    services = sorted(name for method, name in service_names() if method == "GET")
    more = ["@vocabularies/plone.app.vocabularies.Catalog", ""]
    return [f"{path}/{name}?{ASKED}".lstrip("/") for name in views + services + more]


def listing(realm, path: str, cases: dict[str, str]) -> bool:
    """Ask for an address; tell whether it names a case, and assert that each was noted."""
    file = fresh()
    answer = realm.ask("S", path)
    named = {uid for number, uid in cases.items() if number in answer.text}
    if not named:
        return False
    rows = [row for row in trail.rows() if row.action in LISTS]
    assert rows and {row.user for row in rows} == {"supervisor1"}, path
    assert named <= {uid for row in trail.rows() for uid in (row.case, *row.cases)}, path
    with gone(file):
        assert realm.ask("S", path).status == 503, path
    return True


@pytest.mark.parametrize("place", ["", "daftar", "perkara"])
def test_every_list_is_noted_or_does_not_answer(realm, collection, monkeypatch, place):
    monkeypatch.setattr(store, "PATIENCE", 0.1)
    register = realm.portal["perkara"]
    inside = [(name, one) for name, one in register.objectItems() if one.portal_type == "Case"]
    cases = {name: IUUID(case) for name, case in inside if name != EXAMPLE}
    content = realm.portal.unrestrictedTraverse(place) if place else realm.portal
    found = {path for path in addresses(content) if listing(realm, path, cases)}
    names = {path.partition("?")[0].rpartition("/")[2] for path in found}
    expected = {"": {"@search", "@desk", "@@search", "@@ajax-search"}, "daftar": {""}}
    assert names >= expected.get(place, {"@search", "@cases"}), "The sweep finds no lists."
