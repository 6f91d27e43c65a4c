"""The addresses that take files in: from a plain form, and one by one from the drop zone."""

from baleharum import _
from baleharum.asked import Asked
from baleharum.cases.files.door import declared_type
from baleharum.cases.files.receiving import FILED
from baleharum.cases.files.receiving import KEEP
from baleharum.cases.files.receiving import Outcome
from baleharum.cases.files.receiving import receive
from baleharum.cases.files.receiving import REFUSED
from baleharum.cases.files.receiving import TWIN
from baleharum.cases.files.versions import may_add_version
from baleharum.documents.guess import guess
from plone import api
from plone.protect import CheckAuthenticator
from Products.Five.browser import BrowserView
from typing import Any
from zExceptions import Forbidden
from zExceptions import MethodNotAllowed
from zope.i18n import translate

import json


#: What became of a single file -> status of the answer.
STATUS = {FILED: 201, TWIN: 409, REFUSED: 422}

#: Messages travel in a cookie, which browsers cut off at 4 kB.
TOLD = 8
NAME = 60

SHOWN_AS = {FILED: "info", TWIN: "warning", REFUSED: "error"}


class Upload(BrowserView):
    """Files one or many uploads of a multipart POST: `files`, `kind`, `level`, `keep`.

    Answers JSON when that is asked for (see `as_json`), else with messages on the tab.
    """

    def __call__(self):
        """Return JSON, or '' with a redirect."""
        require_post(self.request)
        form = self.request.form
        asked = Asked(form)
        keep = asked.get("keep", "")
        fields = {
            "kind": asked.get("kind", ""),
            "level": asked.get("level", ""),
            "keep": keep if keep in KEEP else "",
        }
        outcomes = [
            receive(self.context, upload, upload.filename, declared=declared_type(upload), **fields)
            for upload in uploads(form)
        ]
        if wants_json(self.request):
            return answer(self.request, outcomes)
        return self.show(outcomes)

    def show(self, outcomes):
        """Return to the tab, and say there what became of the files."""
        if not outcomes:
            tell(self.request, NO_FILE, "warning")
        filed = [outcome.number for outcome in outcomes if outcome.status == FILED]
        if filed:
            tell(self.request, _filed(filed), "info")
        others = [outcome for outcome in outcomes if outcome.status != FILED]
        for outcome in others[:TOLD]:
            tell(self.request, named(outcome), SHOWN_AS[outcome.status])
        if others[TOLD:]:
            tell(self.request, _more(len(others) - TOLD), "error")
        self.request.response.redirect(f"{self.context.absolute_url()}/documents")
        return ""


def _filed(numbers):
    return _(
        "upload_done_all", default="Filed: ${numbers}.", mapping={"numbers": ", ".join(numbers)}
    )


def _more(count):
    return _(
        "upload_more",
        default="${count} more files were not filed. Send them again, a few at a time.",
        mapping={"count": count},
    )


class AddVersion(BrowserView):
    """Files the next version of a document: `files` holds one upload."""

    def __call__(self):
        """Return JSON, or '' with a redirect to the new version."""
        require_post(self.request)
        if not may_add_version(self.context):
            raise Forbidden("You may not replace this document.")
        case = self.context.__parent__
        outcomes = [
            receive(
                case,
                upload,
                upload.filename,
                replaces=self.context,
                declared=declared_type(upload),
            )
            for upload in uploads(self.request.form)[:1]
        ]
        if wants_json(self.request):
            return answer(self.request, outcomes)
        for outcome in outcomes:
            tell(self.request, named(outcome), SHOWN_AS[outcome.status])
        if not outcomes:
            tell(self.request, NO_FILE, "warning")
        filed = [outcome.url for outcome in outcomes if outcome.status == FILED]
        self.request.response.redirect((filed or [self.context.absolute_url()])[0])
        return ""


class GuessKinds(BrowserView):
    """Guesses kind and level for the names of files, before they are sent.

    By POST, although it changes nothing: names of files do not belong into addresses and logs.
    """

    def __call__(self):
        """Return JSON: a list of {'name', 'kind', 'level'}; kind is '' where nothing fits."""
        require_post(self.request, authenticated=False)
        return as_json(self.request, guesses(Asked(self.request.form).every("names")))


def guesses(names) -> list[dict[str, str]]:
    """Return name, kind ('' where nothing fits) and level for the first 500 names of files."""
    found = [(name, guess(name)) for name in names[:500]]
    return [{"name": n, "kind": guessed.kind or "", "level": guessed.level} for n, guessed in found]


NO_FILE = _("upload_nothing", default="No file was chosen. Choose one or more, then send them.")


def require_post(request, authenticated: bool = True) -> None:
    """Raise MethodNotAllowed or Forbidden unless a form of ours was sent."""
    if request.method != "POST":
        raise MethodNotAllowed("Send the form of the documents page (POST).")
    if authenticated:
        CheckAuthenticator(request)


def uploads(form) -> list:
    """Return the files of a form; an empty file field of a browser is none."""
    files = form.get("files", [])
    files = files if isinstance(files, list) else [files]
    return [file for file in files if getattr(file, "filename", "")]


def wants_json(request) -> bool:
    """Tell whether a script asks."""
    return "application/json" in (request.getHeader("Accept") or "")


def answer(request, outcomes: list[Outcome]) -> str:
    """Return outcomes as JSON; the status is that of a single file, 200 for several."""
    status = STATUS[outcomes[0].status] if len(outcomes) == 1 else 200 if outcomes else 400
    request.response.setStatus(status)
    return as_json(request, {"results": [outcome_json(request, each) for each in outcomes]})


def outcome_json(request, outcome: Outcome) -> dict[str, Any]:
    """Return one outcome for a script, its message in the reader's language."""
    return {
        "name": outcome.name,
        "status": outcome.status,
        "message": translate(outcome.message, context=request),
        "number": outcome.number,
        "url": outcome.url,
        "again": outcome.again,
    }


def as_json(request, data) -> str:
    """Return data as the body of a JSON answer."""
    request.response.setHeader("Content-Type", "application/json; charset=utf-8")
    request.response.setHeader("X-Content-Type-Options", "nosniff")
    return json.dumps(data)


def named(outcome: Outcome):
    """Return the message of an outcome with the name of its file before it."""
    return _(
        "upload_outcome",
        default="${name}: ${message}",
        mapping={"name": shortened(outcome.name), "message": outcome.message},
    )


def shortened(name: str) -> str:
    """Return a name of a file that fits into a message, with its end, where it differs most."""
    return name if len(name) <= NAME else f"{name[: NAME // 2]}…{name[-NAME // 2 :]}"


def tell(request, message, kind: str) -> None:
    """Show a message on the next page."""
    api.portal.show_message(message, request=request, type=kind)
