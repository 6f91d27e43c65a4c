"""A page outside of a register is not saved with a link into it, by form, REST or script."""

from plone import api
from plone.app.textfield.value import RichTextValue
from tests.centre import sample_case
from tests.centre import sample_document
from tests.http import Visitor
from zExceptions import BadRequest

import pytest
import transaction


GAP = "BH-2026-99999"


@pytest.fixture
def place(functional):
    """(site, number of a case, UID of a document in it), and a page with its folder."""
    portal = functional["portal"]
    case = sample_case(portal["perkara"])
    document = sample_document(case)
    with api.env.adopt_roles(["Manager"]):
        folder = api.content.create(portal, "Folder", "layanan", title="Layanan")
        api.content.create(folder, "Document", "halaman", title="Halaman")
        for user_id in ("editor1", "worker1"):
            api.user.grant_roles(username=user_id, roles=["Editor", "Contributor"])
    transaction.commit()
    return portal, case.getId(), document.UID()


#: Addresses below a register, of what is there and of a gap, in all spellings.
INTO = """
http://localhost/plone/perkara/{} https://localhost/plone/perkara/{}/d1 /plone/perkara/{} /perkara/{}/d1
../perkara/{} ../../perkara/{}/@@documents ../perkara/%42%48{} /plone/perkara/./{} /perkara//{}
/plone/layanan/../perkara/{} /plone/layanan/perkara/{} ++api++/perkara/{} ../perkara/{}?x=1#y
""".split()
#: Addresses that stay.
ELSEWHERE = """
../halaman /plone/perkara ../perkara/@@find ../perkara/ https://sipp.example.org/perkara/{} #perkara
mailto:x@example.org /plone/layanan/halaman/view resolveuid/{page}
""".split()


def text(link):
    return f'<p>Baca <a href="{link}">ini</a>.</p>'


def patch(visitor, link, path="layanan/halaman"):
    value = {"data": text(link), "content-type": "text/html"}
    return visitor.rest("PATCH", path, {"text": value})


@pytest.mark.parametrize("link", INTO)
def test_rest_refuses_alike_for_what_is_there_and_for_a_gap(place, link):
    portal, number, _uid = place
    editor = Visitor(portal, "editor1")
    answers = []
    for name in (number, GAP):
        answer = patch(editor, link.format(name))
        assert answer.status == 400, link
        answers.append(answer.text.replace(name, "*"))
    assert answers[0] == answers[1]
    assert portal["layanan"]["halaman"].text is None


@pytest.mark.parametrize("link", ELSEWHERE)
def test_other_links_are_saved(place, link):
    portal, number, _uid = place
    uid = portal["layanan"].UID()
    assert patch(Visitor(portal, "editor1"), link.format(number, page=uid)).status == 204


def test_the_refusal_names_the_remedy(place):
    portal, number, _uid = place
    message = patch(Visitor(portal, "editor1"), f"/perkara/{number}").json()["message"]
    assert "Take the link out" in message


@pytest.mark.parametrize("user_id", ["worker1", "editor1"])
def test_by_uid_it_is_refused_alike_for_what_is_there_and_for_nothing(place, user_id):
    portal, _number, uid = place
    there, gap = (
        patch(Visitor(portal, user_id), f"../resolveuid/{found}") for found in (uid, "f" * 32)
    )
    assert (there.status, there.body) == (gap.status, gap.body)
    assert there.status == 400


def test_a_new_page_by_rest(place):
    portal, number, _uid = place
    value = {"data": text(f"../perkara/{number}"), "content-type": "text/html"}
    data = {"@type": "Document", "title": "Baru", "text": value}
    assert Visitor(portal, "editor1").rest("POST", "layanan", data).status == 400
    assert portal["layanan"].objectIds() == ["halaman"]


@pytest.mark.parametrize(
    "address", ["/perkara/{}", "${{portal_url}}/perkara/{}", "http://localhost/plone/perkara/{}/d1"]
)
def test_a_link_as_content(place, address):
    portal, number, _uid = place
    editor = Visitor(portal, "editor1")
    data = {"@type": "Link", "title": "Baru"}
    # REST makes a UID of the path of what is there.
    there, gap = (
        editor.rest("POST", "layanan", {**data, "remoteUrl": address.format(name)})
        for name in (number, GAP)
    )
    assert (there.status, there.body) == (gap.status, gap.body)
    assert there.status == 400
    data["remoteUrl"] = "https://example.org"
    assert editor.rest("POST", "layanan", data).status == 201


def form(editor, path, **fields):
    return {
        **fields,
        "form.buttons.save": "Save",
        "_authenticator": editor.authenticator(path),
    }


@pytest.mark.parametrize("path", ["layanan/halaman/edit", "layanan/++add++Document"])
def test_the_form_says_it_at_the_field(place, path):
    portal, number, _uid = place
    editor = Visitor(portal, "editor1")
    fields = {
        "form.widgets.IDublinCore.title": "Lain",
        "form.widgets.IRichTextBehavior.text": text(f"../perkara/{number}"),
        "form.widgets.IRichTextBehavior.text.mimeType": "text/html",
    }
    answer = editor.post(path, form(editor, path, **fields))
    assert answer.status == 200
    assert "Take the link out" in answer.text
    assert portal["layanan"].objectIds() == ["halaman"]
    assert portal["layanan"]["halaman"].title == "Halaman"
    fields["form.widgets.IRichTextBehavior.text"] = text("../layanan")
    assert editor.post(path, form(editor, path, **fields)).status == 302


def test_the_form_of_a_link_says_it_too(place):
    portal, number, _uid = place
    editor = Visitor(portal, "editor1")
    path = "layanan/++add++Link"
    fields = {
        "form.widgets.IDublinCore.title": "Lain",
        "form.widgets.remoteUrl": f"http://localhost/plone/perkara/{number}",
        "form.widgets.remoteUrl.external": f"http://localhost/plone/perkara/{number}",
    }
    answer = editor.post(path, form(editor, path, **fields))
    assert answer.status == 200 and "Take the link out" in answer.text
    assert portal["layanan"].objectIds() == ["halaman"]


def test_a_script_is_refused_as_well(place):
    portal, number, _uid = place
    value = RichTextValue(text(f"/perkara/{number}"), "text/html", "text/x-html-safe")
    with api.env.adopt_roles(["Manager"]), pytest.raises(BadRequest):
        api.content.create(portal, "Document", "lain", text=value)


def test_inside_the_register_people_link_as_they_like(place):
    portal, number, _uid = place
    note = {"@type": "CaseNote", "text": f"Lihat /perkara/{number}/d1"}
    assert Visitor(portal, "worker1").rest("POST", f"perkara/{number}", note).status == 201
