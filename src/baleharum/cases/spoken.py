"""What a page says of the fields of something in a case: titles and texts in the page's language."""

from baleharum.cases.moments import spoken_day
from datetime import date
from typing import Any
from zope.component import getUtility
from zope.schema import getFieldsInOrder
from zope.schema.interfaces import IChoice
from zope.schema.interfaces import ICollection
from zope.schema.interfaces import IVocabularyFactory


def facts_told(context: Any, schema: Any, leave_out: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    """Return name, title and texts of each field of a schema in which something stands."""
    found = []
    for name, field in getFieldsInOrder(schema):
        texts = [] if name in leave_out else texts_of(context, field, getattr(context, name))
        if texts:
            found.append({"name": name, "title": field.title, "texts": texts})
    return found


def texts_of(context: Any, field: Any, value: Any) -> list[Any]:
    """Return what a value of a field says; [] for nothing."""
    if value in (None, "", ()):
        return []
    if ICollection.providedBy(field):
        return [text for each in value for text in texts_of(context, field.value_type, each)]
    if IChoice.providedBy(field):
        return [choice_text(context, field.vocabularyName, value)]
    return [spoken_day(value) if isinstance(value, date) else str(value)]


def choice_text(context: Any, vocabulary: str, value: Any) -> Any:
    """Return the title of what was chosen, its token where it is offered no longer."""
    offered = getUtility(IVocabularyFactory, name=vocabulary)(context)
    try:
        return offered.getTerm(value).title
    except LookupError:
        return str(value)
