"""The XML of a form may hold programs: whoever may only edit a form writes none, by no door."""

from plone import api
from tests.http import Visitor
from tests.report_made import report_site

import pytest
import transaction


TALES = """    <field name="narrative" type="zope.schema.Text"
      easyform:TValidator="python: request.RESPONSE.redirect('https://example.org/' + value)">"""
SCRIPT = """<model xmlns="http://namespaces.plone.org/supermodel/schema"><schema>
  <field name="script" type="collective.easyform.actions.CustomScript"><title>x</title>
    <ProxyRole>Manager</ProxyRole><ScriptBody>return 1</ScriptBody></field>
</schema></model>"""


@pytest.fixture
def forms(functional):
    """The report form and another one, which a web editor may edit."""
    portal = functional["portal"]
    report_site(portal)
    with api.env.adopt_roles(["Manager"]):
        other = api.content.create(portal, "EasyForm", id="survei", title="Survei")
    for each in (portal["lapor"], other):
        api.user.grant_roles(username="editor1", roles=["Editor", "Owner"], obj=each)
    transaction.commit()
    return portal


@pytest.mark.parametrize("path", ["lapor", "survei"])
@pytest.mark.parametrize(
    "name,text", [("fields_model", TALES), ("actions_model", SCRIPT), ("fields_model", "<model/>")]
)
def test_an_editor_writes_no_xml_of_a_form_over_rest(forms, path, name, text):
    before = getattr(forms[path], name)
    editor = Visitor(forms, "editor1")
    assert editor.rest("PATCH", path, {"title": "Lapor diri"}).status == 204
    assert editor.rest("PATCH", path, {name: before}).status == 204
    assert editor.rest("PATCH", path, {name: text}).status == 403
    forms._p_jar.sync()
    assert getattr(forms[path], name) == before
    made = {"@type": "EasyForm", "id": "baru", "title": "Baru", name: text}
    assert editor.rest("POST", "", made).status in (401, 403)
    assert "baru" not in forms


@pytest.mark.parametrize("path", ["lapor", "survei"])
@pytest.mark.parametrize("page", ["fields", "actions"])
def test_the_editors_of_xml_are_for_who_writes_programs(forms, path, page):
    name = f"{page}_model"
    before = getattr(forms[path], name)
    address = f"{path}/{page}/@@modeleditor"
    editor = Visitor(forms, "editor1")
    assert editor.get(f"{path}/{page}").status == 200
    token = editor.authenticator(f"{path}/{page}")
    sent = {"form.button.save": "1", "source": SCRIPT, "_authenticator": token}
    assert editor.get(address).status != 200
    editor.post(address, sent)
    forms._p_jar.sync()
    assert getattr(forms[path], name) == before
