"""REST: `@convert` of a report opens a case, `@pass-on` moves into it what came later."""

from baleharum.asked import sent_text
from baleharum.cases.team.api import Change
from baleharum.intake import converting
from baleharum.intake import deciding
from baleharum.intake.api import SerializeReport
from baleharum.intake.passing import pass_on
from plone.uuid.interfaces import IUUID
from typing import Any
from zExceptions import BadRequest


class ConvertPost(Change):
    """`POST @convert`: register (UID or id), categories (list), risk, summary, lawful_basis, people
    (`{"person": name, "reporter": name}`) and kinds (`{"1": token}`). 201 with the case."""

    permissions = (deciding.WORK,)
    plain = ("categories", "people", "kinds")

    def change(self, data):
        """Open the case; answers with its number and address."""
        case = converting.convert(self.context, wanted(data, self.context))
        self.request.response.setStatus(201)
        self.request.response.setHeader("Location", case.absolute_url())
        return {"@id": case.absolute_url(), "UID": IUUID(case), "id": case.getId()}


class PassOnPost(Change):
    """`POST @pass-on` of a report that is a case: `{"kinds": {"3": token}}`, or nothing; moves what
    its reporter has sent since into the case."""

    permissions = (deciding.WORK,)
    plain = ("kinds",)

    def change(self, data):
        """Move them; answers with the report, whose files name their documents."""
        pass_on(self.context, kinds_of(data, self.context))
        return SerializeReport(self.context, self.request)()


def wanted(data: dict[str, Any], report: Any) -> converting.Wanted:
    """Return what a body asks for. Raises BadRequest for what is not in this form."""
    categories = data.get("categories") or []
    if not isinstance(categories, list) or not all(isinstance(t, str) for t in categories):
        raise BadRequest('Send the categories as tokens: {"categories": ["korban-kekerasan"]}.')
    return converting.Wanted(
        register=data.get("register", ""),
        categories=tuple(categories),
        risk=data.get("risk") or report.risk,
        summary=data.get("summary", report.said.get("narrative", "")),
        lawful_basis=data.get("lawful_basis", ""),
        people=texts(data.get("people"), "people"),
        kinds=kinds_of(data, report),
    )


def kinds_of(data: dict[str, Any], report: Any) -> dict[int, str]:
    """Return number of a file -> kind of document. Raises BadRequest for files that are not there."""
    kinds = texts(data.get("kinds"), "kinds")
    numbers = {str(number): number for number in report.parts("files")}
    if unknown := set(kinds) - set(numbers):
        raise BadRequest(f"`kinds` names files that are not there: {', '.join(sorted(unknown))}.")
    return {numbers[number]: kind for number, kind in kinds.items()}


def texts(value: Any, name: str) -> dict[str, str]:
    """Return an object of texts. Raises BadRequest for anything else."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise BadRequest(f'Send `{name}` as an object of texts: {{"{name}": {{…}}}}.')
    return {key: sent_text(value, key) for key in value}
