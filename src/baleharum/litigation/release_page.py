"""The page of a release: what was asked for, what was opened, and until when."""

from baleharum.cases.history import state_of
from baleharum.cases.layout import case_of
from baleharum.cases.layout import full_name
from baleharum.cases.moments import spoken_language
from baleharum.cases.steps import state_label
from baleharum.cases.steps import steps
from baleharum.litigation.choices import found_with
from baleharum.litigation.keeping import is_open
from baleharum.litigation.listing import is_open_now
from baleharum.litigation.listing import released_title
from baleharum.terms.days import day_text
from baleharum.terms.lists import label
from plone import api
from Products.Five.browser import BrowserView


class ReleaseView(BrowserView):
    """`view` of a release."""

    tab = "litigation"

    def state(self) -> dict:
        """Return token and label of the state."""
        return {"token": state_of(self.context), "label": state_label(self.context)}

    def steps(self) -> list:
        """Return the steps that the person may take."""
        return steps(self.context)

    def facts(self) -> dict:
        """Return what is known of it."""
        release = self.context
        return {
            "kind": label("document-kinds", release.kind),
            "wanted": release.wanted,
            "reason": release.reason,
            "who": full_name(release.Creator()),
            "by": full_name(release.released_by) if release.released_by else "",
            "basis": label("lawful-bases", release.rests_on[3]) if release.rests_on[3] else "",
            "document": released_title(release),
            "url": self._url(),
            "until": day_text(release.until, spoken_language()) if release.until else "",
            "over": state_of(release) == "released" and not is_open_now(release),
        }

    def _url(self) -> str:
        document = found_with(self.context.document, "CaseFile", case_of(self.context))
        seen = document is not None and api.user.has_permission("View", obj=document)
        return document.absolute_url() if seen else ""

    def editable(self) -> bool:
        """Tell whether the person may choose the document now."""
        may = api.user.has_permission("Modify portal content", obj=self.context)
        return may and is_open(self.context, "decision")

    def tab_url(self) -> str:
        """Return the tab."""
        return f"{case_of(self.context).absolute_url()}/litigation"
