"""A stranger follows every link and tries every view: no case, no person, no page of staff."""

from baleharum.public.counterparts import ENGLISH
from plone import api
from plone.app.testing import SITE_OWNER_NAME
from plone.base.interfaces import INavigationRoot
from tests.access_states import object_at
from tests.access_states import PERSONAS
from tests.access_states import WHERE
from tests.http import Visitor
from tests.security.asking import CANARIES
from tests.security.sweeping import service_names
from tests.security.sweeping import view_names
from urllib.parse import urljoin
from urllib.parse import urlsplit
from zope.interface import alsoProvides

import pytest
import re
import transaction


HOST = "http://localhost"
NUMBER = re.compile(r"BH-\d{4}-\d{5}")
LINK = re.compile(r'(?:href|src|action)="([^"#]+)')
#: Nobody who works here is named either; the manager of the server has the name of a word.
PEOPLE = {user for users in PERSONAS.values() for user in users}
STAFF = sorted(PEOPLE - {"", SITE_OWNER_NAME})
#: What nobody is to find: registers, and what is filed elsewhere for staff.
CLOSED = ("/plone/perkara", "/plone/mitra/")
#: They answer as long as is asked, or end the visit.
LEFT_OUT = {"@@logout", "@@plone-upgrade", "@@standard_error_message"}


@pytest.fixture
def stranger(realm):
    """Somebody who is not logged in, before a site with both front pages."""
    portal = realm.portal
    alsoProvides(portal[ENGLISH], INavigationRoot)
    for home in (portal, portal[ENGLISH]):
        home.setLayout("home")
    transaction.commit()
    stranger = Visitor(portal)
    stranger.site = portal
    return stranger


def told(answer) -> list[str]:
    """Return what an answer should not have said."""
    words = [word for word in CANARIES if word in answer.text]
    words += NUMBER.findall(answer.text)
    return words + [user for user in STAFF if re.search(rf"\b{user}\b", answer.text)]


def read(stranger, path, kind="text/html"):
    return stranger.ask("GET", path, headers={"Accept": kind})


def test_every_link_leads_to_what_everybody_may_read(stranger):
    waiting, seen, bad = ["/plone", "/plone/en", "/plone/sitemap.xml"], set(), []
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        answer = read(stranger, path)
        if answer.status not in (200, 302) or told(answer):
            bad.append((path, answer.status, told(answer)))
        found = LINK.findall(answer.text) + re.findall(r"<loc>([^<]+)", answer.text)
        for link in found:
            parts = urlsplit(urljoin(f"{HOST}{path}/", link.replace("&amp;", "&")))
            if parts.netloc == "localhost" and parts.path.startswith("/plone"):
                waiting.append(parts.path)
    assert bad == []
    page = object_at(stranger.site, WHERE["ServicePage"]["published"])
    assert "/".join(page.getPhysicalPath()) in seen
    assert [path for path in seen if path.startswith(CLOSED)] == []
    others = [WHERE["ServicePage"][state] for state in ("draft", "review", "retracted")]
    assert [path for path in others if f"/plone{path}" in seen] == []


def test_every_view_of_a_public_page_keeps_silent(stranger):
    portal = stranger.site
    pages = [portal, portal[ENGLISH], object_at(portal, WHERE["ServicePage"]["published"])]
    services = sorted(name for method, name in service_names() if method == "GET")
    bad = []
    for content in pages:
        base = "/".join(content.getPhysicalPath())
        views = {f"@@{name}" for name in view_names(content, services=False)} - LEFT_OUT
        for name in sorted(views | set(services)):
            kind = "text/html" if name.startswith("@@") else "application/json"
            answer = read(stranger, f"{base}/{name}", kind)
            if told(answer):
                bad.append((base, name, told(answer)))
    assert bad == []


@pytest.mark.parametrize("state", ["draft", "review", "retracted"])
def test_a_page_that_is_not_published_is_shown_on_no_path(stranger, state):
    page = object_at(stranger.site, WHERE["ServicePage"][state])
    path, uid = "/".join(page.getPhysicalPath()), api.content.get_uuid(page)
    for asked in (path, f"{path}/@@view", f"{path}/@transitions", f"resolveuid/{uid}"):
        for kind in ("text/html", "application/json"):
            answer = read(stranger, asked, kind)
            assert answer.status != 200 and page.title not in answer.text, (asked, kind)
    assert page.title not in read(stranger, f"@@search?SearchableText={page.title}").text.replace(
        f'value="{page.title}"', ""
    )
