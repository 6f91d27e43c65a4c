"""The page on which a team lets documents into access packages, and takes their passwords."""

from baleharum import _
from baleharum.cases.layout import case_of
from baleharum.cases.layout import full_name
from baleharum.cases.team.forms import Form
from baleharum.login.api import require_step_up
from baleharum.retention import releases
from baleharum.retention.copies import kind_of
from baleharum.retention.records import retention_of
from baleharum.retention.spoken import spoken_moment
from baleharum.terms.lists import label
from plone import api
from plone.app.layout.viewlets import ViewletBase
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


def named(document) -> dict:
    """Return what may be said of a document to who asks for it: number, kind and level."""
    return {
        "name": document.getId(),
        "number": document.getId().upper(),
        "kind": label("document-kinds", kind_of(document)),
        "level": label("levels", document.level),
    }


class Releases(Form):
    """`@@releases` of a case."""

    tab = "releases"
    template = ViewPageTemplateFile("releases.pt")
    actions = {
        "release": (releases.RELEASE, "release"),
        "password": (releases.RELEASE, "show_password"),
    }
    password = ""

    def rows(self):
        """Return the requests about this case that can have a package, the oldest first."""
        return [self._row(found) for found in releases.open_requests(self.context)]

    def _row(self, found):
        return {
            "number": found.number,
            "about": found.person_number,
            "decided": spoken_moment(found.decided_at),
            "waiting": [
                {**named(document), "url": document.absolute_url()}
                for document in releases.waiting(self.context, found)
            ],
            "password": releases.may_hand_out(self.context, found),
            "packed_by": full_name(found.packed_by) if found.packed_by else "",
        }

    def act(self, form) -> bool:
        """Do what the form asks; a password is shown on the page itself, once."""
        return super().act(form) and not self.password

    def release(self, form):
        """Release the chosen documents."""
        chosen = " ".join(form.every("documents"))
        found = releases.release(self.context, form.get("request", ""), chosen)
        return _(
            "status_released",
            default="The documents go into the package of request ${number}.",
            mapping={"number": found.number},
        )

    def show_password(self, form):
        """Show the password of a package, once."""
        require_step_up(self.request, back=self.after())
        self.password = releases.take_password(self.context, form.get("request", ""))
        return _(
            "status_password",
            default="Write the password down now: it is shown once and kept nowhere.",
        )


class ReleaseNotice(ViewletBase):
    """Above the tabs of a case: what of a person's request waits for who looks at it."""

    def update(self):
        """Look whether a document waits for a release, or a password for being handed out."""
        super().update()
        self.case = case_of(self.context)
        self.waits = bool(retention_of(self.case).packages) and self._waits()

    def _waits(self):
        if not api.user.has_permission(releases.RELEASE, obj=self.case):
            return False
        return any(
            releases.may_hand_out(self.case, found) or releases.waits_for_release(self.case, found)
            for found in releases.open_requests(self.case)
        )

    def url(self) -> str:
        """Return the page of the releases."""
        return f"{self.case.absolute_url()}/@@releases"
