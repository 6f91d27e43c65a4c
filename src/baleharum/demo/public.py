"""The public side of the demo centre: both trees of pages, made as its people make them."""

from baleharum.cases.moments import today
from baleharum.cases.moments import WITA
from baleharum.demo.data import read
from baleharum.public.counterparts import ENGLISH
from baleharum.public.prose import blocks
from baleharum.public.trees import make_trees
from datetime import date
from datetime import datetime
from datetime import timedelta
from html import escape
from plone import api
from plone.app.textfield.value import RichTextValue
from plone.dexterity.utils import createContentInContainer
from plone.portlets.interfaces import IPortletAssignmentMapping
from plone.portlets.interfaces import IPortletManager
from pytz import timezone
from zope.component import getMultiAdapter
from zope.component import getUtility


#: What a page of a service takes from all of them.
OWN = ("persyaratan", "prosedur", "jangka_waktu", "produk", "dasar_hukum")
#: A telephone that nobody has.
PHONE = "(0370) 000000"
#: Months until the pages are looked at again.
REVIEW_AFTER = 11


def build(site) -> None:
    """Make both trees; the front page is theirs."""
    told = read("public")
    # Nothing is published without it.
    api.portal.set_registry_record("baleharum.public.phones", (PHONE,))
    english = add_english(site, told["english"])
    take_portlets_away(site)
    pairs = {name: folders(site, english, name, each) for name, each in told["folders"].items()}
    services = read("services")
    with api.env.adopt_user(username="editor1"):
        written = [service_pair(pairs["layanan"], each, services) for each in services["services"]]
    publish_services(written)
    for each in told["about"]:
        page_pair(pairs["tentang"], "Document", each)
    for number, each in enumerate(told["news"]):
        page_pair(pairs["kabar"], "News Item", each, days_ago=3 + 9 * number)
    for each in told["events"]:
        page_pair(pairs["kegiatan"], "Event", each)


def add_english(site, told):
    """Make both front pages; that of the site leads to the other by its switch alone."""
    english = make_trees(site, told["title"])
    english.setDescription(told["description"])
    english.reindexObject()
    return english


def take_portlets_away(site) -> None:
    """Take Plone's lists of news and events away: the front page has its own, in our language."""
    for name in ("plone.leftcolumn", "plone.rightcolumn"):
        manager = getUtility(IPortletManager, name=name)
        assigned = getMultiAdapter((site, manager), IPortletAssignmentMapping)
        for key in list(assigned):
            del assigned[key]


def made(container, kind, name, title, description, **fields):
    """Make something and publish it."""
    content = api.content.create(container, kind, id=name, title=title, **fields)
    content.setDescription(description)
    api.content.transition(content, "publish")
    content.reindexObject()
    return content


def folders(site, english, name, told):
    """Make a folder in each tree."""
    one = made(site, "Folder", name, told["title"]["id"], told["description"]["id"], language="id")
    other = made(
        english,
        "Folder",
        told[ENGLISH],
        told["title"][ENGLISH],
        told["description"][ENGLISH],
        language=ENGLISH,
    )
    join(one, other)
    for folder in (one, other):
        folder.setLayout("entries")
    return {"id": one, ENGLISH: other}


def join(one, other) -> None:
    """Have two pages name each other."""
    one.counterpart, other.counterpart = api.content.get_uuid(other), api.content.get_uuid(one)


def service_pair(pair, told, all_told):
    """Write a service in both languages, as the web editor does."""
    pages = []
    for language, folder in pair.items():
        fields = {**all_told["shared"][language], "place": all_told["place"][language]}
        fields |= {name: told[name][language] for name in OWN}
        page = createContentInContainer(
            folder,
            "ServicePage",
            id=told["id"] if language == "id" else told[ENGLISH],
            title=told["title"][language],
            description=told["description"][language],
            needs=tuple(told["needs"]),
            audiences=tuple(told["audiences"]),
            review_on=today() + timedelta(days=30 * REVIEW_AFTER),
            **fields,
        )
        pages.append(page)
    join(*pages)
    return pages


def publish_services(pairs) -> None:
    """Submit them as the web editor, publish them as the head."""
    workflow = api.portal.get_tool("portal_workflow")
    pages = [page for pair in pairs for page in pair]
    for user, transition in (("editor1", "submit"), ("head1", "publish")):
        with api.env.adopt_user(username=user):
            for page in pages:
                workflow.doActionFor(page, transition)


def page_pair(pair, kind, told, days_ago=0) -> None:
    """Make a page of Plone's own in both languages."""
    pages = []
    for language, folder in pair.items():
        name = told["id"] if language == "id" else told[ENGLISH]
        fields = {"text": rich(told["text"][language]), "language": language}
        if kind == "Event":
            begin = moment(told)
            fields |= {"start": begin, "end": begin + timedelta(hours=told["hours"])}
            fields["location"] = told["place"][language]
        title, summary = told["title"][language], told["description"][language]
        content = made(folder, kind, name, title, summary, **fields)
        if told["view"]:
            content.setLayout(told["view"])
        if days_ago:
            content.setEffectiveDate(datetime.now(WITA) - timedelta(days=days_ago))
            content.reindexObject(idxs=["effective"])
        pages.append(content)
    join(*pages)


def moment(told) -> datetime:
    """Return when an event begins: on its day of the year, or some days from now."""
    day = today() + timedelta(days=told.get("in_days", 0))
    if "month" in told:
        day = date(today().year, told["month"], told["day"])
        day = day if day >= today() else day.replace(year=day.year + 1)
    # The kind of zone that events of Plone are kept with.
    return timezone("Asia/Makassar").localize(datetime(day.year, day.month, day.day, told["hour"]))


def rich(text: str) -> RichTextValue:
    """Return plain text with ## headings as the HTML of a page."""
    parts = []
    for piece in text.split("\n\n"):
        if piece.startswith("## "):
            heading, _line, piece = piece.removeprefix("## ").partition("\n")
            parts.append(f"<h2>{escape(heading)}</h2>")
        for block in blocks(piece):
            lines = [escape(line) for line in block.lines]
            if block.kind == "p":
                parts.append(f"<p>{'<br>'.join(lines)}</p>")
            else:
                entries = "".join(f"<li>{line}</li>" for line in lines)
                parts.append(f"<{block.kind}>{entries}</{block.kind}>")
    return RichTextValue("".join(parts), "text/html", "text/x-html-safe")
