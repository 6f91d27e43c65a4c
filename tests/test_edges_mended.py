"""The edges of the site: who may list accounts, and odd requests that get a plain answer."""

from baleharum.asked import Asked
from baleharum.documents.gate import examine
from baleharum.documents.sniff import Refused
from plone import api
from tests import document_samples as samples
from tests.centre import acting
from tests.centre import sample_case
from tests.centre import sample_document
from tests.http import Visitor

import io
import pytest
import transaction
import zipfile


@pytest.fixture
def site(functional):
    """The site, with a committed case that holds one document."""
    portal = functional["portal"]
    case = sample_case(portal["perkara"])
    sample_document(case, data=samples.pdf("satu"))
    transaction.commit()
    return portal


@pytest.fixture
def where(site):
    """The path of the case below the site."""
    return f"perkara/{site['perkara'].objectIds()[0]}"


#: Every stock way to ask who has an account.
LISTS = """
@vocabularies/plone.app.vocabularies.Users
@vocabularies/plone.app.vocabularies.Principals
@vocabularies/plone.app.vocabularies.Groups
@querystring
@users
@groups
@principals?search=worker
@@getVocabulary?name=plone.app.vocabularies.Users&query=worker
@@getVocabulary?name=plone.app.vocabularies.Users&query=worker&field=creators
@@getVocabulary?name=plone.app.vocabularies.Principals&query=worker
@@getVocabulary?name=plone.app.vocabularies.Groups&query=Admin
halaman/@@getVocabulary?name=plone.app.vocabularies.Users&query=worker&field=IOwnership.creators
halaman/@@getVocabulary?name=plone.app.vocabularies.Users&query=worker&field=creators
@@qsOptions
@@querybuilderjsonconfig
@@member-search?form.widgets.fullname=Worker1&form.buttons.search=Search
portal_membership/searchForMembers?name=worker
portal_membership/listMemberIds
portal_membership/getMemberInfo?memberId=worker1
portal_groups/listGroupIds
portal_groups/searchForGroups
author/worker1
""".split()


@pytest.mark.parametrize("user_id", ["", "operator1", "editor1", "worker3", "supervisor1"])
def test_nobody_but_who_manages_accounts_lists_them(site, user_id):
    with api.env.adopt_roles(["Manager"]):
        page = api.content.create(site, "Document", id="halaman", title="Halaman")
        api.content.transition(page, "publish")
    transaction.commit()
    api.user.grant_roles("editor1", roles=["Editor", "Contributor"])
    transaction.commit()
    person = Visitor(site, user_id)
    for path in LISTS:
        headers = {"Accept": "application/json"} if path.startswith("@") and path[1] != "@" else {}
        answer = person.ask("GET", path, headers=headers)
        assert answer.status < 500, path
        for told in ("worker2", "Worker2", "Worker1", "Administrators"):
            assert told not in answer.text, path


def test_who_manages_accounts_lists_them(site):
    admin = Visitor(site, "siteadmin", "correct horse battery")
    for name in ("Users", "Principals"):
        found = admin.rest("GET", f"@vocabularies/plone.app.vocabularies.{name}?b_size=500")
        assert "worker1" in found.text
    query = "@@getVocabulary?name=plone.app.vocabularies.Users&query=worker"
    assert "worker1" in admin.get(query).text
    assert "Worker1" in admin.get("author/worker1").text


def test_an_author_page_does_not_tell_whether_there_is_such_an_account(site):
    member = Visitor(site, "operator1")
    there, gap = member.get("author/worker1"), member.get("author/nobodyy")
    assert there.status == gap.status == 404
    assert there.text.replace("worker1", "") == gap.text.replace("nobodyy", "")


@pytest.mark.parametrize("user_id", ["", "worker1", "siteadmin"])
@pytest.mark.parametrize("query", ["", "&query=a", "&query={a}", "&query=[1]", "&query={}"])
def test_what_the_catalog_cannot_be_asked_is_refused(site, user_id, query):
    password = ["correct horse battery"] if user_id == "siteadmin" else []
    name = f"@@getVocabulary?name=plone.app.vocabularies.Catalog{query}"
    answer = Visitor(site, user_id, *password).get(name)
    assert answer.status == 400
    assert "Name the attributes" in answer.json()["error"]
    more = Visitor(site, user_id, *password).get(f"{name}&attributes=UID,Title")
    assert more.status == (400 if query else 200)
    assert ("error" if query else "results") in more.json()


@pytest.mark.parametrize("user_id", ["worker1", "supervisor1", "worker3"])
def test_the_search_while_typing_finds_a_document_without_asking_for_its_picture(
    site, where, user_id
):
    words = f"@@ajax-search?SearchableText={where.rpartition('/')[2]}"
    answer = Visitor(site, user_id).get(words)
    assert answer.status == 200, answer.text
    found = answer.json()["items"]
    assert any(item["url"].endswith("/d1") for item in found) == (user_id != "worker3")
    assert not any(item["img_tag"] for item in found)


@pytest.mark.parametrize("service", ["@copy", "@move"])
def test_who_may_not_add_is_told_so(site, where, service):
    answer = Visitor(site, "worker1").rest("POST", f"perkara/{service}", {"source": f"/{where}/d1"})
    assert answer.status == 403
    assert "nothing may be added" in answer.json()["error"]["message"].lower()


#: Pages, each with a parameter that is sent twice; `register` pages are asked by the head.
TWICE = """
{case}/documents?kind=foto-klien&kind=notula
{case}/documents?sort=date&sort=kind
{case}/documents?order=up&order=down&start=0&start=0
{case}/@documents?sort=x&sort=y
{case}/@documents?start=1&start=2
{case}/@@find?text=a&text=satu
{case}/@find?text=a&text=satu
{case}/d1?page=1&page=1
{case}/d1/@@page-image?n=1&n=1&w=480&w=900
{case}/timeline?before=1&before=2
{case}/@timeline?after=1&after=2
{case}/notes?b_start=0&b_start=0
{case}/@@change-state?transition=hold&transition=start_triage
perkara/@@person-access?person=worker2&person=worker1
@@desk?a=1&a=2
""".split()


@pytest.mark.parametrize("path", TWICE)
def test_a_parameter_that_is_sent_twice_counts_once(site, where, path):
    worker = Visitor(site, "worker1")
    headers = {"Accept": "application/json"} if "/@" in path.replace("@@", "") else {}
    assert worker.ask("GET", path.replace("{case}", where), headers=headers).status == 200


@pytest.mark.parametrize("name", ["sort", "order", "worker", "since", "b_size"])
@pytest.mark.parametrize("page", ["view", "@cases", "@@export"])
def test_the_register_takes_one_value_or_says_which_it_refuses(site, page, name):
    headers = {"Accept": "application/json"} if page == "@cases" else {}
    path = f"perkara/{page}?{name}=7&{name}=8"
    assert Visitor(site, "head1").ask("GET", path, headers=headers).status in (200, 400)


def test_an_export_is_made_in_the_last_format_that_is_sent(site):
    answer = Visitor(site, "head1").get("perkara/@@export?format=xlsx&format=csv")
    assert (answer.status, answer.header("Content-Type")) == (200, "text/csv; charset=utf-8")


def test_only_texts_are_read_from_a_request():
    asked = Asked({"a": ["x", "y"], "n": 3, "f": object(), "none": [], "b": b"z"})
    assert [asked.get(name) for name in "anfb"] == ["y", "3", None, "z"]
    assert asked.every("a") == ("x", "y")
    assert asked.get("none", "") == asked.get("missing", "") == ""
    assert Asked(asked)["a"] == "y"
    with pytest.raises(KeyError):
        asked["missing"]


@pytest.mark.parametrize("page", ["content_status_modify", "content_status_history"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_stock_ways_to_a_step_lead_to_what_is_missing(site, where, page, method):
    worker = Visitor(site, "worker1", cookie=True)
    token = worker.authenticator(f"{where}/@@change-state?transition=start_triage")
    query = f"workflow_action=start_triage&_authenticator={token}"
    if method == "GET":
        answer = worker.get(f"{where}/{page}?{query}")
    else:
        answer = worker.post(f"{where}/{page}", dict(p.split("=") for p in query.split("&")))
    assert answer.status == 302
    assert answer.header("Location").endswith(f"{where}/@@change-state?transition=start_triage")
    shown = worker.get(f"{where}/@@change-state?transition=start_triage").text
    assert f"{where}/edit" in shown
    assert api.content.get_state(site.unrestrictedTraverse(where)) == "intake"


@pytest.mark.parametrize("prefix", ["../x", "<b>/", "bh", "7X", "", "ABCDEFGHI", "A B", "BH\n"])
def test_letters_before_the_number_are_letters(site, prefix):
    head = Visitor(site, "head1")
    answer = head.rest("PATCH", "perkara", {"prefix": prefix})
    assert answer.status == 400
    assert site["perkara"].prefix == "BH"
    assert head.rest("PATCH", "perkara", {"prefix": "RPS2"}).status == 204
    assert site["perkara"].prefix == "RPS2"


def with_program() -> bytes:
    """A Word document that carries a program, as Word writes it."""
    package = samples.with_replaced(
        samples.word(),
        "[Content_Types].xml",
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    return samples.with_member(package, "word/vbaProject.bin", b"x")


def program_first() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("word/vbaProject.bin", b"x")
        package.writestr("word/document.xml", b"<x/>")
    return stream.getvalue()


def test_a_document_with_macros_is_kept_as_evidence_and_told():
    assert examine(io.BytesIO(with_program()), "surat.docx").findings == ("macros",)


def test_a_program_that_only_looks_like_a_document_is_refused():
    with pytest.raises(Refused, match="no usable file of that kind") as refused:
        examine(io.BytesIO(program_first()), "surat.docx")
    assert refused.value.reason == "content"


def test_copying_what_is_filed_is_refused_with_a_sentence(site, where):
    worker = Visitor(site, "worker1")
    answer = worker.rest("POST", f"{where}/@copy", {"source": f"/{where}/d1"})
    assert answer.status == 400
    assert "stays there" in answer.json()["message"]
    with acting("worker1"):
        assert "d2" not in site.unrestrictedTraverse(where)


@pytest.mark.parametrize(
    "path", ["", "/documents", "/@documents", "/d1", "/d1/@@download/file", "/d1/@@page-image?n=1"]
)
def test_every_answer_in_a_realm_says_how_to_keep_it(site, where, path):
    headers = {"Accept": "application/json"} if path == "/@documents" else {}
    answer = Visitor(site, "worker1").ask("GET", f"{where}{path}", headers=headers)
    assert answer.status == 200
    assert answer.header("X-Content-Type-Options") == "nosniff"
    assert answer.header("Referrer-Policy") == "same-origin"
    assert "no-store" in answer.header("Cache-Control")
