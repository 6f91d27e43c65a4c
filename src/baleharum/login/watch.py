"""What the script `session.js` asks: how long is left, stay, keep a draft, give it back."""

from baleharum.asked import Asked
from baleharum.login import drafts
from baleharum.login import sessions
from baleharum.login.typed import case_of_page
from baleharum.login.typed import open_to_person
from baleharum.login.typed import page_of
from baleharum.login.visitors import account_of
from baleharum.login.visitors import moment
from baleharum.login.visitors import noted
from baleharum.terms.days import clock_text
from baleharum.terms.days import moment_text
from baleharum.terms.days import zone
from datetime import datetime
from plone import api
from plone.app.layout.viewlets.common import ViewletBase
from plone.protect import CheckAuthenticator
from Products.Five.browser import BrowserView

import json


#: Seconds before the end at which the person is warned.
WARNING = 120


class SessionWatch(BrowserView):
    """Answers in JSON; only `session-stay` counts as activity of the person."""

    def left(self) -> str:
        """`@@session-left`: the seconds that are left, 0 for nobody."""
        session = noted(self.request, "session")
        return self._json({"left": sessions.left(session) if session else 0})

    def stay(self) -> str:
        """`@@session-stay` (POST): the person is there."""
        self._posted()
        return self._json({"left": int(sessions.IDLE)})

    def save_draft(self) -> str:
        """`@@save-draft` (POST): keep what is typed; page: path, content: JSON.

        Nothing of a page that the person may not see, or no longer: it would lack the key of its
        case, and nobody would get it back.
        """
        form = self._posted()
        page = form.get("page", "")
        if not open_to_person(self.request, page):
            return self._json({"kept": False})
        case = case_of_page(self.request, page)
        kept = drafts.save(self._account(), page, form.get("content", ""), case)
        return self._json({"kept": kept})

    def take_draft(self) -> str:
        """`@@take-draft` (POST): give it back, and throw it away unless `keep` is said.

        page: path. What was typed about a case is given to who may still see that case, and thrown
        away for who does not.
        """
        form = self._posted()
        account, page = self._account(), form.get("page", "")
        still_open = open_to_person(self.request, page)
        content = drafts.read(account, page) if still_open else ""
        if not still_open or not form.get("keep", ""):
            drafts.forget(account, page)
        return self._json({"content": content})

    def _posted(self) -> Asked:
        CheckAuthenticator(self.request)
        return Asked(self.request.form)

    def _account(self) -> str:
        return account_of(api.user.get_current().getId())

    def _json(self, data) -> str:
        self.request.response.setHeader("Content-Type", "application/json")
        self.request.response.setHeader("Cache-Control", "private, no-store")
        return json.dumps(data)


class Watch(ViewletBase):
    """The dialog that warns; a page of a session alone has it."""

    warning = WARNING

    def update(self):
        """Look up what is left, and whether a draft of this page waits."""
        super().update()
        session = noted(self.request, "session")
        self.left = sessions.left(session) if session else 0
        if session is not None:
            self.page = page_of(self.request)
            self.draft = self._draft(session.account)

    def _draft(self, account: str) -> str:
        """Return the time of a draft that waits, '' for none; what was just sent is in the form."""
        if self.request.get("REQUEST_METHOD") == "POST":
            return ""
        saved = drafts.waiting(account, self.page)
        if saved is None:
            return ""
        local = datetime.fromtimestamp(saved, zone())
        today = local.date() == datetime.fromtimestamp(moment(), zone()).date()
        spell = clock_text if today else moment_text
        return spell(local, api.portal.get_current_language())

    def render(self):
        """Return the dialog, nothing for strangers and programs."""
        return self.index() if self.left else ""
