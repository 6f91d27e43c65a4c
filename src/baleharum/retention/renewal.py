"""A new key for the hashes of the catalog, after a case was destroyed.

The words and names of all cases are hashed by one key, which can't go with a case. As long as it
is there, an older backup of the catalog can be asked for every word of a destroyed case. So the
worker makes a new key, hashes what is there anew in small steps, and destroys the older keys
when nothing is left that was hashed by them. Meanwhile everything is found under both.
"""

from baleharum import _
from baleharum.cases.hashes import Hashes
from baleharum.cases.hashes import WORDS
from baleharum.jobs.interfaces import IJobHandler
from baleharum.jobs.queue import enqueue
from baleharum.jobs.sites import every_site
from baleharum.trail.actions import KEY
from baleharum.trail.api import change
from baleharum.vault.fingerprints import is_from_here
from baleharum.vault.fingerprints import KEY_NAME
from baleharum.vault.fingerprints import known
from baleharum.vault.fingerprints import newest
from baleharum.vault.generations import end_generations
from baleharum.vault.generations import new_generation
from plone import api
from typing import Any
from zope.interface import implementer


NEW_KEY = "index-key"
HASHES = "index-hashes"

#: Documents and people a step: some seconds, so that other work of the worker comes between.
STEP = 50

#: Words without documents that are taken out of the lexicon at once.
WORDS_A_STEP = 5000

#: Detail of the row of the record.
OLDER_KEYS = "index"


def ask_for_new_key() -> None:
    """Have the worker make a new key; what was hashed until now shall not be askable any more.

    Several that ask before the worker has begun get one key. Who asks while things are being
    hashed anew gets another: the key in use may have hashed what is to be forgotten.
    """
    enqueue(NEW_KEY, {"after": newest()}, key=NEW_KEY)


def go_on(site: Any) -> None:
    """Take up what a failed job, or a backup that was brought back, has left."""
    if _has_hashes(site) and (len(known()) > 1 or not Hashes(site).settled):
        enqueue(NEW_KEY, {"after": None}, key=NEW_KEY)


def sites_beside(site: Any) -> list[Any]:
    """Return all sites of the database that have the catalog: they share the key."""
    return [each for each in every_site(site.getPhysicalRoot()) if _has_hashes(each)]


@implementer(IJobHandler)
class NewIndexKey:
    """Worker job: make the new key, and see to it that nobody hashes by the older any more."""

    title = _("job_index_key", default="Making a new key for the search index")

    def __call__(self, site, payload, progress):
        """Payload: after: the generation that must not stay the newest; None to go on."""
        after = payload["after"]
        sites = sites_beside(site)
        if after is None and not all(map(is_from_here, _generations(sites))):
            # The keystore is older than the database, and so is its newest key.
            after = newest()
        if after is not None:
            new_generation(KEY_NAME, after)
        for each in sites:
            hashes = Hashes(each)
            hashes.announce()
            path = "/".join(each.getPhysicalPath())
            enqueue(HASHES, {"site": path, "total": hashes.left()}, key=HASHES)


@implementer(IJobHandler)
class HashAnew:
    """Worker job: one step of a site. The next one is asked for until nothing is left.

    What was done is told by the hashes themselves: killed, it goes on where it was.
    """

    title = _("job_index_hashes", default="Hashing the search index anew by its new key")

    def __call__(self, site, payload, progress):
        """Payload: total: how many values there were to hash when it began."""
        hashes = Hashes(site)
        rids = hashes.stale(STEP)
        if rids:
            progress(_percent(hashes.left(), payload["total"]))
            hashes.renew(rids)
        if rids or hashes.forget_older(WORDS_A_STEP):
            enqueue(HASHES, payload, key=HASHES)
        elif all(Hashes(each).settled for each in sites_beside(site)):
            # Seen in a transaction that began after the last one that hashed: nothing that is
            # committed needs an older key. Killed here it is done again, hence the row anyway.
            end_generations(KEY_NAME, newest())
            change(KEY, "", api.content.get_uuid(site), OLDER_KEYS)


def _has_hashes(site: Any) -> bool:
    return WORDS in site["portal_catalog"].indexes()


def _generations(sites: list[Any]) -> set[str]:
    return set().union(*(Hashes(site).generations for site in sites))


def _percent(left: int, total: int) -> int:
    return 100 * (total - left) // total if total else 0
