"""`@@deadlines-calendar/<secret>/deadlines.ics`: what is due in a person's cases, for a calendar.

A program that fetches it cannot log in, so the address is the secret. It is a part of the path: a
query is kept by programs and proxies more often, and the product's own log leaves both out.
"""

from baleharum.deadlines.finding import of_person
from baleharum.deadlines.ical import calendar
from baleharum.guard.realm import enter
from baleharum.guard.realm import marks
from baleharum.login.calendars import person_with
from baleharum.team.api import utcnow
from baleharum.trail.actions import EXPORT
from baleharum.trail.api import identifier
from baleharum.trail.api import read
from plone import api
from Products.Five.browser import BrowserView
from typing import Any
from zExceptions import NotFound
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse

import re


NAME = "@@deadlines-calendar"
FILE = "deadlines.ics"
#: What a virtual host puts into a path.
IN_FRONT = re.compile(r"^/VirtualHostBase/[^/]+/[^/]+|/VirtualHostRoot(?:/_vh_[^/]+)*(?=/)")
#: Days that a calendar reaches.
AHEAD = 366


@implementer(IPublishTraverse)
class Feed(BrowserView):
    """Answers with the calendar, or with the constant 404 of what is not there."""

    def __init__(self, context: Any, request: Any) -> None:
        super().__init__(context, request)
        self.steps: list[str] = []

    def publishTraverse(self, request: Any, name: str) -> "Feed":
        """Take the secret and the name of the file."""
        self.steps.append(name)
        return self

    def __call__(self) -> bytes:
        # As at the door of a register: whatever is wrong, the guard answers as if nothing were.
        enter(self.request)
        user_id = self._person()
        if not user_id:
            raise NotFound("There is no such page.")
        person = api.user.get(userid=user_id)
        with api.env.adopt_user(user=person):
            now = utcnow()
            rows = of_person(now, ahead=AHEAD)
        who = identifier(user_id)
        told = {row.uid for row in rows}
        read(EXPORT, "", who, f"calendar,hits={len(rows)}", user=who, cases=told)
        language = person.getProperty("language", "") or api.portal.get_default_language()
        body = calendar(rows, now, language)
        marks(self.request).passed = True
        response = self.request.response
        response.setHeader("Content-Type", "text/calendar; charset=utf-8")
        response.setHeader("Content-Disposition", f'attachment; filename="{FILE}"')
        response.setHeader("Cache-Control", "private, no-store")
        response.setHeader("X-Robots-Tag", "noindex")
        return body

    def _person(self) -> str:
        if self.request.get("REQUEST_METHOD") != "GET" or len(self.steps) != 2:
            return ""
        token, file = self.steps
        canonical = file == FILE and self._path() == f"/{NAME}/{token}/{FILE}"
        return person_with(self.request, token) if canonical else ""

    def _path(self) -> str:
        """Return the path below the site as it was sent: traversal passes over `//` and `/./`."""
        sent = IN_FRONT.sub("", self.request.environ.get("PATH_INFO", ""))
        site = "/".join(api.portal.get().getPhysicalPath())
        return sent.removeprefix(site) if sent.startswith(f"{site}/") else ""


def address(token: str) -> str:
    """Return the address of a calendar."""
    return f"{api.portal.get().absolute_url()}/{NAME}/{token}/{FILE}"
