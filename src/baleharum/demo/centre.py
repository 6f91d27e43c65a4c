"""Builds the demo centre: accounts, folders, public pages, and the cases (see `stories`)."""

from AccessControl.users import system
from baleharum.demo import disposal
from baleharum.demo import intake
from baleharum.demo import programmes
from baleharum.demo import public
from baleharum.demo import stays
from baleharum.demo.data import read
from baleharum.demo.stories import Story
from baleharum.intake.report.making import make_forms
from baleharum.login.pledge import accept
from baleharum.team.api import assign
from baleharum.team.api import utcnow
from plone import api
from plone.dexterity.utils import createContentInContainer

import os


PASSWORD_VARIABLE = "BALEHARUM_DEMO_PASSWORD"  # noqa: S105 (the name of a variable)


class PasswordMissing(RuntimeError):
    """The demo accounts need a password that is not in the source."""


def build(tool) -> None:
    """Fill the site with the demo centre, once; what is there already is left alone.

    Raises PasswordMissing unless the environment variable BALEHARUM_DEMO_PASSWORD is set.
    """
    password = os.environ.get(PASSWORD_VARIABLE, "")
    if not password:
        raise PasswordMissing(
            f"Set {PASSWORD_VARIABLE} to the password of the demo accounts and start again."
        )
    site = api.portal.get()
    if "perkara" in site.objectIds():
        return
    with api.env.adopt_user(user=system):
        accounts = read("accounts")
        add_accounts(accounts, password)
        add_furniture(site, read("centre"))
        appoint(site["perkara"], accounts)
        add_partners(site["mitra"], read("partners"))
        stays.add_houses(site["perkara"])
        for account in accounts:
            accept(account["id"])
        public.build(site)
        for told in sorted(read("cases"), key=lambda case: -case["opened_days_ago"]):
            case = Story(site["perkara"], disposal.before(told), utcnow()).tell()
            if told["state"] == "destroyed":
                disposal.destroy(case)
        intake.build(site, accounts)
        programmes.build(site, accounts)
        # Last: the English form stands in the English tree of the public pages.
        make_forms()


def add_accounts(accounts, password: str) -> None:
    """Make the accounts of the site.

    Its `admin` has the name of the server's first account: only an account of the site can
    be given emergency access like everybody else's.
    """
    folder = api.portal.get_tool("acl_users")
    for account in accounts:
        if account["id"] in folder.source_users.listUserIds():
            continue
        roles = ["Manager"] if account["id"] == "admin" else ["Member"]
        folder.userFolderAddUser(account["id"], password, roles, [])
        api.user.get(userid=account["id"]).setMemberProperties(
            {name: account[name] for name in ("fullname", "email", "profession")}
        )
    # The web editor writes public pages everywhere; cases map nothing to these roles.
    api.user.grant_roles(username="editor1", roles=["Editor", "Contributor"])


def appoint(register, accounts) -> None:
    """Make the standing appointments of the centre."""
    for account in accounts:
        for function in account["standing"]:
            assign(register, account["id"], function, granted_by="system")


#: Fields of a partner with several tokens.
SEVERAL = ("services", "skills", "areas", "sub_districts")


def add_partners(directory, partners) -> None:
    """Fill the directory; as the head of the centre does, published or taken out of use."""
    workflow = api.portal.get_tool("portal_workflow")
    steps = {"public": "publish", "inactive": "deactivate"}
    with api.env.adopt_user(username="head1"):
        for told in partners:
            fields = {n: told[n] for n in told if n not in ("name", "state", "reason")}
            fields |= {n: tuple(fields.get(n, ())) for n in SEVERAL}
            partner = createContentInContainer(directory, "Partner", title=told["name"], **fields)
            if told["state"] in steps:
                reason = told.get("reason", "")
                workflow.doActionFor(partner, steps[told["state"]], comment=reason)


def add_furniture(site, centre) -> None:
    """Title, and the folders of the centre that are no public pages."""
    site.title = centre["title"]["id"]
    site.description = centre["description"]["id"]
    api.portal.set_registry_record("plone.site_title", centre["title"]["id"])
    for told in centre["folders"]:
        folder = api.content.create(site, told["type"], id=told["id"], title=told["title"]["id"])
        folder.setDescription(told["description"]["id"])
        folder.reindexObject(idxs=["Description"])
