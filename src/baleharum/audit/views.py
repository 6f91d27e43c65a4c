"""The pages of the record: who read this case, and what did this person read."""

from baleharum import _
from baleharum.asked import Asked
from baleharum.audit.asking import question
from baleharum.audit.caselog import CaseLog
from baleharum.audit.export import FORMATS
from baleharum.audit.export import handed_out
from baleharum.audit.export import PERMISSION as EXPORT
from baleharum.audit.kinds import kind_label
from baleharum.audit.kinds import KINDS
from baleharum.audit.kinds import OF_A_CASE
from baleharum.audit.lines import folded
from baleharum.audit.places import is_box
from baleharum.audit.places import Words
from baleharum.audit.places import words_of
from baleharum.audit.readerlog import known
from baleharum.audit.readerlog import ReaderLog
from baleharum.audit.readerlog import readers
from baleharum.audit.tab import READ_LOG
from baleharum.audit.through import THE_PRODUCT
from baleharum.cases.moments import spoken_language
from baleharum.cases.moments import today
from baleharum.cases.team.candidates import name_of
from baleharum.cases.team.candidates import named
from baleharum.login.api import require_step_up
from baleharum.team.roles import case_and_register
from baleharum.team.times import spelled
from baleharum.terms.days import day_text
from functools import cached_property
from plone import api
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from urllib.parse import urlencode
from zExceptions import NotFound


class Rows(BrowserView):
    """What both pages share: the filters, the table of single rows, and paging."""

    _macros = ViewPageTemplateFile("rows.pt")
    kinds_shown: tuple[str, ...] = tuple(KINDS)

    @property
    def parts(self):
        """The macros of the table and its filters."""
        return self._macros.macros

    @cached_property
    def question(self):
        """What the address asks for. Raises BadRequest."""
        return question(self.request.form)

    @cached_property
    def words(self) -> Words:
        """How the page speaks of where it is."""
        return words_of(case_and_register(self.context)[1])

    @property
    def url(self) -> str:
        """The address of the page without a question."""
        return f"{self.context.absolute_url()}/@@{self.__name__}"

    def address(self, **changes) -> str:
        """Return the address that asks this again, with changes."""
        query = self.question.query(**changes)
        return f"{self.url}?{query}" if query else self.url

    def rows(self):
        """Return the lines of the page, and the seq to page on with (None at the end)."""
        found, older = self.log.page
        return folded(found), older

    def kinds(self):
        """Return the groups of actions that one can ask for."""
        return [{"token": kind, "label": kind_label(kind)} for kind in self.kinds_shown]

    def when(self, moment) -> str:
        """Return a moment as text."""
        return spelled(moment)


class AccessLog(Rows):
    """`access-log` of a case: a line a person, and the single rows below; `?export=` a file."""

    template = ViewPageTemplateFile("access_log.pt")
    kinds_shown = OF_A_CASE
    tab = "access-log"

    def __call__(self):
        self.log = CaseLog(self.context, self.question)
        kind = Asked(self.request.form).get("export", "")
        if not kind:
            return self.template()
        if not self.exports:
            raise NotFound(self.request.get("URL", ""))
        require_step_up(self.request)
        return handed_out(self.log, kind, self.request.response)

    @cached_property
    def exports(self) -> list[str]:
        """The formats that the person may take the record away in."""
        return list(FORMATS) if api.user.has_permission(EXPORT, obj=self.context) else []

    @cached_property
    def register(self):
        """The register of the case."""
        return case_and_register(self.context)[1]

    @cached_property
    def overseeing(self) -> bool:
        """Whether the person may see what somebody read elsewhere."""
        return api.user.has_permission(READ_LOG, obj=self.register)

    def person_url(self, person) -> str:
        """Return the address of what a person read in the whole register, '' if not for you."""
        nobody = not person.user or person.user in THE_PRODUCT
        return "" if nobody or not self.overseeing else reader_url(self.register, person.user)

    def people(self):
        """Return (id, name) of who can be asked for."""
        return [{"id": one.user, "name": one.name} for one in self.log.people if one.user]


class ReportLog(AccessLog):
    """`access-log` of a report of the intake."""

    browser_title = _("audit_heading_report", default="Who did what with this report")
    template = ViewPageTemplateFile("report_log.pt")

    @property
    def whole(self):
        """The macros of the page of a case."""
        return AccessLog.template.macros


class ReaderLogPage(Rows):
    """`reader-log?person=…` of a register or an intake box: cases, days and rows of one person."""

    browser_title = _("audit_heading_readers", default="Who read what")

    template = ViewPageTemplateFile("reader_log.pt")

    def __call__(self):
        self.look()
        return self.template()

    def look(self) -> None:
        """Find out who is asked for, nobody at first. Raises NotFound for an unknown person."""
        self.person = self.question.person
        if self.person and not known(self.context, self.person):
            raise NotFound(self.request.get("URL", ""))
        self.log = ReaderLog(self.context, self.question, today()) if self.person else None
        if self.log is not None:
            # The days that are shown when nobody says which.
            self.question = self.log.question

    def name(self) -> str:
        """Return how the person is shown."""
        return name_of(self.person)

    def people(self):
        """Return (id, name) of everybody who has, or had, an appointment here."""
        return named(readers(self.context))

    def seen(self, count: int):
        """Return the heading of the list of what was read."""
        said = self.words.seen
        return _(said, mapping={"count": count}, default=said.default)

    def day(self, day) -> str:
        """Return a day as text."""
        return day_text(day, spoken_language())

    def day_url(self, day) -> str:
        """Return the address of one day."""
        return self.address(since=day, until=day)

    def case_log_url(self, case) -> str:
        """Return the address of what the person did in a case, '' for one that is not seen; in a
        report, as far as who oversees its box is told that."""
        query = urlencode({"person": self.person})
        if not case.url and is_box(self.context):
            return f"{self.context.absolute_url()}/@@report-log/{case.number}?{query}"
        return case.url and f"{case.url}/@@access-log?{query}"


def reader_url(register, person: str, **asked) -> str:
    """Return the address of what a person read in a register."""
    return f"{register.absolute_url()}/@@reader-log?{urlencode({'person': person, **asked})}"
