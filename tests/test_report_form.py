"""The public form: what is answered becomes a report, and a centre may change the form."""

from baleharum.intake.report.action import actions_of
from baleharum.intake.report.interfaces import IReportForm
from baleharum.intake.report.making import model
from baleharum.intake.report.rules import form_trouble
from collective.easyform.api import get_actions
from collective.easyform.api import set_actions
from plone import api
from tests.document_samples import pdf
from tests.http import Visitor
from tests.report_made import code_of
from tests.report_made import hidden
from tests.report_made import notice_of
from tests.report_made import report_site
from tests.report_made import Reporter
from tests.report_made import reports
from tests.report_made import STORY

import pytest
import re
import transaction


EXTRA = """
    <field name="bus" type="zope.schema.TextLine">
      <title>Naik bus apa?</title>
      <required>False</required>
    </field>
    <field name="agreed" type="zope.schema.Bool">
      <title>Sudah lapor RT?</title>
      <required>False</required>
    </field>
"""
SAVER = """
    <field name="saver" type="collective.easyform.actions.SaveData">
      <title>Save</title>
    </field>
    <field name="mailer" type="collective.easyform.actions.Mailer">
      <title>Mail</title>
    </field>
"""


@pytest.fixture
def form(functional):
    return report_site(functional["portal"])


@pytest.fixture
def reporter(functional, form):
    return Reporter(functional["portal"])


def changed(form, name_of_model, **swaps):
    """Change one of the models of a form as an administrator does in its XML."""
    text = getattr(form, name_of_model)
    for old, new in swaps.values():
        assert old in text
        text = text.replace(old, new, 1)
    setattr(form, name_of_model, text)
    transaction.commit()


def test_one_sentence_is_enough(functional, reporter):
    shown = reporter.get()
    assert shown.status == 200
    assert hidden(shown, "token")
    answer = reporter.send(narrative=STORY)
    assert answer.status == 200
    assert len(code_of(answer)) == 16
    (report,) = reports(functional["portal"])
    assert report.said["narrative"] == STORY
    assert report.said["anonymous"] is True
    assert report.said["source"] == "formulir"
    assert api.content.get_state(report) == "received"


def test_every_answer_has_its_place_in_the_report(functional, reporter):
    reporter.send(
        narrative=STORY,
        danger_now="ya",
        endangered="orang-lain",
        child="ya",
        harm=["fisik", "psikis"],
        place_text="Gomong",
        reporter_name="Inaq Sari",
        contact="0812 3456 7890",
        contact_way="pesan",
        contact_time="Senin pagi",
        call_dangerous="selected",
        files=[("file_1", "bukti.pdf", pdf("bukti"))],
    )
    (report,) = reports(functional["portal"])
    assert report.said == {
        "narrative": STORY,
        "danger_now": True,
        "endangered": "orang-lain",
        "child": True,
        "harm": ["fisik", "psikis"],
        "place_text": "Gomong",
        "reporter_name": "Inaq Sari",
        "reporter_phone": "0812 3456 7890",
        "contact_way": "Pesan (WhatsApp atau SMS)",
        "contact_time": "Senin pagi",
        "call_dangerous": True,
        "source": "formulir",
        "channel": "formulir-situs",
    }
    assert report.risk == "darurat"
    (file,) = report.parts("files").values()
    assert (file.name, file.media_type) == ("bukti.pdf", "application/pdf")


def test_what_a_report_has_no_field_for_follows_the_narrative(functional, form, reporter):
    changed(form, "fields_model", more=("</schema>", f"{EXTRA}</schema>"))
    reporter.send(narrative=STORY, child="tidak-tahu", bus="Jurusan Sweta", agreed="selected")
    (report,) = reports(functional["portal"])
    assert "child" not in report.said
    told = report.said["narrative"]
    assert told.startswith(STORY)
    assert "Apakah ada anak di bawah 18 tahun?: Saya tidak tahu" in told
    assert "Naik bus apa?: Jurusan Sweta" in told
    assert "Sudah lapor RT?: ✓" in told


def test_a_form_without_its_narrative_loses_nothing_and_the_check_says_so(
    functional, form, reporter
):
    assert form_trouble(functional["portal"]) == []
    changed(form, "fields_model", renamed=('name="narrative"', 'name="cerita"'))
    assert form_trouble(functional["portal"]) == ["/plone/lapor: narrative"]
    reporter.send(cerita=STORY)
    (report,) = reports(functional["portal"])
    assert report.said["narrative"] == f"Apa yang terjadi?: {STORY}"


def test_nothing_is_saved_or_mailed_by_easyform(functional, form, reporter, monkeypatch):
    changed(form, "actions_model", more=("</schema>", f"{SAVER}</schema>"))
    sent = []
    host = api.portal.get_tool("MailHost")
    monkeypatch.setattr(type(host), "_send", lambda *told: sent.append(told), raising=False)
    assert code_of(reporter.send(narrative=STORY))
    functional["portal"]._p_jar.sync()
    assert not sent
    assert not hasattr(form.aq_base, "_inputStorage")
    assert form_trouble(functional["portal"]) == [
        "/plone/lapor: saver (SaveData)",
        "/plone/lapor: mailer (Mailer)",
    ]


@pytest.mark.parametrize(
    "page", ["/embedded", "/@@embedded", "/z3cform_validate_field?fname=form.widgets.narrative"]
)
def test_pages_that_would_take_it_elsewhere_are_not_there(functional, reporter, page):
    assert reporter.get(page).status == 404
    assert reporter.send(more=page.partition("?")[0], narrative=STORY).status == 404
    assert reports(functional["portal"]) == []


def test_a_form_that_is_switched_off_says_so_and_keeps_what_was_typed(functional, form, reporter):
    changed(form, "actions_model", off=("<required>True", "<required>False"))
    assert form_trouble(functional["portal"]) == ["/plone/lapor: file_report"]
    shown = reporter.get()
    assert shown.status == 503
    assert "129" in notice_of(shown)
    answer = reporter.send(narrative=STORY)
    assert answer.status == 503
    assert STORY in answer.text
    assert "129" in notice_of(answer)
    assert reports(functional["portal"]) == []


def test_any_form_with_the_action_files_reports(functional, form, reporter):
    portal = functional["portal"]
    with api.env.adopt_roles(["Manager"]):
        other = api.content.create(portal, "EasyForm", id="cerita", title="Cerita")
        assert not IReportForm.providedBy(other)
        other.fields_model = model("fields-id")
        other.actions_model = model("actions")
        api.content.transition(other, "publish")
        from zope.event import notify
        from zope.lifecycleevent import ObjectModifiedEvent

        notify(ObjectModifiedEvent(other))
    transaction.commit()
    assert IReportForm.providedBy(other)
    assert code_of(Reporter(portal, "cerita").send(narrative=STORY))
    # The action survives what easyform does with its schema whenever it is edited.
    set_actions(other, get_actions(other))
    assert [type(action).__name__ for _name, action in actions_of(other)] == ["FileReport"]


def test_no_answer_is_kept_and_no_cookie_stays(reporter):
    for answer in (
        reporter.get(),
        reporter.send(narrative=""),
        reporter.send(narrative=STORY),
        reporter.get("/kode"),
        reporter.come_back("0000 0000 0000 0000"),
    ):
        assert "no-store" in answer.header("Cache-Control")
        assert answer.header("Set-Cookie") == ""


def test_an_address_fills_nothing_in_and_files_nothing(functional, reporter):
    shown = reporter.get(f"?form.widgets.narrative={STORY.split()[0]}&token={reporter.token}")
    assert STORY.split()[0] not in shown.text
    assert reports(functional["portal"]) == []


def test_what_is_missing_is_said_beside_its_field(functional, reporter):
    answer = reporter.send(narrative="", place_text="Gomong")
    assert notice_of(answer)
    assert re.search(r'id="form-widgets-narrative-error"', answer.text)
    assert "Gomong" in answer.text
    assert hidden(answer, "token") == reporter.token
    assert reports(functional["portal"]) == []


def test_the_english_form_stands_beside_it(functional, form):
    portal = functional["portal"]
    report_site(portal, "en")
    reporter = Reporter(portal, "en/report")
    assert "What happened?" in reporter.get().text
    assert code_of(reporter.send(narrative=STORY))
    assert len(reports(portal)) == 1


def test_the_forms_are_made_on_a_page_and_by_rest(functional, form):
    admin = Visitor(functional["portal"], "siteadmin", "correct horse battery")
    shown = admin.get("@@report-forms")
    assert shown.status == 200
    assert "/lapor" in shown.text
    made = admin.rest("POST", "@report-forms", {"language": "en"})
    assert made.status == 201
    assert [row["language"] for row in made.json()["items"]] == ["en", "id"]
    assert admin.rest("POST", "@report-forms", {"language": "fr"}).status == 400
    token = admin.authenticator("@@report-forms")
    again = admin.post("@@report-forms", {"_authenticator": token, "language": "id"})
    assert again.status == 302
    assert len(admin.rest("GET", "@report-forms").json()["items"]) == 2
    assert Visitor(functional["portal"], "editor1").get("@@report-forms").status in (302, 401)
