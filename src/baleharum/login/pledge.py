"""The confidentiality pledge: its text in two languages, and who has accepted which version.

The acceptance is a record of the site, so it is kept in the site's own database.
"""

from baleharum.team import clock
from BTrees.OOBTree import OOBTree
from datetime import datetime
from persistent.mapping import PersistentMapping
from plone import api
from zope.annotation.interfaces import IAnnotations


KEY = "baleharum.login.pledges"
VERSION = "baleharum.pledge_version"
TEXTS = {"id": "baleharum.pledge_text_id", "en": "baleharum.pledge_text_en"}


def version() -> int:
    """Return the version of the text, 0 where no pledge is asked for."""
    return api.portal.get_registry_record(VERSION, default=0) or 0


def text(language: str) -> str:
    """Return the text in a language, the Indonesian one for others."""
    name = TEXTS.get(language, TEXTS["id"])
    return api.portal.get_registry_record(name, default="") or ""


def acceptances(user_id: str) -> dict[int, datetime]:
    """Return version -> when a person accepted it."""
    return dict(_kept().get(user_id, {}))


def accepted(user_id: str) -> bool:
    """Tell whether nothing is left to accept."""
    current = version()
    return not current or current in _kept().get(user_id, {})


def accept(user_id: str) -> int:
    """Record that a person accepts the text as it is now; returns its version."""
    annotations = IAnnotations(api.portal.get())
    if KEY not in annotations:
        annotations[KEY] = OOBTree()
    mine = annotations[KEY].setdefault(user_id, PersistentMapping())
    mine.setdefault(version(), clock.now())
    return version()


def forget(user_id: str) -> None:
    """Forget what an account of this name has accepted: a new one is another person."""
    kept = _kept()
    if user_id in kept:
        del kept[user_id]


def _kept():
    return IAnnotations(api.portal.get()).get(KEY, {})
