"""Handing out a list of partners, and taking one in."""

from baleharum import _
from baleharum.asked import Asked
from baleharum.cases.layout import full_width
from baleharum.cases.moments import today
from baleharum.cases.register.export import attached
from baleharum.cases.register.export import MEDIA_TYPES
from baleharum.cases.register.export import written
from baleharum.partners.importing import look
from baleharum.partners.importing import Report
from baleharum.partners.listing import partners
from baleharum.partners.listing import wanted
from baleharum.partners.table import cells
from baleharum.partners.table import MAX_BYTES
from baleharum.partners.table import NotATable
from baleharum.partners.table import read
from baleharum.partners.table import table
from plone.protect import CheckAuthenticator
from Products.Five.browser import BrowserView
from zExceptions import BadRequest


OUTCOMES = {
    "new": _("partner_new", default="new"),
    "changed": _("partner_changed", default="changed"),
    "same": _("partner_same", default="as it is"),
    "wrong": _("partner_wrong", default="to be mended"),
}


class ExportPartners(BrowserView):
    """`@@export-partners?format=csv|xlsx`, with the filters of the list."""

    def __call__(self):
        kind = Asked(self.request.form).get("format", "csv")
        if kind not in MEDIA_TYPES:
            raise BadRequest("There is no such format. Ask for format=csv or format=xlsx.")
        name = f"{self.context.getId()}-{today().isoformat()}.{kind}"
        pieces = written(kind, table(exported(self.context, self.request.form)))
        return attached(self.request.response, pieces, name, MEDIA_TYPES[kind])


def exported(directory, form):
    """Yield the cells of the partners that are asked for."""
    for row in partners(directory, wanted(form)):
        yield cells(directory[row.id], row.state)


class ImportPartners(BrowserView):
    """`@@import-partners`: look at a list, and take it in if nothing in it is wrong."""

    report: Report | None = None
    error = None

    def __call__(self):
        """Show the form; a POST looks at the file, and takes it in with the button `take`."""
        full_width(self.request)
        if self.request.method == "POST":
            CheckAuthenticator(self.request)
            self.take_in(take="take" in self.request.form)
        return self.index()

    def take_in(self, *, take: bool) -> None:
        """Look at the file of the form."""
        upload = self.request.form.get("file")
        if not getattr(upload, "filename", ""):
            self.error = _("error_no_file", default="Choose the file first.")
            return
        try:
            rows = read(upload.read(MAX_BYTES + 1))
        except NotATable as wrong:
            self.error = wrong.args[0]
            return
        self.report = look(self.context, rows, take=take)

    def outcome(self, line):
        """Return the outcome of a line in words."""
        return OUTCOMES[line.outcome]

    def changed(self, line):
        """Return the columns in which the partner of a line changes, in one text."""
        return ", ".join(line.columns)

    def counts(self):
        """Return (outcome, label, number) of the outcomes that there are."""
        report = self.report or Report(())
        found = [(name, text, report.count(name)) for name, text in OUTCOMES.items()]
        return [each for each in found if each[2]]
