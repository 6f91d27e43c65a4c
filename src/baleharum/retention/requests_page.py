"""The pages of requests: filed on a case, decided on its register."""

from Acquisition import aq_parent
from baleharum import _
from baleharum.asked import Asked
from baleharum.cases.layout import full_name
from baleharum.cases.team.forms import Form
from baleharum.cases.traces import shown as shown_list
from baleharum.login.api import require_step_up
from baleharum.retention import clock
from baleharum.retention import copies
from baleharum.retention import letters
from baleharum.retention import package
from baleharum.retention import releases
from baleharum.retention import requests
from baleharum.retention.records import retention_of
from baleharum.retention.refusals import RetentionRefused
from baleharum.retention.releases_page import named
from baleharum.retention.spoken import spoken_moment
from baleharum.retention.texts import text_of
from baleharum.retention.traces import requests_shown
from baleharum.team.api import current_user_id
from baleharum.team.api import utcnow
from baleharum.terms.lists import label
from baleharum.terms.lists import terms
from baleharum.trail.actions import LIST
from baleharum.vault.values import is_stored
from plone import api
from plone.protect import CheckAuthenticator
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zExceptions import NotFound


STATES = {
    requests.OPEN: _("request_open", default="Waits for a decision"),
    requests.ACCEPTED: _("request_accepted", default="Accepted"),
    requests.REFUSED: _("request_refused", default="Refused"),
}


def shown(register, found, now) -> dict:
    """Return what the pages show of a request."""
    return {
        "number": found.number,
        "kind": label(requests.KINDS, found.kind),
        "about": found.person_number,
        "asked": text_of(found, "asked"),
        "filed_by": full_name(found.filed_by),
        "received": spoken_moment(found.received_at),
        "due": spoken_moment(clock.due(found.received_at)),
        "left": clock.hours_left(found.received_at, now),
        "late": clock.overdue(found.received_at, found.answered_at, now),
        "state": STATES[found.state],
        "open": found.state == requests.OPEN,
        "reason": text_of(found, "reason"),
        "decided_by": full_name(found.decided_by) if found.decided_by else "",
        "answered": spoken_moment(found.answered_at),
        "to_answer": found.state != requests.OPEN and found.answered_at is None,
        "package": releases.is_packable(register[found.case_number], found),
        "packed": spoken_moment(found.packed_at),
        "password_waits": is_stored(found, "password"),
        "handed_by": full_name(found.handed_by) if found.handed_by else "",
        "disposal": found.disposal_list,
        "access": found.kind == "access",
        "erasure": found.kind == "erasure",
        "others": requests.others_in(register, found) if found.kind == "erasure" else 0,
    }


class CaseRequests(Form):
    """`@@subject-requests` of a case: file one, and see those about it."""

    tab = "subject-requests"
    template = ViewPageTemplateFile("case_requests.pt")
    actions = {"file": (requests.FILE, "file")}

    def rows(self):
        """Return the requests about this case."""
        now = utcnow()
        register = aq_parent(self.context)
        return [
            shown(register, found, now) for found in requests.requests_of(register, self.context)
        ]

    def kinds(self):
        """Return the kinds of requests."""
        return [
            {"token": t.token, "label": label(requests.KINDS, t.token)}
            for t in terms(requests.KINDS)
        ]

    def people(self):
        """Return the numbers of the people of the case."""
        found = [c for c in self.context.objectValues() if c.portal_type == "CaseSubject"]
        return sorted(content.getId().upper() for content in found)

    def whole(self) -> bool:
        """Tell whether there is still something to ask for."""
        return retention_of(self.context).tombstone is None

    def file(self, form):
        """File a request."""
        found = requests.file_request(
            self.context, form.get("person", ""), form.get("kind", ""), form.get("asked", "")
        )
        return _(
            "status_request_filed",
            default="Request ${number} is filed. It must be answered within 72 hours.",
            mapping={"number": found.number},
        )


class Requests(Form):
    """`@@requests` of a register: decide, answer, hand out."""

    browser_title = _("heading_requests", default="Requests about personal data")

    template = ViewPageTemplateFile("requests.pt")
    actions = {
        "accept": (requests.DECIDE, "accept"),
        "refuse": (requests.DECIDE, "refuse"),
        "answered": (requests.DECIDE, "answered"),
    }

    def rows(self):
        """Return all requests, the newest first."""
        now, all_of_them = utcnow(), requests.requests_of(self.context)
        requests_shown(self.context, all_of_them)
        return [
            {
                **shown(self.context, found, now),
                "mine": found.filed_by == current_user_id(),
                "catalogue": [named(document) for document in askable(self.context, found)],
                "documents": asked_for(self.context, found),
            }
            for found in all_of_them
        ]

    def accept(self, form):
        """Accept a request."""
        return self._decided(form, accept=True)

    def refuse(self, form):
        """Refuse a request."""
        return self._decided(form, accept=False)

    def _decided(self, form, accept):
        found = requests.decide(
            self.context,
            form.get("request", ""),
            accept,
            form.get("reason", ""),
            documents=" ".join(form.every("documents")),
            despite_basis=bool(form.get("despite_basis")),
        )
        return _(
            "status_request_decided",
            default="Request ${number} is decided. Send the answer.",
            mapping={"number": found.number},
        )

    def answered(self, form):
        """Note that the answer was sent."""
        found = requests.answered(self.context, form.get("request", ""))
        return _(
            "status_request_answered",
            default="Request ${number} is answered.",
            mapping={"number": found.number},
        )


def askable(register, found) -> list:
    """Return what an open request for access may ask for, in their order.

    That they are there, with kind and level, is told of each; the record notes the list.
    """
    case = register[found.case_number]
    if found.kind != "access" or found.state != requests.OPEN:
        return []
    documents = copies.offered(case, requests.subject_of(case, found))
    shown_list(LIST, case, "documents", len(documents))
    return documents


def asked_for(register, found) -> list[dict]:
    """Return the documents that the package of a request is to hold, and who released each."""
    case = register[found.case_number]
    if not releases.is_packable(case, found):
        return []
    rows = []
    for name in found.documents:
        given = found.released(name)
        who = {"who": full_name(given[1]), "when": spoken_moment(given[2])} if given else {}
        rows.append({**named(case[name]), "released": who})
    return rows


class Letter(BrowserView):
    """`@@request-answer?request=` of a register: the answer to a decided request, as PDF."""

    def __call__(self):
        found = request_named(self.context, self.request)
        if found.state == requests.OPEN:
            raise NotFound(self.request.get("URL", ""))
        return attached(
            self.request, letters.answer(found), f"{found.number}.pdf", "application/pdf"
        )


class Package(BrowserView):
    """`@@request-package` of a register: POST request, get the sealed ZIP without its password."""

    def __call__(self):
        if self.request.method != "POST":
            raise NotFound(self.request.get("URL", ""))
        CheckAuthenticator(self.request)
        back = f"{self.context.absolute_url()}/@@requests"
        require_step_up(self.request, back=back)
        found = request_named(self.context, self.request)
        try:
            data = package.package(self.context, found)
        except RetentionRefused as refused:
            api.portal.show_message(refused.args[0], request=self.request, type="error")
            self.request.response.redirect(back)
            return b""
        return attached(self.request, data, f"{found.number}.zip", "application/zip")


def request_named(register, request):
    """Return the request that a form names. Raises NotFound."""
    try:
        return requests.request_with(register, Asked(request.form).get("request", ""))
    except RetentionRefused:
        raise NotFound(request.get("URL", "")) from None


def attached(request, data: bytes, name: str, media_type: str) -> bytes:
    """Return data as an attachment."""
    request.response.setHeader("Content-Type", media_type)
    request.response.setHeader("Content-Disposition", f'attachment; filename="{name}"')
    return data
