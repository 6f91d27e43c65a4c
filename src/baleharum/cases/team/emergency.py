"""Emergency access: `@@break-glass` at the root of the site, and the banner while it lasts.

It stands outside of the registers: a manager of the site, who sees no register, must reach it.
"""

from baleharum import _
from baleharum.asked import typed_number
from baleharum.cases.content import ICase
from baleharum.cases.team import standing
from baleharum.cases.team.forms import Form
from baleharum.login.api import require_step_up
from baleharum.team.api import break_glass
from baleharum.team.api import current_user_id
from baleharum.team.api import TeamRefused
from baleharum.team.api import utcnow
from baleharum.team.groups import is_account
from baleharum.team.policy import BREAK_GLASS_HOURS
from baleharum.team.policy import CALLED
from baleharum.team.policy import EMERGENCY
from baleharum.team.policy import REASON_LENGTH
from baleharum.team.records import current
from baleharum.team.refusals import check_reason
from baleharum.team.refusals import emergency_end
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zExceptions import NotFound

import logging


logger = logging.getLogger(__name__)

BREAK_GLASS = "baleharum: Break glass"
USE_DESK = "baleharum: Use desk"


def open_registers() -> list:
    """Return the registers in which the person may take emergency access."""
    return [r for r in standing.registers() if api.user.has_permission(BREAK_GLASS, obj=r)]


def take_access(register, number: str, reason: str, hours: int):
    """Give the person who acts emergency access to a case; returns (case, record).

    What is wrong with the request is said before the number is looked at. A number without a
    case is written into the log: guessing leaves a trace. Raises TeamRefused.
    """
    person = current_user_id()
    check_account(person)
    check_reason(reason)
    emergency_end(hours, utcnow())
    case = register.get(number.strip().upper()) if register is not None else None
    if not ICase.providedBy(case):
        logger.warning("emergency access refused to %s: no such case", person)
        raise TeamRefused(
            _(
                "error_break_glass_number",
                default="There is no case with this number. It looks like BH-2026-00001."
                " The attempt is recorded.",
            )
        )
    check_not_there_yet(case, person)
    return case, break_glass(case, person, reason, hours)


def check_account(person: str) -> None:
    """Raise TeamRefused for an account that the groups of the site do not reach."""
    if not is_account(person):
        raise TeamRefused(
            _(
                "error_break_glass_account",
                default="Your account is kept outside of this site and cannot enter a case."
                " Log in with an account of the site itself.",
            )
        )


def check_not_there_yet(case, person: str) -> None:
    """Raise TeamRefused for who has emergency access to the case already."""
    if any(record.principal == person for record in in_force(case)):
        raise TeamRefused(
            _(
                "error_break_glass_again",
                default="You have emergency access to this case already. Open it by its address.",
            )
        )


def in_force(case) -> list:
    """Return the emergency accesses to a case that are in force now."""
    return [record for record in current(case, utcnow()) if record.cause == EMERGENCY]


class BreakGlass(Form):
    """`@@break-glass` of the site."""

    browser_title = _("heading_break_glass", default="Emergency access")

    template = ViewPageTemplateFile("emergency.pt")
    actions = {"open": (USE_DESK, "take")}
    limit = BREAK_GLASS_HOURS
    length = REASON_LENGTH

    def __call__(self):
        self.registers = open_registers()
        if not self.registers:
            raise NotFound(self.request.get("URL", ""))
        # Before the form is filled in, so that nothing typed is lost on the way.
        require_step_up(self.request)
        return super().__call__()

    def offered(self) -> bool:
        """Tell whether the menu leads here: for managers, and for who has an appointment."""
        if self.may(BREAK_GLASS):
            return True
        groups = api.user.get_current().getGroups()
        return any(group.partition(":")[0] in CALLED for group in groups)

    def take(self, form):
        """Take emergency access to a case."""
        register = standing.register_with(form.get("register", ""), self.registers)
        self.case, _record = take_access(
            register, form.get("number", ""), form.get("reason", ""), hours(form.get("hours", ""))
        )
        return _(
            "status_break_glass",
            default="You can read the case now. Supervisor, privacy officer and case lead are told.",
        )

    def after(self) -> str:
        """Return the case."""
        return self.case.absolute_url()


def hours(text) -> int:
    """Return a number of hours; 0, which is refused, for what is no number."""
    return typed_number(str(text)) or 0
