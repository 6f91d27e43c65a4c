"""The figures of a register: one row a case, kept when the transaction that changes it is committed.

Nobody who works on a case waits for figures, or fails because of them: what could not be counted is
logged, and the repair view finds it.
"""

from Acquisition import aq_base
from Acquisition import aq_parent
from baleharum.cases.machine import as_the_machine
from baleharum.statistics.deriving import people_of
from baleharum.statistics.deriving import row_of
from baleharum.statistics.rows import Row
from baleharum.statistics.sealed import opened
from baleharum.statistics.sealed import sealed
from baleharum.vault.interfaces import Broken
from BTrees.OOBTree import OOBTree
from collections.abc import Iterator
from plone.uuid.interfaces import IUUID
from Products.CMFCore.utils import getToolByName
from transaction.interfaces import TransientError
from typing import Any
from zope.annotation.interfaces import IAnnotations
from zope.component.hooks import site as in_site

import logging
import transaction


logger = logging.getLogger(__name__)

KEY = "baleharum.figures"

#: Cases after which a pass over all of them makes room.
PORTION = 200

_WAITING = object()


def note(case: Any, people: bool = False) -> None:
    """Have a case counted anew before the transaction is committed.

    people: whether what is counted of its people may have changed, too; only then are they opened.
    """
    current = transaction.get()
    try:
        waiting = current.data(_WAITING)
    except KeyError:
        waiting = {}
        current.set_data(_WAITING, waiting)
        current.addBeforeCommitHook(settle)
    uid = IUUID(case)
    waiting[uid] = (case, people or waiting.get(uid, (None, False))[1])


def settle() -> None:
    """Count what was noted in this transaction; whoever reads figures calls it first."""
    try:
        waiting = transaction.get().data(_WAITING)
    except KeyError:
        return
    while waiting:
        uid, (case, people) = waiting.popitem()
        try:
            # A script, and the server at its end, commit where no site is set any more.
            with in_site(getToolByName(case, "portal_url").getPortalObject()):
                keep(uid, case, people)
        except TransientError:
            raise
        except Exception:
            logger.exception("Case %s could not be counted: call @@figures-repair.", uid)


def keep(uid: str, case: Any, people: bool) -> None:
    """Write the row of a case if it has changed. people: whether its people are opened anew."""
    register = aq_parent(case)
    rows = writable_rows(register)
    known = rows.get(uid)
    new = counted(uid, case, None if people or known is None else Row(*known))
    if known is None or tuple(new) != known:
        rows[uid] = tuple(new)


def counted(uid: str, case: Any, known: Row | None) -> Row:
    """Return the row of a case; known: the row whose people still hold, None to open them."""
    if known is not None:
        return row_of(case, known.people, known.clients)
    with as_the_machine():
        found = people_of(case)
    return row_of(case, sealed(uid, found), len(found.clients))


def rows(register: Any) -> Iterator[tuple[str, Row]]:
    """Yield (UID of the case, row) of every case of a register; wakes no case."""
    settle()
    for uid, kept in (IAnnotations(register).get(KEY) or {}).items():
        yield uid, Row(*kept)


def writable_rows(register: Any) -> OOBTree:
    """Return the rows of a register, to be changed: UID of the case -> row as a plain tuple."""
    annotations = IAnnotations(register)
    if KEY not in annotations:
        annotations[KEY] = OOBTree()
    return annotations[KEY]


def differing(register: Any) -> list[str]:
    """Return the numbers of cases whose row is not what the case tells now, and UIDs of rows
    without a case. Opens all people, as the machine."""
    settle()
    kept = dict(rows(register))
    opens, wrong = opened(kept), []
    for case in cases(register):
        uid = IUUID(case)
        known = kept.pop(uid, None)
        if known is None or not same(opens, uid, case, known):
            wrong.append(case.getId())
    return sorted([*wrong, *kept])


def same(opens: Any, uid: str, case: Any, known: Row) -> bool:
    """Tell whether a row is what the case tells now."""
    with as_the_machine():
        found = people_of(case)
    fresh = row_of(case, known.people, len(found.clients))
    try:
        return fresh == known and opens(uid, known) == found
    except Broken:
        return False


def cases(register: Any) -> Iterator[Any]:
    """Yield the cases of a register, whoever asks; lets what nobody has changed go again."""
    for number, each in enumerate(register.objectValues(), start=1):
        if each.portal_type == "Case":
            yield each
            aq_base(each)._p_deactivate()
        if not number % PORTION and register._p_jar is not None:
            register._p_jar.cacheGC()


def rebuild(register: Any) -> int:
    """Count every case anew, and forget rows without a case; return how many rows have changed."""
    wrong = set(differing(register))
    tree = writable_rows(register)
    known = set()
    for case in cases(register):
        uid = IUUID(case)
        known.add(uid)
        if case.getId() in wrong:
            keep(uid, case, people=True)
    for uid in [uid for uid in tree if uid not in known]:
        del tree[uid]
    return len(wrong)
