"""What the script `session.js` asks: how long is left, stay, keep a draft, give it back."""

from baleharum.asked import Asked
from baleharum.login import drafts
from baleharum.login import sessions
from baleharum.login.visitors import account_of
from baleharum.login.visitors import noted
from plone import api
from plone.app.layout.viewlets.common import ViewletBase
from plone.protect import CheckAuthenticator
from Products.Five.browser import BrowserView
from urllib.parse import unquote
from urllib.parse import urlsplit

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
        """`@@save-draft` (POST): keep what is typed; page: path, content: JSON."""
        form = self._posted()
        kept = drafts.save(self._account(), form.get("page", ""), form.get("content", ""))
        return self._json({"kept": kept})

    def take_draft(self) -> str:
        """`@@take-draft` (POST): give it back, or throw it away; page: path."""
        content = drafts.take(self._account(), self._posted().get("page", ""))
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
            path = unquote(urlsplit(self.request.get("ACTUAL_URL", "")).path)
            self.draft = drafts.exists(session.account, path)

    def render(self):
        """Return the dialog, nothing for strangers and programs."""
        return self.index() if self.left else ""
