"""The content policy stands in nobody's way: Plone's own screens work and break no rule of it.

What Chromium says on its console about a broken policy is trouble, see visits.Visit.
"""

from pages import find_cases
from playwright.sync_api import expect
from tests.document_samples import pdf

import pytest


@pytest.fixture(scope="module")
def cases(begin):
    """Name -> path of the cases of the demo."""
    someone = begin("worker1")
    yield find_cases(someone.page, someone.centre.address)
    someone.context.close()


def ready(someone, path):
    """Open a page and wait until Plone's patterns have put their widgets in."""
    assert someone.go(path) == 200
    someone.page.locator("body.patterns-loaded").wait_for()


@pytest.mark.parametrize("path", ["/", "/login", "/@@search?SearchableText=layanan"])
def test_the_public_meets_no_rule(visit, path):
    someone = visit()
    if path == "/login":
        ready(someone, path)
    else:
        # The frame of the public side has no script of Plone at all.
        assert someone.go(path) == 200
    answer = someone.page.request.get(someone.centre.address + path)
    assert "'unsafe-eval'" not in answer.headers["content-security-policy"]


def test_staff_work_within_the_rules(visit, cases):
    worker = visit("worker1")
    case = next(iter(cases.values()))
    for path in ("/@@desk", "/perkara", case, f"{case}/edit", f"{case}/documents"):
        ready(worker, path)


def test_an_upload_is_within_the_rules(visit, cases):
    worker = visit("worker1")
    ready(worker, f"{next(iter(cases.values()))}/documents")
    chosen = {"name": "uji.pdf", "mimeType": "application/pdf", "buffer": pdf("kebijakan")}
    worker.page.locator("input[type=file]").first.set_input_files(chosen)
    worker.page.wait_for_timeout(2000)


def test_an_editor_writes_a_page_with_the_editor_of_texts(visit):
    admin = visit("admin")
    ready(admin, "/++add++Document")
    text = admin.page.frame_locator("iframe.tox-edit-area__iframe").locator("body")
    text.wait_for()
    # The frame is there before the editor listens.
    admin.page.wait_for_function("window.tinymce?.activeEditor?.initialized")
    # Typed as people do: what is only put there, the editor may not notice before it is saved.
    text.click()
    admin.page.keyboard.type("Layanan gratis.")
    expect(text).to_contain_text("Layanan gratis.")
    admin.page.fill("[name='form.widgets.IDublinCore.title']", "Kebijakan isi")
    admin.page.click("[name='form.buttons.save']")
    admin.page.locator("#content-core", has_text="Layanan gratis.").wait_for()
    address = admin.page.url.removesuffix("/view")
    for view in ("edit", "@@sharing", "@@historyview"):
        ready(admin, f"{address}/{view}")
    ready(admin, "/folder_contents")
    admin.page.locator(".pat-structure table tbody tr").first.wait_for()


@pytest.mark.parametrize(
    "name",
    "overview-controlpanel security-controlpanel mail-controlpanel usergroup-userprefs "
    "content-controlpanel resourceregistry-controlpanel actions-controlpanel dexterity-types "
    "theming-controlpanel first-head team-repair jobs".split(),
)
def test_a_control_panel_is_within_the_rules(visit, name):
    ready(visit("admin"), f"/@@{name}")


def test_the_panel_of_types_shows_the_type_that_is_chosen(visit):
    admin = visit("admin")
    ready(admin, "/@@content-controlpanel")
    with admin.page.expect_navigation():
        admin.page.select_option("[name=type_id]", "Document")
    expect(admin.page.locator("[name=type_id]")).to_have_value("Document")
