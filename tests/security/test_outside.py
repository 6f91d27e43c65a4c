"""What lies outside of a register tells nothing of what lies in it, nor of who works there."""

from tests.security.asking import FEW
from tests.security.asking import silent
from tests.security.asking import told

import json
import pytest


#: number and name -> paths. Each answers alike for what is there and for a gap.
PATHS = {
    "24 search": """
        @search?UID={uid} @search?getId={number}&fullobjects=1 @search?metadata_fields=_all&id={number}
        @search?path=/plone/{c} @search?Title={number}&use_site_search_settings=1
        @search?SearchableText={number}* @search?Creator=worker1 @search?Subject={number}
        @search?portal_type=CaseFile&sort_on=modified&metadata_fields=_all
        @search?portal_type=CaseSubject&fullobjects=1&b_size=500
    """,
    "25 queries": """
        @querystring-search?query={number} @@querybuilder_html_results @@querybuilderresults
        @@querybuildernumberofresults @@qsOptions
    """,
    "26 pages": """
        @@search?SearchableText={number} @@search?path=/plone/{c} @@ajax-search?SearchableText={number}
        livesearch_reply?q={number} search_rss?SearchableText={number} RSS rss.xml atom.xml itunes.xml
        sitemap.xml.gz @@sitemap @navigation?expand.navigation.depth=6 @contextnavigation @breadcrumbs
        @site @@recently_modified @@full_review_list folder_listing
    """,
    "27 vocabularies": """
        @vocabularies/plone.app.vocabularies.Catalog?title={number} @vocabularies @querysources @sources
        @@getVocabulary?name=plone.app.vocabularies.Catalog&query={number}
        @@getVocabulary?name=plone.app.vocabularies.Keywords&query={number}
        @vocabularies/plone.app.vocabularies.Keywords
    """,
    "28 catalog": """
        portal_catalog/search?getId={number} portal_catalog/searchResults?getId={number}
        portal_catalog/uniqueValuesFor?name=getId portal_catalog/Indexes/getId/manage_browse
        portal_catalog/getpath?rid=1 portal_catalog/getrid?path=/plone/{c}
        portal_catalog/getIndexDataForUID?uid=/plone/{c} portal_catalog/getMetadataForUID?uid=/plone/{c}
        portal_catalog/resolve_path?path=/plone/{c} portal_catalog/manage_catalogView
        uid_catalog reference_catalog portal_uidhandler/queryObject?uid={uid}
    """,
    "42 transactions": "@transactions @transactions?path=/plone/{c} @history",
    "43 relations": """
        @relations?source={uid} @relations?target={uid} @relations?source=/{c} @aliases?q={number}
        @relations?query_source=/{c} @types/Case @aliases
    """,
}


@pytest.mark.parametrize("case", PATHS, ids=lambda case: f"case_{case.replace(' ', '_')}")
def test_nothing_is_told(realm, case):
    silent(realm, PATHS[case])


QUERY = {"i": "path", "o": "plone.app.querystring.operation.string.absolutePath", "v": "/{c}"}


@pytest.mark.parametrize("letter", ["A", "M", "C", "X"])
def test_case_29_counts(realm, letter):
    """An oracle counts what it does not show: no number depends on what somebody may not see."""
    kind = {"Content-Type": "application/json", "Accept": "application/json"}
    for path in ("@search?path=/plone/{c}", "@search?portal_type=CaseSubject&b_size=1"):
        found = realm.ask(letter, path).json()
        assert found["items_total"] == 0 and found["items"] == []
    for index in ("document_kind", "case_risk", "review_state", "portal_type", "modified"):
        answer = realm.ask(letter, f"@search?path=/plone/{{c}}&sort_on={index}&b_start=0")
        assert answer.json()["items_total"] == 0
    body = json.dumps({"query": [QUERY]}).encode()
    for gap in (False, True):
        sent = realm.fill(body.decode(), gap).encode()
        answer = realm.ask(letter, "@querystring-search", "POST", sent, kind)
        assert answer.status != 200 or answer.json()["items_total"] == 0


def test_case_41_linkintegrity(realm):
    silent(realm, "@linkintegrity?uids={uid}")


#: What Zope keeps at the root of a site and of the database.
INNER = """
acl_users acl_users/source_users acl_users/source_users/listUserIds acl_users/session
acl_users/portal_role_manager acl_users/case_teams acl_users/plugins error_log portal_setup
portal_memberdata portal_membership portal_registration portal_workflow portal_types portal_registry
portal_properties portal_actions portal_skins portal_catalog portal_repository portal_historiesstorage
portal_archivist portal_purgepolicy portal_transforms mimetypes_registry translation_service MailHost
plone_utils reference_catalog portal_controlpanel portal_view_customizations
""".split()


@pytest.mark.parametrize("letter", ["A", "M", "C", "X"])
def test_case_53_tools_show_nothing_of_themselves(realm, letter):
    for name in INNER:
        answer = realm.ask(letter, name)
        assert answer.status in (302, 400, 401, 403, 404), (name, answer.status)
        assert "object at" not in answer.text and "worker1" not in answer.text, name


def test_case_55_accounts_are_not_told_apart(realm):
    """The parts that are no part of the login: pages and services that name an account."""
    for letter in ("A", "M", "C", "X"):
        for path in ("author/{}", "@users/{}", "@@user-information?userid={}", "@groups/{}"):
            there, gap = (
                told(realm.ask(letter, path.format(name)), name) for name in ("worker1", "nobody1")
            )
            assert there == gap, (letter, path)


def test_case_34_and_35_bulk_services_reach_nothing_inside(realm):
    for letter in (*FEW, "editor1"):
        for source in ("{uid}", "/{c}", "http://localhost/plone/{d}"):
            body = json.dumps({"source": source})
            silent(realm, "@copy @move", "POST", body, letters=(letter,))
    assert realm.document in realm.portal["perkara"][realm.number].objectIds()
