"""The public side as visitors meet it: its frame, languages, search, and what machines ask for."""

from baleharum.cases.moments import today
from baleharum.public.settings import NEUTRAL_PLACE
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from plone import api
from plone.app.testing import applyProfile
from tests.centre import acting
from tests.centre import PASSWORD
from tests.centre import sample_partner
from tests.http import Visitor
from tests.public_made import complete_pair
from tests.public_made import PHONE
from tests.public_made import public_site
from tests.public_made import trees
from tests.test_team_emergency import mail_server

import pytest
import re
import transaction


URL = "http://localhost/plone"
HTML = {"Accept": "text/html"}


@pytest.fixture
def site(functional):
    return public_site(functional["portal"])


@pytest.fixture
def read(site):
    """Read a page as a visitor, with cookies of whatever language."""

    def read(path, **headers):
        answer = Visitor(site).ask("GET", path, headers={**HTML, **headers})
        assert answer.status == 200, (path, answer.status)
        return answer

    return read


@pytest.mark.parametrize(
    "path,language",
    [
        ("", "id"),
        ("en", "en"),
        ("layanan/pendampingan", "id"),
        ("en/services/accompaniment", "en"),
        ("en/@@search?SearchableText=x", "en"),
        ("@@partners", "id"),
        ("en/@@leave-no-trace", "en"),
    ],
)
def test_a_page_speaks_its_language_whatever_was_chosen_elsewhere(read, path, language):
    for chosen in ("id", "en"):
        page = read(path, Cookie=f"I18N_LANGUAGE={chosen}").text
        assert f'lang="{language}"' in page.partition("<body")[0]


def test_the_switch_leads_to_the_counterpart_or_the_other_front_page(site, read):
    url = URL
    for path, other in {
        "layanan/pendampingan": f"{url}/en/services/accompaniment",
        "en/services/accompaniment": f"{url}/layanan/pendampingan",
        "layanan": f"{url}/en",
        "@@partners": f"{url}/en/@@partners",
        "en": url,
    }.items():
        page = read(path).text
        switch = re.search(r'class="bhp-tongues".*?href="([^"]+)"', page, re.S)
        assert switch[1] == other, path


def test_the_front_page_begins_with_help(read):
    page = read("").text
    numbers = ["tel:129", "tel:110", "tel:112", "tel:119", "tel:021171", "tel:+62370000000"]
    assert all(f'href="{number}"' in page for number in numbers)
    assert 'href="https://wa.me/628111129129"' in page
    assert page.index("tel:129") < page.index("layanan/pendampingan")
    assert "Saya butuh pendamping hukum" in page and "Perempuan" in page


def test_numbers_and_the_report_are_shown_once_they_are_there(site, read):
    api.portal.set_registry_record("baleharum.public.phones", ())
    transaction.commit()
    assert "tel:+62370000000" not in read("").text
    assert "/lapor" not in read("").text
    with api.env.adopt_roles(["Manager"]):
        form = api.content.create(site, "Document", id="lapor", title="Lapor")
        transaction.commit()
        assert "/lapor" not in read("").text
        api.content.transition(form, "publish")
    transaction.commit()
    assert f'href="{URL}/lapor"' in read("").text


@pytest.mark.parametrize("path", ["", "layanan", "layanan/pendampingan", "@@search", "@@sitemap"])
def test_the_way_out_is_on_every_page_and_needs_no_script(read, path):
    page = read(path).text
    link = re.search(r"<a class=\"bhp-leave\"[^>]*>", page)[0]
    assert f'href="{NEUTRAL_PLACE}"' in link
    assert 'rel="nofollow noreferrer"' in link
    assert "<title>Informasi layanan kota</title>" in page


def test_the_title_of_the_window_is_neutral_unless_the_centre_wants_otherwise(read):
    api.portal.set_registry_record("baleharum.public.neutral_id", "")
    transaction.commit()
    assert re.search(r"<title>Pendampingan", read("layanan/pendampingan").text)


def test_a_page_has_what_the_standard_asks_and_says_so_to_machines(read):
    page = read("layanan/pendampingan").text
    assert 'itemtype="https://schema.org/GovernmentService"' in page
    assert page.count('class="bhp-part') == 14
    assert "page-step" not in page and "editor1" not in page


def test_visitors_get_no_theme_no_scripts_of_plone_and_little_to_load(read):
    page = read("layanan/pendampingan")
    assert "barceloneta" not in page.text and "bundle-plone" not in page.text
    assert len(re.findall(r"<script", page.text)) == 1
    files = re.findall(r'(?:href|src)="[^"]*/(\+\+webresource[^"]+)"', page.text)
    weight = len(page.body) + sum(len(read(path).body) for path in set(files))
    assert weight < 80_000
    assert "Set-Cookie" not in dict(page.headers)
    assert page.header("Referrer-Policy") == "no-referrer"


def test_search_finds_published_pages_of_the_tree_alone(site, read):
    with api.env.adopt_roles(["Manager"]):
        api.content.create(site, "Document", id="d", title="Pendampingan rahasia")
    transaction.commit()
    found = read("@@search?SearchableText=pendampingan").text
    assert "layanan/pendampingan" in found and "rahasia" not in found
    assert "accompaniment" not in found
    assert "services/accompaniment" in read("en/@@search?SearchableText=accompaniment").text
    for odd in (
        "@@search?SearchableText=(((",
        "@@search?b_start=x",
        "@@search?SearchableText:list=a",
    ):
        read(odd)


@pytest.mark.parametrize(
    "user_id,told", [("", False), ("worker1", False), ("editor1", False), ("siteadmin", True)]
)
def test_lists_of_services_name_no_account(site, user_id, told):
    password = "correct horse battery" if told else PASSWORD
    who = Visitor(site, user_id, password)
    for fields in ("_all", "Creator&metadata_fields=listCreators"):
        asked = f"@search?portal_type=ServicePage&metadata_fields={fields}"
        rows = who.rest("GET", asked).json()["items"]
        assert len(rows) == 2
        for row in rows:
            assert ("Creator" in row, "listCreators" in row) == (told, told)


def test_machines_are_told_of_published_pages_alone(site, read):
    url = URL
    robots = read("robots.txt").text
    assert f"Sitemap: {url}/sitemap.xml" in robots and "perkara" not in robots
    listed = re.findall(r"<loc>([^<]+)</loc>", read("sitemap.xml").text)
    assert listed == [
        url,
        f"{url}/en",
        f"{url}/en/services/accompaniment",
        f"{url}/layanan/pendampingan",
    ]


def test_security_txt_is_there_once_there_is_a_contact(site, read):
    assert Visitor(site).ask("GET", ".well-known/security.txt", headers=HTML).status == 404
    api.portal.set_registry_record("baleharum.public.security_contact", "aman@example.org")
    transaction.commit()
    answer = read(".well-known/security.txt")
    assert answer.header("Content-Type").startswith("text/plain")
    fields = dict(line.split(": ", 1) for line in answer.text.splitlines())
    assert fields["Contact"] == "mailto:aman@example.org"
    left = datetime.fromisoformat(fields["Expires"]) - datetime.now(UTC)
    assert timedelta(days=30) < left < timedelta(days=365)
    assert Visitor(site).ask("GET", ".well-known/other", headers=HTML).status == 404


def test_donations_are_taken_while_a_permit_is_in_force(site, read):
    with api.env.adopt_roles(["Manager"]):
        page = api.content.create(site, "Document", id="donasi", title="Donasi")
        api.content.transition(page, "publish")
        page.setLayout("donations")
    transaction.commit()
    assert "bhp-closed" in read("donasi").text
    for name, value in {
        "number": "466/12/2026",
        "issuer": "Wali Kota",
        "from": today(),
        "until": today(),
    }.items():
        api.portal.set_registry_record(f"baleharum.public.permit_{name}", value)
    transaction.commit()
    page = read("donasi").text
    assert "466/12/2026" in page and "bhp-closed" not in page


def test_the_public_directory_shows_no_shelter_address(site, read):
    with api.env.adopt_roles(["Manager"]):
        directory = api.content.create(site, "PartnerDirectory", id="mitra", title="Mitra")
    with acting("head1"):
        shown = sample_partner(directory, address="Jalan A")
        shelter = sample_partner(directory, "Rumah Contoh", kind="rptc", address="Jalan B")
        sample_partner(directory, "Tidak terbuka")
        for partner in (shown, shelter):
            site.portal_workflow.doActionFor(partner, "publish")
    transaction.commit()
    page = read("@@partners").text
    assert "sub_district" not in page
    assert "RSUD Contoh" in page and "Jalan A" in page and "Rumah Contoh" in page
    assert "Jalan B" not in page and "Tidak terbuka" not in page
    # A partner stands in no tree: its page speaks the language of the list that led there.
    english = f'{URL}/mitra/m1?language=en"'
    assert english in read("en/@@partners").text and english in read("mitra/m1").text
    page = read("mitra/m1?language=en").text
    assert '<html xmlns="http://www.w3.org/1999/xhtml" lang="en"' in page
    assert f'href="{URL}/mitra/m1" hreflang="id"' in page and "Police" in page


def test_private_telephones_of_the_community_are_shown_nowhere(site, read):
    with api.env.adopt_roles(["Manager"]):
        directory = api.content.create(site, "PartnerDirectory", id="mitra", title="Mitra")
    ways = {"phone": "0812 3400 0201", "email": "ibu@example.org", "address": "Gang Melati 3"}
    with acting("head1"):
        sample_partner(directory, "Ibu Contoh", kind="tksk", skills=("konseling",), **ways)
        sample_partner(directory, "Taruna Contoh", kind="karang-taruna", phone="0370 600001")
        for partner in directory.objectValues():
            site.portal_workflow.doActionFor(partner, "publish")
    transaction.commit()
    page, one = read("@@partners").text, read("mitra/m1").text
    told = Visitor(site).rest("GET", "mitra/m1").text
    listed = Visitor(site).rest("GET", "@public-partners").text
    assert "Ibu Contoh" in page and "+62370600001" in page and "konseling" in told
    for text in (page, one, told, listed):
        assert not any(way in text for way in ("81234000201", "ibu@example.org", "Gang Melati"))


def test_the_community_stands_by_sub_district(site, read):
    with api.env.adopt_roles(["Manager"]):
        directory = api.content.create(site, "PartnerDirectory", id="mitra", title="Mitra")
    psks = {"Taruna Dua": ("cakranegara", "ampenan"), "Satu Ampenan": ("ampenan",), "Semua": ()}
    with acting("head1"):
        sample_partner(directory, "Rumah Sakit")
        for name, places in psks.items():
            sample_partner(directory, name, kind="karang-taruna", sub_districts=places)
        for partner in directory.objectValues():
            site.portal_workflow.doActionFor(partner, "publish")
    transaction.commit()

    def order(query=""):
        page = read(f"@@partners{query}").text.partition("bhp-filter")[2].partition("<footer")[0]
        found = re.findall(r"<h3>([^<]+)</h3>|<li>\s*<a[^>]*>([^<]+)</a>", page)
        return [heading or name for heading, name in found]

    parts = ["Ampenan", "Satu Ampenan", "Taruna Dua", "Cakranegara", "Taruna Dua"]
    assert order()[2:] == [*parts, "Di semua kecamatan", "Semua"] and "Rumah Sakit" in order()
    assert order("?sub_district=cakranegara")[2:] == [
        "Cakranegara", "Taruna Dua", "Di semua kecamatan", "Semua"
    ]  # fmt: skip
    assert order("?sub_district=x") == order()
    told = {row["name"]: row["sub_districts"] for row in read_json(site, "@public-partners")}
    assert told["Taruna Dua"] == ["cakranegara", "ampenan"]


def read_json(site, path):
    """Return the items of a service that everybody may ask."""
    return Visitor(site).rest("GET", path).json()["items"]


def test_staff_keep_their_own_frame_and_see_the_panel(site):
    trees(site)
    page = Visitor(site, "editor1", cookie=True).ask("GET", "layanan/pendampingan", headers=HTML)
    assert "bhp-panel" in page.text and "bhp-exit" not in page.text
    assert "barceloneta" in page.text


def test_installing_takes_over_no_front_page_and_uninstalling_leaves_the_pages(portal):
    before = portal.getLayout()
    applyProfile(portal, "baleharum:default")
    assert portal.getLayout() == before != "home"
    page, _other = complete_pair(portal)
    applyProfile(portal, "baleharum:uninstall")
    assert page.title == "Pendampingan" and "pendampingan" in portal["layanan"]
    types = portal.portal_types
    assert "home" not in types["Folder"].view_methods
    assert "baleharum.counterpart" not in types["Document"].behaviors


def test_both_front_pages_are_made_when_an_administrator_asks(functional):
    portal = functional["portal"]
    for user, status in (("editor1", 401), ("siteadmin", 201), ("siteadmin", 201)):
        password = "correct horse battery" if user == "siteadmin" else PASSWORD
        answer = Visitor(portal, user, password).rest("POST", "@public-trees")
        assert answer.status == status
    assert portal.getLayout() == portal["en"].getLayout() == "home"
    assert "tel:129" in Visitor(portal).ask("GET", "en", headers=HTML).text


def test_a_site_of_before_gets_the_public_side_and_keeps_what_is_set(portal):
    setup, profile = portal.portal_setup, "baleharum:default"
    api.portal.set_registry_record("baleharum.public.phones", (PHONE,))
    portal.portal_types._delObject("ServicePage")
    setup.setLastVersionForProfile(profile, "1002")
    setup.upgradeProfile(profile)
    assert "ServicePage" in portal.portal_types
    assert portal.portal_workflow.getChainForPortalType("ServicePage") == ("service_page_workflow",)
    assert api.portal.get_registry_record("baleharum.public.phones") == (PHONE,)


def test_a_refusal_tells_nothing_of_what_is_refused(site):
    with api.env.adopt_roles(["Manager"]):
        draft = api.content.create(site["layanan"], "Document", id="d", title="Rahasia dapur")
        draft.description = "Isi rahasia"
        draft.reindexObject()
    transaction.commit()
    for path in ("layanan/d", "layanan/d/view", "layanan/d/@@nothing"):
        answer = Visitor(site).ask("GET", path, headers=HTML)
        assert answer.status != 200 and "ahasia" not in answer.text


@pytest.mark.parametrize("path, language", [("tidak-ada", "id"), ("en/nothing/at/all", "en")])
def test_what_is_not_there_is_told_in_the_language_of_the_tree(site, path, language):
    answer = Visitor(site).get(path, Accept="text/html")
    assert answer.status == 404 and f'lang="{language}"' in answer.text
    words = {"id": "Halaman ini tidak ada", "en": "There is no such page here"}
    assert words[language] in answer.text and "tel:129" in answer.text
    assert "contact-info" not in answer.text


def test_nothing_that_a_visitor_types_is_mailed(site):
    form = {"form.widgets.sender_fullname": "A", "form.widgets.message": "Tolong."}
    with mail_server(site) as mailed:
        transaction.commit()
        for path in ("contact-info", "layanan/contact-info"):
            answer = Visitor(site).post(path, {**form, "form.buttons.send": "Send"})
            assert answer.status == 200 and "<textarea" not in answer.text
            assert "tel:129" in answer.text
    assert not mailed


def test_what_somebody_searches_for_is_kept_nowhere(site, read):
    assert "no-store" in read("@@search?SearchableText=rumah").header("Cache-Control")


def test_the_door_of_staff_has_a_way_out_and_a_title_that_tells_nothing(site):
    """It stands at the foot of every public page: whoever is in danger may come to it."""
    for path in ("login", "@@login-help"):
        page = Visitor(site).get(path, Accept="text/html").text
        assert "<title>Informasi layanan kota</title>" in page
        assert f'href="{NEUTRAL_PLACE}"' in page and "public.js" in page
        assert "Tinggalkan halaman ini" in page
    page = Visitor(site, "head1").get("@@desk", Accept="text/html").text
    assert "bhp-leave" not in page and "<title>Informasi" not in page
