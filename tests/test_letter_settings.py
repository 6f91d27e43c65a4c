"""An administrator sets letterhead, logo and template; what would break letters is refused in words."""

from baleharum.letters import letterhead
from baleharum.letters import office
from baleharum.letters.book import issue
from baleharum.letters.interfaces import ILetterSettings
from baleharum.letters.settings import save_texts
from base64 import b64encode
from datetime import date
from pathlib import Path
from tests.http import Visitor
from tests.letters import LOGO
from tests.letters import NEEDED
from tests.letters import template
from tests.multipart import send
from tests.pdfa import violations
from tests.test_letter_logo import png
from tests.test_letter_office import text_of as docx_text
from tests.test_letter_pdf import text_of

import docx
import pytest
import transaction


PAGE = "@@letterhead"
TEXTS = {
    "lines": "Pemerintah Kota Contoh\r\n\r\n Bale Harum \r\n",
    "address": "Jalan Contoh 1",
    "phone": "0370 000000",
    "email": "surat@example.org",
    "city": "Mataram",
    "office": "Kepala",
    "name": "Lalu Contoh",
    "rank": "",
    "number": "",
    "pattern": "{urut}/{unit}/{tahun}",
    "unit": "BH",
}


@pytest.fixture
def site(functional_portal):
    functional_portal.acl_users.userFolderAddUser(
        "penata", "correct horse battery", ["Site Administrator"], []
    )
    transaction.commit()
    return functional_portal


@pytest.fixture
def admin(site):
    return Visitor(site, "penata", "correct horse battery")


def do(visitor, action, files=(), **fields):
    """Send a form of the page."""
    return send(
        visitor, PAGE, {"action": action, **fields}, files, page=PAGE, json=False, name="file"
    )


def test_the_settings_are_kept_and_stand_in_the_sample(site, admin):
    assert do(admin, "save", **TEXTS).status == 302
    head = letterhead.letterhead(site)
    assert head.lines == ("Pemerintah Kota Contoh", "Bale Harum")
    assert (head.address, head.city) == ("Jalan Contoh 1", "Mataram")
    assert letterhead.signatory().name == "Lalu Contoh"
    line = issue(site["perkara"], "uid", date(2026, 9, 28), "400.9.8", **letterhead.numbering())
    assert line.number == "0001/BH/2026"
    sample = admin.get("@@letter-sample")
    assert sample.header("Content-Disposition").startswith("attachment")
    assert violations(sample.body) == [] and "Pemerintah Kota Contoh" in text_of(sample.body)
    assert "Pemerintah Kota Contoh" in docx_text(admin.get("@@letter-sample-office").body)


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("pattern", "{urut}", "{tahun}"),
        ("pattern", "{urut}{tahun}", "apart"),
        ("pattern", "", "{urut}"),
        ("unit", "B/H", "Unit in letter numbers"),
        ("address", "x" * 201, "Address"),
        ("lines", "\n".join("123456"), "Lines of the letterhead"),
        ("lines", "Balai 漢", "漢"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_kept(site, admin, name, value, told):
    answer = do(admin, "save", **{**TEXTS, name: value})
    assert answer.status == 200 and told in answer.text
    # What was typed is still there to be mended.
    assert TEXTS["email"] in answer.text
    assert letterhead.letterhead(site).address == ""


@pytest.mark.parametrize(("data", "name"), [(LOGO.encode(), "logo.svg"), (png(), "logo.PNG")])
def test_a_logo_is_kept_shown_and_taken_away(site, admin, data, name):
    plain = admin.get("@@letter-sample").body
    assert do(admin, "logo", [(name, data)]).status == 302
    with_logo = admin.get("@@letter-sample").body
    assert with_logo != plain and violations(with_logo) == []
    assert do(admin, "no_logo").status == 302
    assert admin.get("@@letter-sample").body == plain


def test_a_template_of_the_centre_is_used_until_it_is_taken_away(site, admin):
    own = template(*NEEDED, "Templat balai")
    assert do(admin, "own_template", [("surat.docx", own)]).status == 302
    assert "Templat balai" in docx_text(admin.get("@@letter-sample-office").body)
    assert admin.get("@@letter-template").body == own
    assert do(admin, "no_template").status == 302
    assert admin.get("@@letter-template").body == office.DEFAULT.read_bytes()


def test_a_template_with_an_unknown_field_is_refused_by_its_name(site, admin):
    answer = do(admin, "own_template", [("surat.docx", template(*NEEDED, "{{ nomer }}"))])
    assert answer.status == 200 and "“nomer”" in answer.text
    assert admin.get("@@letter-template").body == office.DEFAULT.read_bytes()


def test_a_form_without_a_file_says_so(admin):
    assert "Choose a file first." in do(admin, "logo").text


def test_the_page_of_fields_names_all_that_a_template_may_have(admin):
    page = admin.get("@@letter-fields").text
    found = [row["name"] for row in admin.rest("GET", "@letter-fields").json()["items"]]
    assert found and all(f'id="letter-field-{name}"' in page for name in found)
    whole = template(
        *(
            line.replace("{%p", "{%")
            for row in admin.rest("GET", "@letter-fields").json()["items"]
            for line in (" ".join(row["written"]),)
        )
    )
    assert office.checked(whole, "semua.docx")


class TestRest:
    def test_settings_logo_and_template_are_set_and_read(self, site, admin):
        body = {
            **TEXTS,
            "lines": ["Bale Harum"],
            "logo": {"filename": "l.svg", "data": b64encode(LOGO.encode()).decode()},
            "template": {"filename": "t.docx", "data": b64encode(template(*NEEDED)).decode()},
        }
        assert admin.rest("PATCH", "@letterhead", body).status == 204
        found = admin.rest("GET", "@letterhead").json()
        assert (found["lines"], found["logo"], found["template"]) == (["Bale Harum"], True, True)
        assert admin.rest("PATCH", "@letterhead", {"logo": None, "template": None}).status == 204
        assert admin.rest("GET", "@letterhead").json()["logo"] is False

    @pytest.mark.parametrize(
        ("body", "told"),
        [
            ({"pattern": "{urut}"}, "tahun"),
            ({"pattern": 3}, "Pattern"),
            ({"address": None, "unit": None}, "Unit"),
            ({"address": ["a"]}, "Address"),
            ({"lines": "satu"}, "Lines"),
            ({"lines": [1]}, "Lines"),
            ({"jabatan": "x"}, "jabatan"),
            ({"logo": "x"}, "base64"),
            ({"logo": {"filename": "l.svg", "data": "?"}}, "base64"),
            ({"template": {"filename": "t.docx", "data": ""}}, "empty"),
        ],
    )
    def test_what_is_wrong_is_400_and_nothing_is_kept(self, site, admin, body, told):
        answer = admin.rest("PATCH", "@letterhead", {"city": "Mataram", **body})
        assert answer.status == 400 and told in answer.json()["message"]
        assert letterhead.letterhead(site).city == ""


PATHS = (PAGE, "@@letter-fields", "@@letter-sample", "@@letter-sample-office", "@@letter-template")


@pytest.mark.parametrize("user_id", ["", "head1", "supervisor1", "worker1", "operator1"])
def test_it_is_for_administrators_alone(site, user_id):
    visitor = Visitor(site, user_id)
    assert all(visitor.get(path).status in (302, 401, 404) for path in PATHS)
    for method, path in (
        ("GET", "@letterhead"),
        ("PATCH", "@letterhead"),
        ("GET", "@letter-fields"),
    ):
        body = {"city": "X"} if method == "PATCH" else None
        assert visitor.rest(method, path, body).status == 401
    assert letterhead.letterhead(site).city == ""


def test_what_the_registry_itself_was_given_is_told_where_it_can_be_mended(site, admin):
    letterhead.settings().address = "Jalan 漢"
    transaction.commit()
    assert admin.get("@@letter-sample").header("Location").endswith(PAGE)
    assert "漢" in admin.get(PAGE).text


def test_a_change_is_a_row_of_the_record(site, admin, trail):
    assert do(admin, "save", **TEXTS).status == 302
    details = [row.detail for row in trail.rows() if row.action == "administer"]
    assert {"settings:letterhead", "settings:baleharum.letters.pattern"} <= set(details)
    assert not any("Jalan" in detail for detail in details)


def test_a_form_from_elsewhere_changes_nothing(site, admin):
    admin.post(PAGE, {"action": "save", **TEXTS})
    assert letterhead.letterhead(site).city == ""


def test_the_template_that_is_shipped_is_the_one_that_the_tool_makes(tmp_path, monkeypatch):
    from tools import letter_template

    monkeypatch.setattr(letter_template, "TARGET", Path(tmp_path) / "letter.docx")
    letter_template.make()
    assert (tmp_path / "letter.docx").read_bytes() == office.DEFAULT.read_bytes()
    assert docx.Document(office.DEFAULT)


def test_every_setting_can_be_emptied_but_the_number(portal):
    empty = {name: "" for name in ILetterSettings if name not in ("lines", "pattern", "unit")}
    save_texts(portal, {**empty, "lines": []})
    assert letterhead.letterhead(portal) == letterhead.Letterhead()
