"""The page of one litigation file: what it is for, its index, the gates, and the bundle."""

from baleharum import _
from baleharum.asked import Asked
from baleharum.cases.history import state_of
from baleharum.cases.layout import case_of
from baleharum.cases.moments import spoken_language
from baleharum.cases.requirements import Missing
from baleharum.cases.steps import mended_at
from baleharum.cases.steps import state_label
from baleharum.cases.steps import steps
from baleharum.litigation import exporting
from baleharum.litigation import lifting
from baleharum.litigation import listed
from baleharum.litigation import ordering
from baleharum.litigation.acting import EDIT
from baleharum.litigation.acting import FileActions
from baleharum.litigation.acting import PREPARE
from baleharum.litigation.choices import found_with
from baleharum.litigation.court.choices import title_of
from baleharum.litigation.facts import bundle_of
from baleharum.litigation.facts import proceeding_of
from baleharum.litigation.facts import superseded
from baleharum.litigation.finding import documents
from baleharum.litigation.keeping import is_open
from baleharum.litigation.listing import recipient_name
from baleharum.litigation.rules import mend
from baleharum.litigation.shown import Shown
from baleharum.terms.days import day_text
from baleharum.terms.lists import label
from functools import cached_property
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.i18n import translate


#: field -> code list of its token.
CODED = {
    "profile": "forum-profiles",
    "edition": "bundle-editions",
    "language": "bundle-languages",
}
FACTS = (
    "subject about recipient court case_no party profile edition language proceeding hearing_on attorney_on"
    " receipt filed_on served_to served_on"
).split()
BEFORE_APPROVAL = ("draft", "checking")
#: page below the file -> group of fields that it writes, and its button.
NOTING = {
    "edit": ("file", _("button_edit_lf", default="Edit the file")),
    "@@receipt": ("receipt", _("button_lf_receipt", default="Note the receipt")),
    "@@service": ("service", _("button_lf_service", default="Note the service")),
}


class FileView(FileActions):
    """`view` of a litigation file; its forms are posted to it."""

    template = ViewPageTemplateFile("file.pt")
    _parts = (*FileActions._parts, ViewPageTemplateFile("exhibit_list.pt"))

    @cached_property
    def known(self) -> Shown:
        """What is known of the file, looked up once."""
        return Shown(self.context)

    @property
    def state(self) -> str:
        """The token of the state."""
        return state_of(self.context)

    def state_text(self):
        """Return the label of the state."""
        return state_label(self.context)

    def steps(self) -> list:
        """Return the steps that the person may take."""
        return steps(self.context)

    def told(self) -> list:
        """Return what whoever approves it has to know first."""
        return lifting.told(self.context) if self.state in BEFORE_APPROVAL else []

    def tab_url(self) -> str:
        """Return the tab."""
        return f"{case_of(self.context).absolute_url()}/litigation"

    def editable(self) -> bool:
        """Tell whether the person may change the exhibits now."""
        return self.may(EDIT) and is_open(self.context, "file")

    def buttons(self) -> list[dict]:
        """Return address and label of what may be written now."""
        if not self.may(EDIT):
            return []
        url = self.context.absolute_url()
        return [
            {"url": f"{url}/{page}", "label": text}
            for page, (group, text) in NOTING.items()
            if is_open(self.context, group)
        ]

    def facts(self) -> list[dict]:
        """Return title and text of what is known, in the order of the fields."""
        rows = [(name, self._text(name)) for name in FACTS]
        schema = api.portal.get_tool("portal_types")["LitigationFile"].lookupSchema()
        return [{"title": schema[name].title, "text": text} for name, text in rows if text]

    def _text(self, name: str):
        value = getattr(self.context, name)
        if not value:
            return ""
        if name in CODED:
            return label(CODED[name], value)
        if name == "recipient":
            return recipient_name(self.context)
        if name == "about":
            return self._person(value)
        if name == "proceeding":
            return self._proceeding()
        return day_text(value, spoken_language()) if name.endswith("_on") else value

    def _person(self, uid: str) -> str:
        person = found_with(uid, "CaseSubject", case_of(self.context))
        if person is None:
            return ""
        seen = api.user.has_permission("View", obj=person)
        return person.name if seen else person.getId().upper()

    def _proceeding(self) -> str:
        found = proceeding_of(self.context)
        return "" if found is None else title_of(found)

    def before(self) -> dict | None:
        """Return code and address of what this adds to, None for no addendum."""
        found = superseded(self.context)
        return None if found is None else {"code": found.code, "url": found.absolute_url()}

    def sections(self) -> list[dict]:
        """Return the sections with their exhibits."""
        return [
            {
                "code": code,
                "title": title,
                "rows": listed.rows(self.context, self.known.within(code), self._finding),
            }
            for code, title in self.context.section_titles().items()
        ]

    def order(self) -> str:
        """Return the mark of the order that the page shows."""
        return ordering.stamp(self.context)

    def may_undo(self) -> bool:
        """Tell whether the last sorting can be taken back."""
        return self.editable() and ordering.may_undo(self.context)

    def gates(self) -> list[dict]:
        """Return what the gates have found of the whole file."""
        return [self._finding(found) for found in self.known.general]

    def _finding(self, found) -> dict:
        row = Missing(found.message, mend(self.context, found))
        return {
            "gate": found.gate,
            "blocks": found.blocks,
            "text": translate(found.message, context=self.request),
            # A page to which boxes belong is looked at before the file is sent back.
            "url": mended_at(self.context, row) if self.editable() or found.sheet else "",
        }

    def totals(self) -> dict:
        """Return how many exhibits, pages and bytes there are, and what stops the bundle."""
        return listed.totals(self.known)

    def searched(self) -> str:
        """Return the words that were looked for."""
        return Asked(self.request.form).get("text", "")

    def documents(self) -> list[dict]:
        """Return the documents of the case that can be taken in."""
        return documents(self.context, self.searched()) if self.editable() else []

    def bundle(self) -> dict | None:
        """Return the bundle that was made, None while there is none."""
        found = bundle_of(self.context)
        if found is None or not api.user.has_permission("View", obj=found):
            return None
        return {"url": found.absolute_url(), "code": found.code, "stem": found.stem}

    def job(self) -> dict | None:
        """Return how far the worker is, None where nothing was asked for."""
        job = exporting.job_of(self.context) if self.state == "approved" else None
        if job is None or job.state == "done":
            return None
        return {
            "state": job.state,
            "progress": job.progress,
            "message": translate(job.message, context=self.request),
        }

    def may_export(self) -> bool:
        """Tell whether the person may ask for the bundle now."""
        job = self.job()
        waits = job is not None and job["state"] in exporting.UNDER_WAY
        return self.state == "approved" and self.may(PREPARE) and not waits

    def may_stop(self) -> bool:
        """Tell whether the person may cancel what was asked for."""
        return self.may(PREPARE)
