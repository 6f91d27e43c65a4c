"""Service pages as a centre has them."""

from baleharum.cases.moments import today
from baleharum.public.components import COMPONENTS
from baleharum.public.trees import make_trees
from datetime import timedelta
from plone import api
from plone.dexterity.utils import createContentInContainer
from tests.centre import acting

import transaction


PHONE = "0370 000000"


def settle(portal):
    """Enter what is needed before anything is published, and have a web editor."""
    api.user.grant_roles(username="editor1", roles=["Editor", "Contributor"])
    api.portal.set_registry_record("baleharum.public.phones", (PHONE,))


def trees(portal):
    """Return the folders of the services in both languages, made once."""
    with api.env.adopt_roles(["Manager"]):
        if "layanan" not in portal:
            api.content.create(portal, "Folder", id="layanan", title="Layanan", language="id")
            english = api.content.create(portal, "Folder", id="en", title="English", language="en")
            api.content.create(english, "Folder", id="services", title="Services", language="en")
            for folder in (portal["layanan"], english, english["services"]):
                api.content.transition(folder, "publish")
    return portal["layanan"], portal["en"]["services"]


def service(folder, title, **fields):
    """File a page with all its parts, as the web editor."""
    told = {name: f"{title}: {name}." for name in COMPONENTS}
    told |= {"description": title, "review_on": today() + timedelta(days=200), **fields}
    with acting("editor1"):
        return createContentInContainer(folder, "ServicePage", title=title, **told)


def complete_pair(portal, **fields):
    """Return a page and its counterpart, with nothing missing, as drafts."""
    settle(portal)
    layanan, services = trees(portal)
    page = service(layanan, "Pendampingan", **fields)
    other = service(services, "Accompaniment", counterpart=page.UID())
    return page, other


def submit(page):
    """Submit a page as the web editor."""
    with acting("editor1"):
        api.portal.get_tool("portal_workflow").doActionFor(page, "submit")


def publish(page):
    """Submit a page, and publish it as the head."""
    submit(page)
    with acting("head1"):
        api.portal.get_tool("portal_workflow").doActionFor(page, "publish")


def public_site(portal):
    """Give a site both front pages and one service that is published in both languages."""
    portal.language = "id"
    api.portal.set_registry_record("plone.default_language", "id")
    for page in complete_pair(portal, needs=("legal",), audiences=("women",)):
        publish(page)
    with api.env.adopt_roles(["Manager"]):
        make_trees(portal)
    transaction.commit()
    return portal
