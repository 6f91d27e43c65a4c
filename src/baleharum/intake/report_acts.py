"""What an officer does with a report, on its page."""

from baleharum import _
from baleharum.cases.files.door import declared_type
from baleharum.cases.files.upload import uploads
from baleharum.cases.steps import steps
from baleharum.cases.team.forms import Form
from baleharum.intake import converting
from baleharum.intake import deciding
from baleharum.intake import entering
from baleharum.intake import words
from baleharum.intake.passing import later_files
from baleharum.intake.passing import pass_on
from baleharum.intake.submission import SentFile
from baleharum.partners.choices import partners_in_use
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


class ReportActs(Form):
    """The forms of a report, each posted to its page, and what stands in them."""

    _parts = (
        *Form._parts,
        ViewPageTemplateFile("report_parts.pt"),
        ViewPageTemplateFile("report_next.pt"),
    )

    def after(self):
        """Return to the report."""
        return self.context.absolute_url()

    def open_steps(self):
        """Return id -> step of what the person may do next."""
        return {step.id: step for step in steps(self.context)}

    def owed(self):
        """Return the papers that the report still lacks, None for none."""
        return entering.owed(self.context)

    def may_work(self):
        """Tell whether the person works on reports."""
        return self.context.erased_at is None and self.may(deciding.WORK)

    def risks(self):
        """Return the risks, the highest first, and which one it is."""
        return [risk | {"current": risk["token"] == self.context.risk} for risk in words.risks()]

    def partners(self):
        """Return UID and name of the partners of the directory that are active."""
        return [{"uid": term.value, "name": term.title} for term in partners_in_use(None)]

    def take(self, form):
        """Take the report into triage."""
        deciding.step(self.context, "take")
        return SAVED

    def risk(self, form):
        """Say how high the risk is."""
        deciding.set_risk(self.context, form.get("risk", ""))
        return SAVED

    def note(self, form):
        """Write a note."""
        deciding.note(self.context, form.get("text", ""))
        return SAVED

    def reply(self, form):
        """Write to the reporter."""
        sent = [
            SentFile(upload.filename, upload, declared_type(upload))
            for upload in uploads(self.request.form)
        ]
        deciding.reply(self.context, form.get("text", ""), sent)
        return _("status_report_replied", default="The reporter reads this with their code.")

    def hear(self, form):
        """Take note of what the reporter has written."""
        deciding.hear(self.context)
        return SAVED

    def scan(self, form):
        """Show files to the virus scanner again that it has not looked at."""
        left = deciding.scan_again(self.context)
        return SCANNER_AWAY if left else SAVED

    def redirect(self, form):
        """Send the reporter on to a partner."""
        deciding.redirect(self.context, form.get("partner", ""), form.get("comment", ""))
        return SAVED

    def dismiss(self, form):
        """End it without a case."""
        deciding.step(self.context, "dismiss", form.get("comment", ""))
        return SAVED

    def reopen(self, form):
        """Take it up again."""
        deciding.step(self.context, "reopen", form.get("comment", ""))
        return SAVED

    def later_files(self):
        """Return the files that wait to be moved into the case."""
        return file_rows(self, "pass-on", later_files(self.context))

    def pass_on(self, form):
        """Move what the reporter has sent since into the case."""
        pass_on(self.context, chosen_kinds(form, self.context))
        return SAVED


def file_rows(page, action, files):
    """Return files that go into a case: number, name, and what kinds of document they may be.
    action: of the form in which somebody says that."""
    return [
        {
            "number": file.number,
            "name": file.name,
            "kinds": words.choices(
                "document-kinds",
                page.typed(action, f"kind-{file.number}", converting.kind_of(file)),
            ),
        }
        for file in files
    ]


def chosen_kinds(form, report):
    """Return number of a file -> token of `document-kinds`, as a form says."""
    return {
        number: kind for number in report.parts("files") if (kind := form.get(f"kind-{number}", ""))
    }


SAVED = _("message_saved", default="Saved.")
SCANNER_AWAY = _(
    "status_report_scanner",
    default="The virus scanner gave no answer: the files stay closed. Ask whoever looks after the"
    " computers to start it.",
)
