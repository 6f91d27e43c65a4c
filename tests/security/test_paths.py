"""Paths inside a register: whoever is not of the team gets the one 404, on each of them."""

from plone import api
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from Products.SiteAccess.VirtualHostMonster import manage_addVirtualHostMonster
from tests.security.asking import GONE
from tests.security.asking import NO_UID
from tests.security.asking import OUTSIDERS
from tests.security.asking import silent
from tests.security.asking import uniform

import pytest
import transaction


@pytest.fixture
def page(realm):
    """A public page at the root of the site."""
    setRoles(realm.portal, TEST_USER_ID, ["Manager"])
    made = api.content.create(realm.portal, "Document", "halaman", title="Halaman")
    api.content.transition(made, "publish")
    transaction.commit()
    return made


def test_case_06_main_template(realm):
    uniform(realm, "{d}/@@main_template {c}/@@main_template {d}/main_template")


def test_case_07_title_and_description(realm):
    uniform(realm, "{c}/@@title {c}/@@description {d}/@@title {d}/title {d}/description")


def test_case_08_context_state(realm):
    names = "object_title workflow_state object_url view_url canonical_object parent folder"
    uniform(realm, " ".join(f"{{d}}/@@plone_context_state/{name}" for name in names.split()))
    uniform(realm, "{c}/@@plone_portal_state/portal_title {c}/@@plone_tools/catalog")


def test_case_09_attributes(realm):
    names = "@@uuid getId absolute_url Title UID creators Creator id file file/filename data text"
    uniform(realm, " ".join(f"{{d}}/{name}" for name in names.split()))
    uniform(realm, "{c}/absolute_url_path {c}/virtual_url_path {c}/getPhysicalPath {c}/objectIds")


def test_case_10_delete_confirmation(realm):
    uniform(realm, "{c}/@@delete_confirmation_info {c}/delete_confirmation {d}/delete_confirmation")


def test_case_11_pages_of_the_site(realm):
    uniform(realm, "{c}/@@sitemap {c}/@@contact-info {c}/@@passwordreset {c}/@@sendto_form")


def test_case_12_widgets(realm):
    source = "{d}/edit/++widget++form.widgets.IRelatedItems.relatedItems/@@getSource?query=x"
    uniform(realm, f"{source} {{c}}/edit/++widget++form.widgets.categories/@@getSource")
    uniform(realm, "{c}/++add++CaseNote/++widget++form.widgets.text/view")


def test_case_13_downloads(realm):
    names = "@@download/file @@display-file/file @@download @@download/file/x.pdf file/data"
    uniform(realm, " ".join(f"{{d}}/{name}" for name in names.split()))
    uniform(realm, "{d}/view/++widget++form.widgets.file/@@download {d}/@@page-image?n=1")


def test_case_14_scales(realm, page):
    uniform(realm, "{d}/@@images/file {d}/@@images/file/mini {d}/@@images/{uid}.jpeg")
    silent(realm, "@@images/{uid} halaman/@@images/{uid} halaman/@@images/{uid}.jpeg")


@pytest.mark.parametrize("verb", ["GET", "HEAD"])
def test_case_15_ranges(realm, verb):
    parts = {"Range": "bytes=0-9", "If-Range": '"x"', "If-None-Match": "*"}
    uniform(realm, "{d}/@@download/file {d}/@@display-file/file {d}", verb, headers=parts)


def test_case_16_acquired_page(realm, page):
    uniform(realm, "{c}/halaman {d}/halaman perkara/nonexist/halaman perkara/{number}/halaman/view")


def test_case_17_realm_acquired(realm, page):
    uniform(realm, "halaman/{c} halaman/{d} perkara/{c} {c}/{c} halaman/halaman/{d}")


def test_case_18_one_answer(realm):
    uniform(realm, "{c} {c}/ {c}/nonexist perkara/nonexist {d}/ {d}/nonexist/nonexist/nonexist")


def test_case_19_spellings(realm):
    setRoles(realm.portal, TEST_USER_ID, ["Manager"])
    manage_addVirtualHostMonster(realm.portal.getPhysicalRoot(), "virtual_hosting")
    transaction.commit()
    uniform(
        realm,
        "perkara/%2e/{number} perkara//{number} {c};x {c};x=y/d1 {c}%00 {c}/d1%00.pdf {c}%20 "
        "perkara/./{number} {c}/%2e%2e/{number} perkara/x/../{number} {c}/@@/view {c}/@@ {c}/view/"
        " {c}/view/view {c}//view perkara/++/{number} {c}/++x++ {c}/%40%40title {c}/TITLE",
    )
    # A virtual host inside says where the site is: it is not the one that we speak to.
    host = "/VirtualHostBase/http/localhost:80/plone/VirtualHostRoot"
    for path in (f"{host}/_vh_plone/perkara/x", f"{host}/_vh_a/_vh_b/perkara/x"):
        for letter in OUTSIDERS:
            there = realm.ask(letter, path.replace("perkara/x", "{c}"))
            gap = realm.ask(letter, path.replace("perkara/x", "{c}"), gap=True)
            assert there == gap and there.status == 404, (letter, path)


@pytest.mark.parametrize("name", ["resolveuid", "resolveUid", "@@resolveuid"])
def test_case_20_resolveuid(realm, page, name):
    paths = f"{name}/{{uid}} halaman/{name}/{{uid}} {name}/{{uid}}/@@download/file"
    silent(realm, paths, statuses=(404,))
    silent(realm, paths, "HEAD", statuses=(404,))
    uniform(realm, f"{{c}}/{name}/{{uid}} {{c}}/{name}/{NO_UID}")


def test_case_21_redirect_to_uuid(realm, page):
    silent(realm, "@@redirect-to-uuid/{uid} halaman/redirect-to-uuid/{uid}", statuses=(404,))
    uniform(realm, "{c}/@@redirect-to-uuid/{uid}")


def test_case_39_working_copies(realm):
    uniform(realm, "{d}/@@content-checkout {d}/@workingcopy {d}/@@iterate_control")
    for name in ("@@content-checkout", "@workingcopy"):
        assert realm.ask("G", f"{{d}}/{name}").status == 404


def test_case_40_locks(realm):
    uniform(realm, "{c}/@lock {c}/@@plone_lock_info {c}/@@plone_lock_info/lock_info")
    uniform(realm, "{c}/@lock", "POST", b"{}")
    uniform(realm, "{c}/@@plone_lock_operations/force_unlock")


def test_case_43_services(realm):
    names = (
        "@relations @aliases @types @workflow @actions @breadcrumbs @navigation @history @sharing"
    )
    names += " @comments @translations @addons @rules @schema @schema/CaseFile"
    uniform(realm, " ".join(f"{{c}}/{n} {{d}}/{n} ++api++/{{c}}/{n}" for n in names.split()))
    uniform(
        realm, "{c}?expand=actions,breadcrumbs,navigation,types,workflow,aliases {c}?fullobjects=1"
    )


def test_case_45_adding(realm):
    uniform(realm, "{c}/folder_factories {c}/@types {c}/++add++CaseNote {c}/++add++Document")
    uniform(realm, "{c}/++add++CaseFile", "POST", b"form.buttons.save=x")


def test_case_48_sources(realm):
    names = "manage_DAVget manage_FTPget document_src propertysheets PUT manage_FTPstat"
    uniform(realm, " ".join(f"{{d}}/{name} {{c}}/{name}" for name in names.split()))


def test_case_50_management(realm):
    names = "manage manage_main manage_access manage_UndoForm manage_findForm manage_workspace"
    uniform(realm, " ".join(f"{{c}}/{name} {{d}}/{name}" for name in names.split()))


def test_case_16_to_18_headers_are_the_same_in_name_and_order(realm):
    """No header tells a hidden case from a gap: not one more, none elsewhere, no cookie."""
    for letter in OUTSIDERS:
        answers = [
            realm.ask(letter, path, gap=gap)
            for path in ("{c}", "{d}", "{c}/@types", "{c}/resolveuid/{uid}")
            for gap in (False, True)
        ]
        assert {tuple(name for name, _value in a.headers) for a in answers} == {
            tuple(name for name, _value in answers[0].headers)
        }
        names = {name.lower() for name, _value in answers[0].headers}
        assert not names & {
            "set-cookie",
            "location",
            "etag",
            "last-modified",
            "x-powered-by",
            "via",
        }
        assert answers[0].body == GONE
