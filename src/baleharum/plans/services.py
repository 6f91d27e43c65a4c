"""Services of a plan: the five of Bale Harum, the eight of SIMFONI, the components of ATENSI.

They are three code lists of domain.md (1b, 1d, 1a); a goal or a record names one of any of them.
"""

from baleharum.terms.lists import label
from baleharum.terms.lists import terms
from baleharum.terms.lists import UnknownTerm
from zope.i18nmessageid import Message
from zope.interface import implementer
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


#: Code lists, those of Bale Harum first. No token is in two of them.
LISTS = ("services", "simfoni-services", "intervention-kinds")


def service_label(token: str) -> Message:
    """Return the label of a service. Raises UnknownTerm."""
    for name in LISTS:
        if any(known.token == token for known in terms(name)):
            return label(name, token)
    raise UnknownTerm(f"There is no service '{token}'. See {', '.join(LISTS)}.")


@implementer(IVocabularyFactory)
class Services:
    """The vocabulary `baleharum.ServicesOfPlans`, the same for every context."""

    def __call__(self, context=None) -> SimpleVocabulary:
        tokens = [known.token for name in LISTS for known in terms(name) if not known.retired]
        return SimpleVocabulary([SimpleTerm(t, t, service_label(t)) for t in tokens])


SERVICES = Services()
