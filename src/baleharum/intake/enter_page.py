"""The page on which officers enter a report that came in person, by telephone or on paper."""

from baleharum import _
from baleharum.asked import Asked
from baleharum.cases.files.door import declared_type
from baleharum.cases.files.upload import uploads
from baleharum.cases.layout import full_width
from baleharum.cases.team.forms import Form
from baleharum.intake import deciding
from baleharum.intake import entering
from baleharum.intake import policy
from baleharum.intake.deciding import IntakeRefused
from baleharum.intake.filing import SHORTEST
from baleharum.intake.from_activity import activity_with
from baleharum.intake.from_activity import filled
from baleharum.intake.from_activity import note
from baleharum.intake.schema import ISubmission
from baleharum.intake.submission import SentFile
from baleharum.intake.submission import SubmissionRefused
from baleharum.terms.lists import label
from baleharum.terms.lists import terms
from functools import cached_property
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.component import getUtility
from zope.schema import getFields
from zope.schema.interfaces import IBool
from zope.schema.interfaces import IChoice
from zope.schema.interfaces import IDate
from zope.schema.interfaces import IInt
from zope.schema.interfaces import IText
from zope.schema.interfaces import ITextLine
from zope.schema.interfaces import ITuple
from zope.schema.interfaces import IVocabularyFactory

import secrets


#: heading -> fields, in the order in which somebody tells it.
SECTIONS = (
    (
        _("enter_section_source", default="How it came in"),
        ("source", "danger_now", "outreach", "institution", "reference"),
    ),
    (
        _("report_section_said", default="What was reported"),
        ("narrative", "happened", "happened_on", "maltreatment", "harm"),
    ),
    (
        _("report_section_person", default="Who is in danger"),
        ("endangered", "person_name", "person_nik", "person_sex", "person_age", "child", "people"),
    ),
    (
        _("report_section_place", default="Place"),
        ("place", "sub_district", "kelurahan", "place_text"),
    ),
    (
        _("report_section_reporter", default="Who reports"),
        (
            "anonymous",
            "reporter_name",
            "reporter_relation",
            "reporter_phone",
            "reporter_contact",
            "contact_way",
            "contact_time",
            "call_dangerous",
            "no_message",
            "no_police",
            "language",
        ),
    ),
)
#: Kind of field -> kind of input, the first that fits.
INPUTS = (
    (IBool, "check"),
    (ITuple, "checks"),
    (IChoice, "select"),
    (IDate, "date"),
    (IInt, "number"),
    (ITextLine, "line"),
    (IText, "text"),
)


class EnterPage(Form):
    """`@@enter-report` of a box."""

    browser_title = _("heading_enter_report", default="Enter a report")
    template = ViewPageTemplateFile("enter.pt")
    _parts = (*Form._parts, ViewPageTemplateFile("enter_fields.pt"))
    actions = {"enter": (deciding.ADD, "enter")}
    report = None
    fields = getFields(ISubmission)

    def __call__(self):
        full_width(self.request)
        self.errors: dict[str, list] = {}
        return super().__call__()

    def after(self):
        """Return the report, or the queue for who enters reports and reads none."""
        return (self.report if self.report is not None else self.context).absolute_url()

    @cached_property
    def activity(self):
        """The outreach visit of which this is a report, None for none."""
        return activity_with(Asked(self.request.form).get("activity", ""))

    @cached_property
    def key(self):
        """The token of this form: what is sent twice with it is filed once."""
        sent = Asked(self.request.form).get("key", "") if self.request.method == "POST" else ""
        return sent if len(sent) >= SHORTEST else secrets.token_hex(16)

    def sections(self):
        """Return title and fields of each section."""
        return [
            {"title": title, "fields": [self._field(name) for name in names]}
            for title, names in SECTIONS
        ]

    def _field(self, name, asked=""):
        """Return a field as the form shows it; asked: how it is called there, if not by its name."""
        field, asked = self.fields[name], asked or name
        sent = self._sent(asked)
        return {
            "name": asked,
            "title": field.title,
            "help": field.description,
            "required": field.required,
            "kind": next(kind for each, kind in INPUTS if each.providedBy(field)),
            "length": getattr(field, "max_length", None),
            "options": self._options(field, sent),
            "value": sent[0] if sent else "",
            "errors": self.errors.get(asked, []),
        }

    def _options(self, field, sent):
        source = field.value_type if ITuple.providedBy(field) else field
        if not IChoice.providedBy(source):
            return []
        vocabulary = getUtility(IVocabularyFactory, source.vocabularyName)(self.context)
        offered = entering.sources() if field.__name__ == "source" else None
        return [
            {"token": term.token, "label": term.title, "chosen": term.token in sent}
            for term in vocabulary
            if offered is None or term.token in offered
        ]

    def _sent(self, name):
        if self.request.method == "POST":
            return Asked(self.request.form).every(name)
        found = filled(self.activity) if self.activity is not None else {}
        return (found[name],) if name in found else ()

    def demands(self):
        """Return of each source what it demands, in words."""
        rows = []
        for source in entering.sources():
            kinds = entering.demanded(source)
            texts = [label("document-kinds", kind) for kind in kinds if kind != policy.ORAL]
            texts += [ORAL] if policy.ORAL in kinds else []
            rows.append({"source": label("intake-sources", source), "documents": texts})
        return rows

    def kinds(self):
        """Return the kinds of documents."""
        return [
            {"token": t.token, "label": label("document-kinds", t.token)}
            for t in terms("document-kinds")
            if not t.retired
        ]

    def enter(self, form):
        """File the report."""
        try:
            self.report = entering.enter_report(
                self.context, self._data(form), self._files(form), self.key
            )
        except SubmissionRefused as refused:
            for name, message in refused.errors:
                self.errors.setdefault(name, []).append(message)
            raise IntakeRefused(LOOK_BELOW) from refused
        note(self.activity, self.report)
        return _(
            "status_report_entered",
            default="The report is filed as ${number}.",
            mapping={"number": self.report.getId()},
        )

    def _data(self, form):
        return {name: self._read(form, name) for _title, names in SECTIONS for name in names}

    def _read(self, form, name, asked=""):
        """Return the value that was sent for a field."""
        field, sent = self.fields[name], form.every(asked or name)
        if ITuple.providedBy(field):
            return sent
        if IBool.providedBy(field):
            return bool(sent)
        text = sent[-1] if sent else ""
        if IInt.providedBy(field):
            typed = text.strip()
            return int(typed) if typed.isdecimal() and len(typed) < 7 else typed
        return text

    def _files(self, form):
        """Return the paper with its kind, and the other files."""
        found = []
        for upload in uploads({"files": self.request.form.get("paper", [])}):
            kind = form.get("paper_kind", "")
            found.append(SentFile(upload.filename, upload, declared_type(upload), kind))
        for upload in uploads(self.request.form):
            found.append(SentFile(upload.filename, upload, declared_type(upload)))
        return found


ORAL = _("report_oral", default="what was told, typed here")
LOOK_BELOW = _(
    "report_not_filed",
    default="Nothing was filed yet: look at what is marked below. Files have to be chosen again.",
)
