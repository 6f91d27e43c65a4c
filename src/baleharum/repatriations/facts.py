"""What rules, letters and pages ask of a repatriation, whether or not who asks may see it."""

from baleharum.cases.facts import filed_with
from baleharum.cases.facts import is_child
from baleharum.cases.layout import case_of
from baleharum.cases.moments import today
from baleharum.partners.choices import partner_brain
from baleharum.plans.policy import is_trafficking
from baleharum.repatriations.policy import needs_companion
from baleharum.terms.lists import terms
from typing import Any


def person_of(context: Any) -> Any:
    """Return the person who is brought home, None while none is chosen."""
    return filed_with(case_of(context), context.about, "CaseSubject")


def accompanied(context: Any) -> bool:
    """Tell whether the person does not travel alone."""
    case, person = case_of(context), person_of(context)
    return needs_companion(
        child=is_child(case, person, today()),
        categories=case.categories or (),
        disability=(person.disability or "") if person is not None else "",
    )


def trafficked(context: Any) -> bool:
    """Tell whether the case is one of trafficking."""
    case = case_of(context)
    return bool(is_trafficking(case.categories or (), case.harm or ()))


def office_name(context: Any) -> str:
    """Return the name of the social office of the origin, '' for none."""
    found = partner_brain(context.office or "")
    return str(found.Title) if found is not None else ""


def place_text(context: Any) -> str:
    """Return the destination in Indonesian: 'Kabupaten Lombok Tengah (52.02), Nusa Tenggara Barat'."""
    province = next((t.id for t in terms("provinces") if t.token == context.province), "")
    code = context.regency or ""
    regency = next((t.id for t in terms("regencies") if t.extra["code"] == code), "")
    named = f"{regency} ({code})" if regency else code
    return ", ".join(filter(None, (named, province)))
