"""Reports of the intake box: one in each stage that officers have to deal with."""

from baleharum.demo.data import read
from baleharum.demo.data import sample
from baleharum.demo.past import dated
from baleharum.demo.past import row
from baleharum.demo.past import write_history
from baleharum.intake.converting import REPORT_KEY
from baleharum.intake.filing import file_report
from baleharum.intake.messages import add_message
from baleharum.intake.messages import add_note
from baleharum.intake.submission import SentFile
from baleharum.team.api import assign
from baleharum.team.api import utcnow
from baleharum.team.policy import BOX_FUNCTIONS
from datetime import datetime
from datetime import timedelta
from io import BytesIO
from plone import api
from plone.uuid.interfaces import IUUID
from typing import Any
from zope.annotation.interfaces import IAnnotations


#: state -> the steps that lead there, with the state after each.
PATHS = {
    "received": (),
    "triage": (("take", "triage"),),
    "converted": (("take", "triage"), ("convert", "converted")),
    "redirected": (("take", "triage"), ("redirect", "redirected")),
    "dismissed": (("dismiss", "dismissed"),),
}
OFFICER = "intake1"


def build(site: Any, accounts: list[dict[str, Any]]) -> None:
    """Appoint the people of the box, and file its reports, the oldest first."""
    box, now = site["penerimaan"], utcnow()
    for account in accounts:
        for function in set(account["standing"]) & set(BOX_FUNCTIONS):
            assign(box, account["id"], function, granted_by="system")
    for told in sorted(read("reports"), key=lambda report: -report["hours"][0]):
        tell(site, told, [now - timedelta(hours=hours) for hours in told["hours"]])


def tell(site: Any, told: dict[str, Any], moments: list[datetime]) -> Any:
    """File one report as if it had happened at these moments, and return it."""
    files = [
        SentFile(each["name"], BytesIO(sample(each["file"])), "", each["kind"])
        for each in told.get("files", ())
    ]
    author = told.get("by", "")
    report = file_report(site["penerimaan"], told["fields"], files, now=moments[0])
    report.risk = told.get("risk", report.risk)
    for number, each in enumerate(told.get("messages", ()), 1):
        when = moments[0] + timedelta(minutes=20 * number)
        add_message(report, each["text"], author=each["from"], now=when)
    for text in told.get("notes", ()):
        add_note(report, text, OFFICER, now=moments[-1])
    rows = [row("", author or "system", "received", moments[0])]
    steps = zip(PATHS[told["state"]], moments[1:], strict=True)
    rows += [row(step, OFFICER, state, when) for (step, state), when in steps]
    write_history(report, "intake_workflow", rows)
    end(site, report, told)
    if len(moments) > 1:
        report.answered_at = moments[1]
    dated(report, moments[0], moments[-1])
    return report


def end(site: Any, report: Any, told: dict[str, Any]) -> None:
    """Write down what became of a report."""
    if told.get("reason"):
        report.reason = told["reason"]
    if told.get("partner"):
        found = api.content.find(portal_type="Partner", Title=told["partner"])
        report.redirected_to = found[0].UID
    if told["state"] == "converted":
        waiting = [
            c for c in site["perkara"].objectValues() if api.content.get_state(c) == "intake"
        ]
        case = max(waiting, key=lambda each: each.getId())
        report.case = IUUID(case)
        IAnnotations(case)[REPORT_KEY] = IUUID(report)
