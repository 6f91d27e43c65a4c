"""Documents of a case to choose from, for what is filed beside them and names one."""

from Acquisition import aq_base
from baleharum import _
from baleharum.cases.content import children_path
from baleharum.cases.facts import filed_with
from baleharum.cases.layout import case_of
from baleharum.terms.lists import label
from plone import api
from typing import Any
from zope.interface import implementer
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


def document_title(name: str, kind: str) -> Any:
    """Return 'D3 – Handover minutes': never the name of a file, which may name somebody."""
    mapping = {"number": name.upper(), "kind": label("document-kinds", kind)}
    return _("choice_document", default="${number} – ${kind}", mapping=mapping)


def document_told(context: Any, uid: str | None) -> dict[str, Any]:
    """Return text and address of a document of the case; of what may not be seen the number alone."""
    found = filed_with(case_of(context), uid, "CaseFile")
    if found is None:
        return {"text": "", "url": ""}
    if not api.user.has_permission("View", obj=found):
        return {"text": found.getId().upper(), "url": ""}
    return {"text": document_title(found.getId(), found.kind), "url": found.absolute_url()}


def held(context: Any, name: str) -> Any:
    """Return what something holds in a field; a case in which one is added would acquire it."""
    return getattr(aq_base(context), name, None)


def choices(rows: list[tuple[str, Any]], kept: str | None) -> SimpleVocabulary:
    """Return a vocabulary of (token, title), with what is held already and no longer offered."""
    if kept and kept not in dict(rows):
        rows = [*rows, (kept, _("choice_gone", default="– no longer to be chosen –"))]
    return SimpleVocabulary([SimpleTerm(token, token, title) for token, title in rows])


@implementer(IVocabularyFactory)
class DocumentsOfCase:
    """UIDs of documents of the case that the person sees. kinds: none for any; states: in which
    they are offered; name: of the field that holds one."""

    def __init__(self, name: str, states: tuple[str, ...], *kinds: str) -> None:
        self.name, self.states, self.kinds = name, states, kinds

    def __call__(self, context: Any = None) -> SimpleVocabulary:
        try:
            path = children_path(case_of(context))
        except LookupError:
            return SimpleVocabulary([])
        query: dict[str, Any] = {"document_kind": list(self.kinds)} if self.kinds else {}
        found = api.portal.get_tool("portal_catalog")(
            path=path, portal_type="CaseFile", review_state=list(self.states), **query
        )
        rows = [(b.UID, document_title(b.getId, b.document_kind)) for b in found]
        return choices(rows, held(context, self.name))
