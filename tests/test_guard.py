"""Inside a realm, what somebody may not see is not there: no answer tells it from a gap."""

from baleharum.guard.uniform import page
from plone import api
from plone.app.redirector.interfaces import IRedirectionStorage
from plone.app.testing import setRoles
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import TEST_USER_ID
from plone.app.textfield.value import RichTextValue
from Products.SiteAccess.VirtualHostMonster import manage_addVirtualHostMonster
from tests.access_states import object_at
from tests.access_states import visitor
from tests.access_states import WHERE
from zope.component import getUtility

import pytest
import re
import transaction


BODY = page("http://localhost/plone/login")

#: Nobody, and accounts that are not assigned to the case in question.
OUTSIDERS = (
    "",
    "operator1",
    "editor1",
    "worker3",
    "worker4",
    "advocate2",
    "worker7",
    "siteadmin2",
    SITE_OWNER_NAME,
)
GAP = "BH-2026-99999"
NO_UID = "deadbeef" * 4
TOKEN = re.compile(rb"[0-9a-f]{40}")

#: Paths inside the realm: `{case}` is a case's number. All answer with the one 404.
INSIDE = """
perkara/{case}
perkara/{case}/
perkara/{case}/view
perkara/{case}/@@view
perkara/{case}/edit
perkara/{case}/team
perkara/{case}/d1
perkara/{case}/d1/view
perkara/{case}/d1/@@download/file
perkara/{case}/d1/@@display-file/file
perkara/{case}/d1/file
perkara/{case}/d1/@@images/file
perkara/{case}/d1/title
perkara/{case}/d1/Title
perkara/{case}/d1/absolute_url
perkara/{case}/d1/++widget++file/@@download
perkara/{case}/d1/edit/++widget++form.widgets.kind/@@getSource
perkara/{case}/d999
perkara/{case}/nothing/nothing
perkara/{case}/++add++CaseNote
perkara/{case}/@@main_template
perkara/{case}/@@title
perkara/{case}/@@uuid
perkara/{case}/@@sitemap
perkara/{case}/@@plone_context_state/object_title
perkara/{case}/@@plone_portal_state/portal_title
perkara/{case}/@@delete_confirmation_info
perkara/{case}/manage_main
perkara/{case}/manage_DAVget
perkara/{case}/objectIds
perkara/{case}/portal_catalog/searchResults
perkara/{case}/halaman
perkara/{case}/perkara/{case}
perkara/{case}/acl_users
perkara/{case}/@types
perkara/{case}/@workflow
perkara/{case}/@actions
perkara/{case}/@breadcrumbs
perkara/{case}/@navigation
perkara/{case}/@search
perkara/{case}/@history
perkara/{case}/@sharing
perkara/{case}/@lock
perkara/{case}/resolveuid/{uid}
perkara/{case}/++api++/d1
++api++/perkara/{case}
++api++/perkara/{case}/d1
++api++/perkara/{case}/@types
halaman/perkara/{case}
halaman/perkara/{case}/d1
perkara/perkara/{case}
perkara/%2e/{case}
perkara//{case}
perkara/{case};x
/VirtualHostBase/http/localhost:80/plone/VirtualHostRoot/_vh_plone/perkara/{case}
/VirtualHostBase/http/localhost:80/plone/VirtualHostRoot/_vh_plone/perkara/{case}/d1
""".split()

VERBS = (
    "GET HEAD POST PUT PATCH DELETE OPTIONS TRACE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK "
    "SEARCH REPORT NONSENSE"
).split()

#: Paths outside: the answer is the same whether or not the UID or number belongs to something.
OUTSIDE = """
resolveuid/{uid}
resolveUid/{uid}
@@resolveuid/{uid}
halaman/resolveuid/{uid}
resolveuid/{uid}/@@download/file
@@redirect-to-uuid/{uid}
halaman/redirect-to-uuid/{uid}
++api++/resolveuid/{uid}
++api++/++api++/perkara/{case}
@@plone/perkara/{case}
@relations?source={uid}
@relations?target={uid}
@relations?source=/perkara/{case}
@relations?query_source=/perkara/{case}
@linkintegrity?uids={uid}
@aliases
@search?UID={uid}
@search?getId={case}
@search?SearchableText={case}
@search?SearchableText={case}&use_site_search_settings=1
@search?path=/plone/perkara/{case}
@search?Title={case}&fullobjects=1
@search?case_risk=sedang&getId={case}
@search?metadata_fields=_all&id={case}
@@search?SearchableText={case}
@@search?path=/plone/perkara/{case}
@@ajax-search?SearchableText={case}
livesearch_reply?q={case}
search_rss?SearchableText={case}
RSS
rss.xml
atom.xml
sitemap.xml.gz
@@sitemap
@navigation?expand.navigation.depth=6
@contextnavigation
@breadcrumbs
@site
@types/Case
@vocabularies/plone.app.vocabularies.Catalog?title={case}
@@getVocabulary?name=plone.app.vocabularies.Catalog&query={case}
@querystring-search?query={case}
portal_catalog
portal_catalog/searchResults?getId={case}
portal_catalog/search?getId={case}
portal_catalog/uniqueValuesFor?name=getId
portal_catalog/Indexes/getId/uniqueValues
portal_catalog/getpath?rid=1
portal_catalog/getrid?path=/plone/perkara/{case}
portal_catalog/getIndexDataForUID?uid=/plone/perkara/{case}
portal_catalog/getMetadataForUID?uid=/plone/perkara/{case}
portal_catalog/resolve_path?path=/plone/perkara/{case}
portal_uidhandler/queryObject?uid={uid}
portal_workflow/getInfoFor
@@plone_tools/catalog/searchResults?getId={case}
@@images/{uid}
halaman/@@images/{uid}
@transactions
recently_modified
folder_listing
@@folder_contents
full_review_list
author/advocate2
""".split()


@pytest.fixture
def here(states_functional):
    """Return portal, number and UIDs of a running case and its first document, and a page."""
    portal = states_functional["portal"]
    setRoles(portal, TEST_USER_ID, ["Manager"])
    public = api.content.create(portal, "Document", id="halaman", title="Halaman")
    case = object_at(portal, WHERE["Case"]["intervention"])
    link = f'<p><a href="resolveuid/{case["d1"].UID()}">a</a></p>'
    public.text = RichTextValue(link, "text/html", "text/x-html-safe")
    api.content.transition(public, "publish")
    manage_addVirtualHostMonster(portal.getPhysicalRoot(), "virtual_hosting")
    setRoles(portal, TEST_USER_ID, ["Member"])
    transaction.commit()
    return portal, case.getId(), case["d1"].UID()


def fill(path: str, number: str, uid: str) -> str:
    return path.replace("{case}", number).replace("{uid}", uid)


def rest(path: str) -> dict[str, str]:
    """Return the headers with which a path is asked."""
    service = re.search(r"(^|/)@[a-z]|\+\+api", path)
    return {"Accept": "application/json"} if service else {}


def told(answer, *own: str) -> tuple:
    """Return an answer without what the visitor said and without tokens that differ anyway."""
    headers, body = repr(sorted(answer.headers)).encode(), TOKEN.sub(b"", answer.body)
    for word in own:
        headers, body = headers.replace(word.encode(), b"*"), body.replace(word.encode(), b"*")
    return answer.status, re.sub(rb"\('(Date|Content-Length)', '[^']*'\)", b"", headers), body


@pytest.mark.parametrize("user_id", OUTSIDERS)
def test_everything_inside_is_the_one_404(here, user_id):
    portal, number, uid = here
    outsider = visitor(portal, user_id)
    answers = set()
    for path in INSIDE:
        for name, ref in ((number, uid), (GAP, NO_UID)):
            path_asked = fill(path, name, ref)
            answer = outsider.ask("GET", path_asked, headers=rest(path))
            assert (answer.status, answer.body) == (404, BODY), path_asked
            answers.add(answer)
    assert len(answers) == 1


@pytest.mark.parametrize("user_id", ["", "operator1", "worker3", SITE_OWNER_NAME])
@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_every_verb_is_answered_alike(here, user_id, accept):
    portal, number, uid = here
    outsider = visitor(portal, user_id)
    headers = {
        "Accept": accept,
        "Content-Type": "application/json",
        "If-None-Match": "*",
        "If-Modified-Since": "Fri, 01 Jan 2027 00:00:00 GMT",
        "Range": "bytes=0-3",
        "Depth": "1",
        "Destination": "http://localhost/plone/elsewhere",
    }
    for verb in VERBS:
        answers = {
            outsider.ask(verb, f"perkara/{name}{rest}", b"{}", headers)
            for name in (number, GAP)
            for rest in ("", "/d1", "/d1/@@download/file", "/@workflow/start_triage")
        }
        assert len(answers) == 1, (verb, [(a.status, a.headers) for a in answers])
        (answer,) = answers
        assert answer.status == 404, verb
        assert answer.body == (b"" if verb == "HEAD" else BODY)


@pytest.mark.parametrize("user_id", OUTSIDERS)
def test_no_answer_outside_tells_what_is_inside(here, user_id):
    portal, number, uid = here
    outsider = visitor(portal, user_id)
    own_case = {"worker4": "BH-20"}.get(user_id, "")
    for path in OUTSIDE:
        there = outsider.ask("GET", fill(path, number, uid), headers=rest(path))
        gap = outsider.ask("GET", fill(path, GAP, NO_UID), headers=rest(path))
        assert told(there, number, uid) == told(gap, GAP, NO_UID), path
        body = there.text.replace(number, "*")
        assert own_case or "BH-20" not in body, path
        assert uid not in body or "{uid}" in path, path


@pytest.mark.parametrize("user_id", ["", "operator1", "editor1", "worker3", "worker1"])
def test_a_link_in_a_public_text_gives_no_address_away(here, user_id):
    portal, number, uid = here
    public = visitor(portal, user_id).get("halaman")
    assert public.status == 200
    assert (number in public.text) is (user_id == "worker1")


def test_old_addresses_are_not_redirected(here):
    portal, number, uid = here
    getUtility(IRedirectionStorage).add("/plone/perkara/lama", f"/plone/perkara/{number}")
    transaction.commit()
    nobody = visitor(portal, "")
    assert nobody.get("perkara/lama") == nobody.get("perkara/bukan-apa-apa")


@pytest.mark.parametrize("user_id", ["", "worker3"])
def test_posts_into_the_realm_write_nothing(here, user_id):
    portal, number, uid = here
    outsider = visitor(portal, user_id)
    before = portal._p_jar.db().lastTransaction()
    form = {"form.widgets.text": "x", "form.buttons.save": "Save", "workflow_action": "close"}
    for path in ("edit", "++add++CaseNote", "content_status_modify", "@@change-state", "d1/edit"):
        assert outsider.post(f"perkara/{number}/{path}", form).body == BODY, path
    note = {"@type": "CaseNote", "text": "x"}
    for method in ("POST", "PATCH", "DELETE"):
        assert outsider.rest(method, f"perkara/{number}", note).body == BODY
    assert portal._p_jar.db().lastTransaction() == before


def test_bulk_actions_of_an_editor_reach_nothing_inside(here):
    portal, number, uid = here
    editor = visitor(portal, "editor1")
    for path, body in (
        ("@copy", {"source": "{uid}"}),
        ("@move", {"source": "{uid}"}),
        ("@copy", {"source": "http://localhost/plone/perkara/{case}"}),
        ("@move", {"source": "/perkara/{case}/d1"}),
    ):
        answers = []
        for name, ref in ((number, uid), (GAP, NO_UID)):
            data = {key: fill(value, name, ref) for key, value in body.items()}
            answers.append(told(editor.rest("POST", path, data), name, ref))
        assert answers[0] == answers[1], (path, body)
    assert object_at(portal, f"{number}/d1").UID() == uid


def test_the_page_for_nothing_leads_to_the_login_form(here):
    portal, number, uid = here
    nobody = visitor(portal, "")
    assert b'href="http://localhost/plone/login"' in nobody.get(f"perkara/{number}").body
    assert nobody.get("login").status == 200
    assert b"<script" not in page('"><script>')
