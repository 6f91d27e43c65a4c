"""What the pages of people show: labels instead of tokens, ages, numbers behind a mask."""

from baleharum import _
from baleharum.cases.content import children_path
from baleharum.cases.identity import age_on
from baleharum.cases.identity import mask_nik
from baleharum.cases.moments import spoken_language
from baleharum.cases.moments import today
from baleharum.cases.people.content import ICaseSubject
from baleharum.terms.days import day_text
from baleharum.terms.lists import label
from baleharum.terms.lists import terms
from plone import api


#: field -> code list of its token.
CODE_LISTS = {
    "part": "parts",
    "sex": "sexes",
    "nik_state": "nik-states",
    "kelurahan": "kelurahan",
    "religion": "religions",
    "marital_state": "marital-states",
    "education": "education",
    "disability": "disabilities",
    "relation": "relations",
}

#: Numbers that name one person of all; who may not change them reads them behind a mask.
MASKED = ("nik", "family_card")

#: heading -> fields, in the order of the page; how to make contact comes before the number.
SECTIONS = (
    (
        _("fieldset_contact", default="Contact"),
        ("safe_contact", "phone", "address", "kelurahan"),
    ),
    (
        _("fieldset_person", default="Who it is"),
        ("alias", "sex", "birth_date", "birth_year", "nik_state", "nik", "family_card"),
    ),
    (
        _("fieldset_more", default="About the person"),
        (
            "nationality",
            "religion",
            "marital_state",
            "education",
            "disability",
            "relation",
            "remarks",
        ),
    ),
)


def people_of(case) -> list:
    """Return the people of a case whom the current person may see, clients first."""
    found = api.portal.get_tool("portal_catalog")(
        path=children_path(case), portal_type="CaseSubject"
    )
    order = [term.token for term in terms("parts")]
    persons = [brain.getObject() for brain in found]
    return sorted(persons, key=lambda p: (order.index(p.part), int(p.getId()[1:])))


def may_edit(person) -> bool:
    """Tell whether the current person may change the record."""
    return bool(api.user.has_permission("Modify portal content", obj=person))


def age_text(person):
    """Return the age in years, `± 40` where only the year of birth is known, '' for unknown."""
    if person.birth_date:
        age = str(age_on(person.birth_date, today()))
    elif person.birth_year:
        age = f"± {today().year - person.birth_year}"
    else:
        return ""
    return _("label_years_old", default="${age} years", mapping={"age": age})


def field_text(person, name: str, *, unmask: bool = False):
    """Return what a page shows of a field, '' for nothing."""
    value = getattr(person, name)
    if value in (None, ""):
        return ""
    if name in CODE_LISTS:
        return label(CODE_LISTS[name], value)
    if name in MASKED and not unmask:
        return mask_nik(value)
    if name == "birth_date":
        return day_text(value, spoken_language())
    return str(value)


def sections(person, *, unmask: bool = False) -> list[dict]:
    """Return title and rows (name, title, text) of every section that has something to show."""
    shown = []
    for title, names in SECTIONS:
        rows = [
            {"name": name, "title": ICaseSubject[name].title, "text": text}
            for name in names
            if (text := field_text(person, name, unmask=unmask))
        ]
        if rows:
            shown.append({"title": title, "rows": rows})
    return shown
