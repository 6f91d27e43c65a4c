"""Sends the forms of the case pages, as the pages give them."""

from baleharum.team.api import assign
from baleharum.team.api import revoke_all
from tests.centre import acting

import re


SEEN = re.compile(r'name="state_seen"\s+type="hidden"\s+value="(\w+)"')


def path(context) -> str:
    """Return the path of something below the site."""
    return "/".join(context.getPhysicalPath()[2:])


def address(context) -> str:
    """Return the address of something as visitors see it."""
    return f"http://localhost/plone/{path(context)}"


def given_to_worker3(case):
    """Take a case from its team and give it to worker3 alone; returns it."""
    with acting("supervisor1"):
        revoke_all(case, "another team")
        assign(case, "worker3", "lead")
    return case


def opened(visitor, page: str) -> dict:
    """Open a form of Plone; return what it sends along when it is saved."""
    html = visitor.get(page).text
    seen = SEEN.search(html)
    return {
        "_authenticator": re.search(r'name="_authenticator"[^>]*value="(\w+)"', html).group(1),
        "state_seen": seen.group(1) if seen else "",
        "form.buttons.save": "Save",
    }


def add_person(visitor, case, *, button="save", matches_seen="", **fields):
    """Send the form that adds a person; a field that is a list ends in `_list`."""
    page = f"{path(case)}/++add++CaseSubject"
    form = {
        "form.widgets.part:list": "client",
        "form.widgets.nik_state:list": "tidak-diketahui",
        **opened(visitor, page),
        "matches_seen": matches_seen,
        **{f"form.widgets.{name.replace('_list', ':list')}": v for name, v in fields.items()},
    }
    del form["form.buttons.save"]
    return visitor.post(page, {**form, f"form.buttons.{button}": "1"})


def names(case) -> list[str]:
    """Return the names of the people of a case."""
    return sorted(p.name for p in case.objectValues() if p.portal_type == "CaseSubject")
