"""Makes the report form of a site, in Indonesian and English; the centre may then change its words."""

from baleharum import _
from baleharum.intake.report.action import mark
from importlib.resources import files
from plone import api
from typing import Any
from zope.i18n import translate


LANGUAGES = ("id", "en")
#: Where each form stands: folders, and its own name.
PLACES = {"id": ("lapor",), "en": ("en", "report")}

TITLE = _("report_form_title", default="Report")
DESCRIPTION = _(
    "report_form_description",
    default="Tell us what happened to you or to somebody else. You need not say who you are. Only"
    " the officers of the centre read it.",
)
ENGLISH = _("report_form_folder", default="English")


def make_form(language: str) -> Any:
    """Return the published report form in a language, made where there is none yet.

    language: one of LANGUAGES. What is there already is left as it is.
    """
    folder = api.portal.get()
    *folders, name = PLACES[language]
    for step in folders:
        folder = folder.get(step) or _tree(folder, step, language)
    return folder.get(name) or _published(_made(folder, name, language))


def make_forms() -> None:
    """Make the forms of all languages."""
    for language in LANGUAGES:
        make_form(language)


def existing_forms() -> list[Any]:
    """Return the report forms that there are, wherever they stand."""
    catalog = api.portal.get_tool("portal_catalog")
    found = catalog.unrestrictedSearchResults(
        object_provides="baleharum.intake.report.interfaces.IReportForm", sort_on="path"
    )
    return [brain._unrestrictedGetObject() for brain in found]


def model(name: str) -> str:
    """Return one of the models in `forms`: fields-id, fields-en or actions."""
    path = files(__package__).joinpath("forms", f"{name}.xml")
    return path.read_text(encoding="utf-8")


def _tree(folder: Any, name: str, language: str) -> Any:
    """Return a folder for the pages of a language, which the pages of another do not list."""
    made = api.content.create(
        folder, "Folder", id=name, title=_said(ENGLISH, language), exclude_from_nav=True
    )
    return _published(made)


def _made(folder: Any, name: str, language: str) -> Any:
    form = api.content.create(
        folder,
        "EasyForm",
        id=name,
        title=_said(TITLE, language),
        description=_said(DESCRIPTION, language),
        language=language,
        fields_model=model(f"fields-{language}"),
        actions_model=model("actions"),
    )
    mark(form)
    return form


def _published(content: Any) -> Any:
    if api.content.get_state(content, default="published") != "published":
        api.content.transition(content, "publish")
    return content


def _said(message: Any, language: str) -> str:
    return translate(message, target_language=language)
