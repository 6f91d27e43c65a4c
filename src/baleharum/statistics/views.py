"""The pages of the figures of a register: a report, and the cases behind one of its numbers."""

from baleharum import _
from baleharum.cases.layout import full_width
from baleharum.cases.moments import spoken_language
from baleharum.cases.moments import today
from baleharum.statistics.asking import Asking
from baleharum.statistics.asking import VIEW
from baleharum.statistics.figures import SPLITS
from baleharum.statistics.periods import before
from baleharum.statistics.periods import month_of
from baleharum.statistics.periods import PeriodRefused
from baleharum.statistics.periods import quarter_of
from baleharum.statistics.reports import ASSISTANCE
from baleharum.statistics.reports import Report
from baleharum.statistics.reports import reports_of
from baleharum.statistics.shown import shown
from baleharum.statistics.shown import Words
from baleharum.terms.days import day_text
from baleharum.terms.lists import label
from baleharum.terms.lists import terms
from baleharum.trail.actions import LIST
from functools import cached_property
from plone import api
from plone.app.layout.viewlets import ViewletBase
from plone.protect.authenticator import createToken
from plone.uuid.interfaces import IUUID
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from urllib.parse import urlencode


SPLIT_LABELS = {
    "": _("split_none", default="Not split"),
    "sex": _("split_sex", default="By sex"),
    "age": _("split_age", default="By age"),
    "sub_district": _("split_sub_district", default="By sub-district"),
}

FORMATS = (("xlsx", "XLSX"), ("csv", "CSV"), ("pdf", "PDF"))


class Drawn:
    """Gives a view the macro `table`: a drawing and the table behind it."""

    _drawing = ViewPageTemplateFile("parts.pt")

    @property
    def macros(self) -> Any:
        """The macros, by name."""
        return self._drawing.macros


class Figures(Drawn, BrowserView):
    """`@@figures` of a register: one report with its drawings and tables."""

    template = ViewPageTemplateFile("figures.pt")

    #: Why nothing is counted, '' where the question can be answered.
    trouble = ""

    def __call__(self) -> str:
        full_width(self.request)
        self.words = Words(spoken_language())
        self.asking = Asking(self.context, self.request)
        try:
            self.sheet = self.asking.sheet(LIST)
        except PeriodRefused as refused:
            self.trouble = refused.args[0]
            self.request.response.setStatus(400)
        return self.template()

    @cached_property
    def url(self) -> str:
        """The address of the register."""
        return str(self.context.absolute_url())

    @cached_property
    def known(self) -> dict[str, Report]:
        """The reports of this place."""
        return reports_of(self.context)

    def title(self) -> Any:
        """Return the title of the report."""
        return self.known[self.asking.name].title

    def reports(self) -> list[dict[str, Any]]:
        """Return the reports: title, address, whether it is this one."""
        kept = {"period": "" if self.trouble else self.asking.question.period.token}
        return [
            {
                "title": report.title,
                "url": f"{self.url}/@@figures?{urlencode({'report': name, **kept})}",
                "current": name == self.asking.name,
            }
            for name, report in self.known.items()
        ]

    def span(self) -> str:
        """Return the first and the last day of the period, in words."""
        found = self.asking.question.period
        first, last = (day_text(day, self.words.language) for day in (found.first, found.last))
        return f"{first} – {last}"  # noqa: RUF001 (a dash)

    def tables(self) -> list[dict[str, Any]]:
        """Return the tables, see `shown`."""
        return [shown(table, self.words, self._cases(table.key)) for table in self.sheet.tables]

    def doubted(self) -> list[dict[str, str]]:
        """Return number and address of the cases with which something is wrong, of those that the
        person may see."""
        found = visible(self.sheet.doubted)
        return [{"number": brain.getId, "url": brain.getURL()} for brain in found]

    def _cases(self, table: str) -> Any:
        base = f"{self.url}/@@figures-cases?{self.asking.query()}"

        def address(row: str, column: str) -> str:
            return f"{base}&{urlencode({'table': table, 'row': row, 'column': column})}"

        return address

    def typed(self, name: str) -> str:
        """Return what was asked for, for the form."""
        if name == "period" and not self.trouble:
            return self.asking.question.period.token
        return str(self.asking.asked.get(name, ""))

    def periods(self) -> list[str]:
        """Return periods to choose from: the last months, quarters and years."""
        months, quarters = [month_of(today())], [quarter_of(today())]
        while len(months) < 6:
            months.append(before(months[-1]))
        while len(quarters) < 4:
            quarters.append(before(quarters[-1]))
        years = [str(today().year - back) for back in range(2)]
        return [*(each.token for each in (*months, *quarters)), *years]

    def sub_districts(self) -> list[tuple[str, Any]]:
        """Return (token, label)."""
        return [(t.token, label("sub-districts", t.token)) for t in terms("sub-districts")]

    def splits(self) -> list[tuple[str, Any]]:
        """Return (value, label) of how the report can be split; [] for one that cannot."""
        if not self.known[self.asking.name].split:
            return []
        return [(split, SPLIT_LABELS[split]) for split in SPLITS]

    def registers(self) -> list[dict[str, Any]]:
        """Return the registers that can be added up: UID, title, whether it is; [] for one alone."""
        if not self.asking.several:
            return []
        return [
            {"uid": IUUID(each), "title": each.title, "chosen": each in self.asking.registers}
            for each in self.asking.known
        ]

    def all_url(self) -> str:
        """Return where several registers are added up, for who may see figures of more than one."""
        if self.asking.several or reports_of(self.context) is ASSISTANCE:
            return ""
        if len(self.asking.known) < 2:
            return ""
        return f"{api.portal.get().absolute_url()}/@@figures?{self._same()}"

    def _same(self) -> str:
        return urlencode({"report": self.asking.name}) if self.trouble else self.asking.query()

    def targeted(self) -> bool:
        """Tell whether the report has targets that are entered here."""
        return self.asking.name == "spm" and not self.asking.several

    def files(self) -> list[dict[str, str]]:
        """Return the files of the report: name, address."""
        base = f"{self.url}/@@figures-export?{self.asking.query()}"
        return [{"name": name, "url": f"{base}&format={kind}"} for kind, name in FORMATS]

    def token(self) -> str:
        """Return the token that a form of this page is sent with."""
        return str(createToken())

    def hidden(self) -> list[tuple[str, str]]:
        """Return the fields of the question, for the form that keeps a snapshot."""
        question = self.asking.question
        values = (
            ("report", self.asking.name),
            ("period", question.period.token),
            ("sub_district", question.sub_district),
            ("split", question.split),
        )
        return [(name, value) for name, value in values if value]


class Cases(BrowserView):
    """`@@figures-cases`: those cases behind a number that the person may see, by their numbers."""

    template = ViewPageTemplateFile("cases.pt")

    def __call__(self) -> str:
        full_width(self.request)
        self.asking = Asking(self.context, self.request)
        self.sheet = self.asking.certain(LIST)
        self.visible = visible(self.sheet.cases)
        return self.template()

    def rows(self) -> list[dict[str, Any]]:
        """Return number, address and state of each case."""
        return [
            {
                "number": brain.getId,
                "url": brain.getURL(),
                "state": label("case-states", brain.review_state),
            }
            for brain in self.visible
        ]

    def count(self) -> int:
        """Return how many cases there are behind the number."""
        return len(self.sheet.cases)

    def back(self) -> str:
        """Return the address of the report."""
        return f"{self.context.absolute_url()}/@@figures?{self.asking.query()}"


def visible(uids: tuple[str, ...]) -> list[Any]:
    """Return the brains of those cases that the person may see: an ordinary search of theirs."""
    if not uids:
        return []
    catalog = api.portal.get_tool("portal_catalog")
    return list(catalog(portal_type="Case", UID=list(uids), sort_on="getId"))


class Links(ViewletBase):
    """The way from the page of a register to its figures."""

    def may(self) -> bool:
        """Tell whether the person may see figures."""
        return bool(api.user.has_permission(VIEW, obj=self.context))
