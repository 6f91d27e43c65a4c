"""The page that counts all cases of a register anew and compares: figures that can't be trusted help
nobody."""

from baleharum import _
from baleharum.cases.layout import full_width
from baleharum.cases.team.forms import Form
from baleharum.statistics import ledger
from baleharum.statistics.asking import PUBLISH
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any


class FiguresRepair(Form):
    """`@@figures-repair` of a register."""

    template = ViewPageTemplateFile("repair.pt")
    actions = {"rebuild": (PUBLISH, "rebuild")}

    def __call__(self) -> Any:
        full_width(self.request)
        return super().__call__()

    def differing(self) -> list[str]:
        """Return the numbers of cases whose row is not what they tell now."""
        return ledger.differing(self.context)

    def rebuild(self, form: Any) -> Any:
        """Count all anew."""
        return _(
            "status_figures_rebuilt",
            default="All cases are counted anew; ${count} rows have changed.",
            mapping={"count": ledger.rebuild(self.context)},
        )
