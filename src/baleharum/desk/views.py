"""The desk: the page that staff see after they log in."""

from baleharum import _
from baleharum.cases.kinds import kind_of
from baleharum.cases.layout import full_width
from baleharum.cases.moments import WITA
from baleharum.desk.lines import CaseLine
from baleharum.desk.lines import DecisionLine
from baleharum.desk.lines import DocumentLine
from baleharum.desk.lines import Lines
from baleharum.desk.work import Work
from baleharum.team.api import utcnow
from baleharum.terms.days import short_day
from baleharum.terms.lists import label
from functools import cached_property
from plone import api
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.i18n import translate


#: Lists in the order of the page: method of Work -> heading.
WAITING = {
    "decisions": _("desk_decisions", default="Waits for your decision"),
    "returned": _("desk_returned", default="Returned to you"),
    "to_review": _("desk_to_review", default="Waits for your review"),
    "intake": _("desk_intake", default="Reports that have come in"),
    "ending": _("desk_ending", default="Your assignment ends soon"),
    "unreadable": _("desk_unreadable", default="Text could not be read"),
}
ASIDE = {
    "due": _("desk_due", default="Review of the case is due"),
    "recent": _("desk_recent", default="New in your cases"),
}


class Desk(BrowserView):
    """Prepares the lists of the page in words."""

    browser_title = _("heading_desk", default="Desk")

    index = ViewPageTemplateFile("desk.pt")

    def __call__(self):
        full_width(self.request)
        return self.index()

    @cached_property
    def work(self):
        """What the person has to do now."""
        return Work(api.user.get_current(), utcnow())

    @cached_property
    def language(self):
        """The language of the page."""
        return api.portal.get_current_language()

    @cached_property
    def cases(self):
        """The person's own cases."""
        return self._section("cases", _("desk_cases", default="My cases"), self.work.cases())

    @cached_property
    def waiting(self):
        """The lists of what waits for the person; empty ones are left out."""
        return self._sections(WAITING)

    @cached_property
    def aside(self):
        """What is due and what is new; empty ones are left out."""
        return self._sections(ASIDE)

    def greeting(self):
        """Return the person's name."""
        return self.work.user.getProperty("fullname") or self.work.user_id

    def register(self):
        """Return title and address of the register, None for who may not open one."""
        for brain in self.work.registers.values():
            return {"title": brain.Title, "url": brain.getURL()}
        return None

    def _sections(self, names):
        found = [
            self._section(name, heading, getattr(self.work, name)())
            for name, heading in names.items()
        ]
        return [section for section in found if section["lines"]]

    def _section(self, name, heading, lines: Lines):
        lines.tell()
        return {
            "name": name,
            "heading": heading,
            "lines": [self._line(line, name) for line in lines.lines],
            "total": lines.total,
            "more": lines.more if lines.total > len(lines.lines) or name == "to_review" else "",
        }

    def _line(self, line, name):
        words = {CaseLine: self._case, DecisionLine: self._decision}.get(type(line), self._document)
        return {"url": line.url, "number": line.number, **words(line, name)}

    def _decision(self, line: DecisionLine, name):
        since = _(
            "desk_since",
            default="since ${day}",
            mapping={"day": short_day(line.day, self.language)},
        )
        return {
            "text": self._text(line.asks),
            "badges": [],
            "day": self._text(since),
            "late": False,
        }

    def _case(self, line: CaseLine, name):
        functions = [self._term("functions", token) for token in line.functions]
        categories = [self._term("categories", token) for token in line.categories]
        return {
            "text": ", ".join(categories if name == "intake" else functions or categories),
            "badges": [
                self._badge("state", "case-states", line.state),
                self._badge("risk", "risks", line.risk),
            ],
            "day": DAYS.get(name, Desk._until)(self, line),
            "late": name == "due" and line.review < self.work.today,
        }

    def _document(self, line: DocumentLine, name):
        kind = self._term("document-kinds", line.kind) if line.kind else ""
        return {
            "text": kind or self._text(self._type(line)),
            "badges": [],
            "day": short_day(line.day, self.language),
            "late": False,
        }

    @staticmethod
    def _type(line):
        kind = kind_of(line.type)
        return kind.label if kind else ""

    def _badge(self, name, list_name, token):
        return {"class": f"badge bh-{name}-{token}", "text": self._term(list_name, token)}

    def _review(self, line):
        day = short_day(line.review, self.language)
        late = line.review < self.work.today
        message = (
            _("desk_overdue", default="overdue since ${day}", mapping={"day": day})
            if late
            else _("desk_due_on", default="on ${day}", mapping={"day": day})
        )
        return self._text(message)

    def _received(self, line):
        day = short_day(line.received, self.language)
        return self._text(_("desk_received", default="received ${day}", mapping={"day": day}))

    def _until(self, line):
        if line.until is None:
            return ""
        day = short_day(line.until.astimezone(WITA).date(), self.language)
        return self._text(_("desk_until", default="until ${day}", mapping={"day": day}))

    def _term(self, list_name, token):
        return self._text(label(list_name, token))

    def _text(self, message):
        return translate(message, target_language=self.language)


#: List -> the day that counts in it; elsewhere it is the end of the person's assignment.
DAYS = {"due": Desk._review, "intake": Desk._received}
