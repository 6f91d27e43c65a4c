"""The same page in the other language: two trees, Indonesian at the root and English below `en`.

Each page has its language and knows its counterpart by UID; both sides always name each other.
"""

from Acquisition import aq_base
from baleharum import _
from baleharum.guard.realm import in_realm
from plone import api
from plone.app.uuid.utils import uuidToObject
from plone.autoform.interfaces import IFormFieldProvider
from plone.base.interfaces import IPloneSiteRoot
from plone.supermodel import model
from plone.uuid.interfaces import IUUID
from z3c.form.interfaces import IAddForm
from zope import schema
from zope.container.interfaces import IContainerModifiedEvent
from zope.globalrequest import getRequest
from zope.interface import provider
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


#: The languages of the public side; the first one is that of the root.
LANGUAGES = ("id", "en")
#: The folder with the pages in English.
ENGLISH = "en"


@provider(IFormFieldProvider)
class ICounterpart(model.Schema):
    """What has a counterpart in the other language."""

    model.fieldset("settings", fields=["counterpart"])
    counterpart = schema.Choice(
        title=_("label_counterpart", default="The same in the other language"),
        description=_(
            "help_counterpart", default="The switch of languages on the page leads there."
        ),
        vocabulary="baleharum.Counterparts",
        required=False,
    )


class KnownPages(SimpleVocabulary):
    """Pages of the other language; one that was chosen once stays known."""

    def __contains__(self, value):
        return super().__contains__(value) or page_with(value) is not None

    def getTerm(self, value):
        """Return the term of a UID."""
        if super().__contains__(value):
            return super().getTerm(value)
        return SimpleTerm(value, value, value)


@provider(IVocabularyFactory)
def counterparts(context):
    """UIDs of what may be the counterpart of a page: of its kind, in the other language."""
    kind, mine = kind_of(context), language_of(context)
    other = next(language for language in LANGUAGES if language != mine)
    found = api.content.find(portal_type=kind) if kind else ()
    rows = [brain for brain in found if language_of(brain._unrestrictedGetObject()) != mine]
    rows = sorted(rows, key=lambda brain: (brain.Title.casefold(), brain.UID))
    return KnownPages([SimpleTerm(b.UID, b.UID, f"{b.Title} ({other})") for b in rows])


def kind_of(context) -> str | None:
    """Return the type whose counterpart is chosen: in a form that adds, what is added."""
    published = (getRequest() or {}).get("PUBLISHED")
    form = getattr(published, "form_instance", None)
    added = getattr(form, "portal_type", None) if IAddForm.providedBy(form) else None
    return added or getattr(aq_base(context), "portal_type", None)


def language_of(content) -> str:
    """Return the language of content: its own, or that of the tree that it stands in."""
    if IPloneSiteRoot.providedBy(content):
        return LANGUAGES[0]
    own = getattr(aq_base(content), "language", "")
    if own in LANGUAGES:
        return own
    site = api.portal.get()
    path = content.getPhysicalPath()[len(site.getPhysicalPath()) :]
    return ENGLISH if path[:1] == (ENGLISH,) else LANGUAGES[0]


def counterpart_of(content):
    """Return the same page in the other language, whoever asks; None where there is none."""
    uid = getattr(aq_base(content), "counterpart", None)
    found = page_with(uid)
    return None if found is None or language_of(found) == language_of(content) else found


def page_with(uid: str | None):
    """Return what has a UID, whoever asks; None for what lies in a realm, which no page ever names:
    an editor who knows the UID of a case would read its number, and write to it."""
    found = uuidToObject(uid, unrestricted=True) if uid else None
    return None if found is None or in_realm(found) else found


def join(content, event) -> None:
    """Subscriber for content that is added or changed: the counterpart names it, too."""
    if IContainerModifiedEvent.providedBy(event):
        return
    other, mine = counterpart_of(content), IUUID(content, None)
    if other is not None and mine and getattr(aq_base(other), "counterpart", None) != mine:
        other.counterpart = mine
