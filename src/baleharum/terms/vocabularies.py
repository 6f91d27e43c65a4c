"""Offers each code list as a named vocabulary, `document-kinds` as `baleharum.DocumentKinds`."""

from baleharum.terms.lists import label
from baleharum.terms.lists import names
from baleharum.terms.lists import terms
from functools import cached_property
from zope.component.zcml import utility
from zope.interface import implementer
from zope.interface import Interface
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


class CodeListVocabulary(SimpleVocabulary):
    """Offers the terms in use, and still knows the retired ones that objects store."""

    def __init__(self, list_name: str):
        listed = terms(list_name)
        super().__init__([SimpleTerm(t.token, t.token, label(list_name, t.token)) for t in listed])
        retired = {t.token for t in listed if t.retired}
        self._offered = tuple(t for t in self._terms if t.value not in retired)

    def __iter__(self):
        return iter(self._offered)

    def __len__(self):
        return len(self._offered)


@implementer(IVocabularyFactory)
class CodeList:
    """The vocabulary factory of one list. The vocabulary is the same for every context."""

    def __init__(self, list_name: str):
        self.list_name = list_name

    def __call__(self, context=None) -> CodeListVocabulary:
        return self._vocabulary

    @cached_property
    def _vocabulary(self) -> CodeListVocabulary:
        return CodeListVocabulary(self.list_name)


def vocabulary_name(list_name: str) -> str:
    """`document-kinds` gives `baleharum.DocumentKinds`."""
    return "baleharum." + "".join(word.capitalize() for word in list_name.split("-"))


class ICodeListsDirective(Interface):
    """Registers every code list of the product as a named vocabulary."""


def register_code_lists(_context):
    """Answer the directive: one vocabulary utility for each file in `data/`."""
    for list_name in names():
        utility(
            _context,
            provides=IVocabularyFactory,
            component=CodeList(list_name),
            name=vocabulary_name(list_name),
        )
