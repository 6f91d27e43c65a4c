"""The page that makes a case of a report."""

from baleharum import _
from baleharum.asked import Asked
from baleharum.cases.layout import full_width
from baleharum.cases.team.forms import Form
from baleharum.intake import converting
from baleharum.intake import deciding
from baleharum.intake import subjects
from baleharum.intake import words
from baleharum.intake.matching import registers_open
from baleharum.intake.report_acts import chosen_kinds
from baleharum.intake.report_acts import file_rows
from baleharum.terms.lists import term
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


WHO_LABELS = {
    "person": _("report_who_person", default="The person in danger, as client"),
    "reporter": _("report_who_reporter", default="Who reports, as reporter"),
}


class ConvertPage(Form):
    """`@@convert` of a report."""

    template = ViewPageTemplateFile("convert.pt")
    _parts = (*Form._parts, ViewPageTemplateFile("report_parts.pt"))
    actions = {"convert": (deciding.WORK, "convert")}
    case = None

    def __call__(self):
        full_width(self.request)
        return super().__call__()

    def after(self):
        """Return the case: who opened it is in its team until somebody leads it."""
        return self.case.absolute_url()

    def report_url(self):
        """Return the address of the report."""
        return self.context.absolute_url()

    def registers(self):
        """Return the registers in which the person may open a case."""
        return [{"uid": brain.UID, "title": brain.Title} for brain in registers_open()]

    choices = staticmethod(words.choices)

    def risk(self):
        """Return the risk to begin with."""
        return self.typed("convert", "risk", self.context.risk or "sedang")

    def summary(self):
        """Return what was told, to be shortened."""
        return self.typed("convert", "summary", self.context.said.get("narrative", ""))

    def chosen(self, name):
        """Return what was chosen in a form that was refused, () in a new one."""
        posted = self.request.method == "POST"
        return Asked(self.request.form).every(name) if posted else ()

    def category(self):
        """Return the main category to begin with: that of the disaster, where it was one."""
        kind = self.context.said.get("disaster")
        found = term("disaster-kinds", kind).extra["category"] if kind else ""
        return self.typed("convert", "category", found)

    def people(self):
        """Return the people of the report: who, label, name, whether ticked."""
        posted, ticked = self.request.method == "POST", self.chosen("people")
        return [
            {
                "who": who,
                "label": WHO_LABELS[who],
                "name": self.typed("convert", f"name-{who}", name),
                "ticked": who in ticked if posted else bool(name),
            }
            for who, name in subjects.names_of(self.context).items()
        ]

    def files(self):
        """Return the files that move."""
        return file_rows(self, "convert", converting.waiting_files(self.context))

    def convert(self, form):
        """Open the case."""
        self.case = converting.convert(self.context, wanted(form, self.context))
        return _("message_case_opened", default="The case is open. It waits for its team.")


def wanted(form, report) -> converting.Wanted:
    """Return what a form asks for."""
    first = form.get("category", "")
    categories = dict.fromkeys(filter(None, (first, *form.every("categories"))))
    return converting.Wanted(
        register=form.get("register", ""),
        categories=tuple(categories),
        risk=form.get("risk", ""),
        lawful_basis=form.get("lawful_basis", ""),
        summary=form.get("summary", ""),
        people={who: form.get(f"name-{who}", "") for who in form.every("people")},
        kinds=chosen_kinds(form, report),
    )
