"""Translates labels from the code lists themselves, so no catalog repeats them."""

from baleharum.terms.lists import DOMAIN
from baleharum.terms.lists import LABELS
from baleharum.terms.lists import term
from baleharum.terms.lists import UnknownTerm
from zope.component import queryUtility
from zope.i18n import interpolate
from zope.i18n.interfaces import INegotiator
from zope.i18n.interfaces import ITranslationDomain
from zope.interface import implementer


FALLBACK = "en"


@implementer(ITranslationDomain)
class LabelDomain:
    """The translation domain of all code lists; message ids are `list:token`."""

    domain = DOMAIN

    def translate(
        self,
        msgid,
        mapping=None,
        context=None,
        target_language=None,
        default=None,
        msgid_plural=None,
        default_plural=None,
        number=None,
    ):
        """The label in the language asked for, negotiated or, failing both, English."""
        language = target_language or _negotiated(context)
        text = _wording(str(msgid), _spoken(language))
        if text is None:
            text = str(msgid) if default is None else default
        return interpolate(text, mapping)


def _negotiated(context):
    negotiator = queryUtility(INegotiator)
    if context is None or negotiator is None:
        return None
    return negotiator.getLanguage(LABELS, context)


def _spoken(language):
    # Browsers ask for id-ID or en-GB: the lists know languages, not countries.
    primary = (language or FALLBACK).replace("_", "-").split("-")[0].lower()
    return primary if primary in LABELS else FALLBACK


def _wording(msgid, language):
    list_name, _, token = msgid.partition(":")
    try:
        return getattr(term(list_name, token), language)
    except UnknownTerm:
        return None


labels = LabelDomain()
