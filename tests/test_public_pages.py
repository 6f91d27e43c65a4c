"""Service pages: what they need, who publishes them, and what keeps them from it."""

from Acquisition import aq_base
from baleharum.cases.moments import today
from baleharum.cases.requirements import TransitionRefused
from baleharum.cases.steps import steps
from baleharum.cases.values import Refused
from baleharum.deadlines.finding import of_person
from baleharum.public.components import COMPONENTS
from baleharum.public.counterparts import counterpart_of
from baleharum.public.counterparts import counterparts
from baleharum.public.settings import known_phones
from baleharum.public.values import review_in_time
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from io import BytesIO
from PIL import Image
from plone import api
from plone.app.textfield.value import RichTextValue
from plone.namedfile.file import NamedBlobImage
from Products.CMFCore.WorkflowCore import WorkflowException
from tests.centre import acting
from tests.centre import sample_case
from tests.centre import sample_person
from tests.public_made import complete_pair
from tests.public_made import publish
from tests.public_made import service
from tests.public_made import submit
from tests.public_made import trees
from zExceptions import BadRequest
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

import pytest


def step(content, transition, user, comment=""):
    """Take a step as somebody."""
    with acting(user):
        workflow = api.portal.get_tool("portal_workflow")
        workflow.doActionFor(content, transition, comment=comment)


def refused(content, transition="publish", user="head1", comment=""):
    """Return the messages and places of what is missing for a step."""
    with pytest.raises(TransitionRefused) as refusal:
        step(content, transition, user, comment)
    return [(str(row.message), row.mend) for row in refusal.value.missing]


@pytest.fixture
def pair(portal):
    return complete_pair(portal)


def test_a_page_goes_its_way_and_keeps_its_history(pair):
    page, _other = pair
    publish(page)
    assert "Anonymous" in readers(page)
    assert refused(page, "retract", "editor1") == [("missing_comment", "#comment")]
    step(page, "retract", "editor1", "Alamat berubah.")
    assert "Anonymous" not in readers(page)
    step(page, "revise", "editor1")
    told = [(who, what, why) for _when, who, what, why in page.decisions]
    assert told == [
        ("editor1", "submit", ""),
        ("head1", "publish", ""),
        ("editor1", "retract", "Alamat berubah."),
        ("editor1", "revise", ""),
    ]


def readers(page):
    """Return the roles that read a page."""
    return {row["name"] for row in page.rolesOfPermission("View") if row["selected"]}


def test_all_that_is_missing_is_told_at_once_with_where_it_is_mended(portal):
    layanan, services = trees(portal)
    page, other = complete_pair(portal)
    api.portal.set_registry_record("baleharum.public.phones", ())
    for name in COMPONENTS:
        setattr(page, name, " ")
    other.biaya = None
    page.review_on = today()
    page.description = "NIK 5271051708850000"
    submit(page)
    field = "edit#formfield-form-widgets"
    assert refused(page) == [
        *(("missing_component", f"{field}-{name}") for name in COMPONENTS),
        ("missing_review", f"{field}-review_on"),
        ("missing_counterpart_parts", f"{other.absolute_url()}/edit"),
        ("missing_phone", f"{portal.absolute_url()}/@@public-settings"),
        ("found_nik", f"{field}-description"),
    ]


@pytest.mark.parametrize("who", ["editor1", "supervisor1", "siteadmin", "worker1"])
def test_nobody_but_the_head_publishes(pair, who):
    page, _other = pair
    submit(page)
    with pytest.raises(WorkflowException):
        step(page, "publish", who)


def test_who_wrote_a_page_does_not_publish_it(pair):
    page, _other = pair
    submit(page)
    page.creators = ("head1",)
    assert refused(page) == [("missing_other_person", "")]


def test_both_sides_name_each_other_and_have_their_language(pair):
    page, other = pair
    assert (page.language, other.language) == ("id", "en")
    assert (page.counterpart, other.counterpart) == (other.UID(), page.UID())


def test_no_page_has_a_counterpart_in_a_register(portal, register, pair):
    case = sample_case(register)
    page, other = pair
    for each in (page, other):
        assert case.UID() not in counterparts(each)
        each.counterpart = case.UID()
        notify(ObjectModifiedEvent(each))
        assert counterpart_of(each) is None
    assert not hasattr(aq_base(case), "counterpart")
    assert page.UID() in counterparts(other)


def test_a_page_without_the_other_language_is_not_published(portal):
    complete_pair(portal)
    page = service(trees(portal)[0], "Sendiri")
    submit(page)
    field = "edit#formfield-form-widgets-ICounterpart-counterpart"
    assert refused(page) == [("missing_counterpart", field)]


#: What somebody writes -> what is found.
TEXTS = {
    "Bawa NIK 5271051708850000 dan KK": {"nik"},
    "NIK 5271 0517 0885 0000.": {"nik"},
    "Nomor 5271051788850000 bukan NIK": set(),
    "Hubungi 0812-3456-7890 (ibu korban)": {"phone"},
    "WA +62 812 3456 7890": {"phone"},
    "Kantor (0370) 000000, SAPA 129 atau 08111-129-129, 021-171": set(),
    "UU 25 Tahun 2009, Permen PANRB 15/2014, 28-09-2025": set(),
    "Baiq Melati telah pulih.": {"name"},
    "kisah baiq melati": {"name"},
    "BAIQ  MELATI": {"name"},
    "Ibu Melati datang": {"name"},
    "Bunga Melati Putih": set(),
    "Seorang anak, Melati (17), pulih": {"name"},
    "melati, berusia 17 tahun": {"name"},
    "Melati, 17 years old": {"name"},
    "Melati dan mawar, 17 kuntum": set(),
    "Kota Mataram, Kecamatan Selaparang": set(),
}


@pytest.mark.parametrize("text", TEXTS)
def test_what_may_not_be_published_is_found(portal, register, text):
    sample_person(sample_case(register))
    page, _other = complete_pair(portal)
    page.produk = text
    submit(page)
    if not TEXTS[text]:
        step(page, "publish", "head1")
        return
    field = "edit#formfield-form-widgets-produk"
    assert refused(page) == [(f"found_{kind}", field) for kind in TEXTS[text]]


def test_a_refusal_tells_neither_the_name_nor_the_case(portal, register, trail):
    case = sample_case(register)
    sample_person(case)
    page, _other = complete_pair(portal, produk="Baiq Melati telah pulih.")
    submit(page)
    with acting("head1"):
        assert any(each.missing for each in steps(page))
    assert [row for row in trail.rows(subject=page.UID()) if row.action == "refuse"] == []
    with pytest.raises(TransitionRefused) as refusal:
        step(page, "publish", "head1")
    assert "Melati" not in str(refusal.value)
    assert case.getId() not in str(refusal.value)
    # To look what is missing is no row, to try is one, in the name of who tried.
    told = [(r.user, r.detail) for r in trail.rows(subject=page.UID()) if r.action == "refuse"]
    assert told == [("head1", "publish:name")]


def test_plones_own_pages_are_looked_at_too(portal, register, trail):
    sample_person(sample_case(register))
    layanan, _services = trees(portal)
    with api.env.adopt_roles(["Manager"]):
        news = api.content.create(layanan, "News Item", id="n", title="Baiq Melati pulih")
        workflow = portal.portal_workflow
        with pytest.raises(WorkflowException, match="Title") as refusal:
            workflow.doActionFor(news, "publish")
        assert "Melati" not in str(refusal.value)
        assert [(row.action, row.detail) for row in trail.rows(subject=news.UID())] == [
            ("refuse", "publish:name")
        ]
        news.title = "Kabar baik"
        workflow.doActionFor(news, "publish")
        news.title = "0812-3456-7890"
        with pytest.raises(BadRequest, match="Title") as late:
            notify(ObjectModifiedEvent(news))
        assert "0812-3456" not in str(late.value)


def test_known_numbers_are_those_of_settings_hotlines_and_public_partners(portal):
    complete_pair(portal)
    assert {"+62370000000", "129", "+628111129129"} <= known_phones()


def test_the_review_is_within_a_year(portal):
    assert review_in_time(today() + timedelta(days=365))
    with pytest.raises(Refused):
        review_in_time(today() + timedelta(days=400))


def photo(kind, **more):
    """Return a small picture as it comes from a camera."""
    made = BytesIO()
    Image.new("RGB", (4, 4)).save(made, kind, **more)
    return made.getvalue()


def exif():
    """Return what a telephone writes of the place."""
    told = Image.Exif()
    told.get_ifd(0x8825)[1] = "S"
    told[0x0110] = "Telephone"
    return told.tobytes()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_that_tells_a_place_is_not_published(portal, kind):
    layanan, _services = trees(portal)
    workflow = portal.portal_workflow
    with api.env.adopt_roles(["Manager"]):
        for data, goes in ((photo(kind, exif=exif()), False), (photo(kind), True)):
            image = NamedBlobImage(data, filename=f"x.{kind.lower()}")
            held = api.content.create(layanan, "Image", title="Foto", image=image)
            html = f'<p><img src="resolveuid/{held.UID()}/@@images/image/large" alt=""></p>'
            text = RichTextValue(html, "text/html", "text/x-html-safe")
            page = api.content.create(layanan, "Document", title="Halaman", text=text)
            news = api.content.create(layanan, "News Item", title="Kabar", image=image)
            for content in (page, news):
                if goes:
                    workflow.doActionFor(content, "publish")
                    continue
                with pytest.raises(WorkflowException, match="photo|foto"):
                    workflow.doActionFor(content, "publish")


def test_the_review_of_a_page_is_due_for_the_head(portal, register):
    page, _other = complete_pair(portal)
    publish(page)
    now = datetime.now(UTC)
    for user, mine in (("head1", True), ("worker1", False)):
        with acting(user):
            rows = [row for row in of_person(now, ahead=366) if row.what == "page-review"]
        assert [row.url for row in rows] == ([page.absolute_url()] if mine else [])
