"""How long a question to the catalog takes, and when its answer leaves, tells of nothing hidden.

A search that finds what the person may not see answers as one that finds nothing, and it has done
a little more: it has unsealed where a word is, or joined a set that is not empty. So

- an answer that needed a question by what something is like (words, a risk, a day) leaves on a
  beat of a clock that began with the request, as what is refused does. Not what the navigation
  and the lists of the site ask: where something is, of what kind and for whom. And not what is
  asked in the case that the person was let in to;
- a question by words, sealed or not, lasts a whole number of beats as well, wherever it is asked:
  the answer takes so long that it may leave on either of two beats, the question does not.
"""

from baleharum.guard.uniform import MARKS
from baleharum.guard.uniform import Marks
from baleharum.guard.uniform import until_next_beat
from collections.abc import Collection
from collections.abc import Iterator
from collections.abc import Mapping
from contextlib import contextmanager
from typing import Any
from zope.globalrequest import getRequest

import time


#: Indexes that say where something is, of what kind, and for whom.
PLACES = frozenset(
    (
        "UID",
        "allowedRolesAndUsers",
        "effectiveRange",
        "exclude_from_nav",
        "getObjPositionInParent",
        "is_default_page",
        "is_folderish",
        "object_provides",
        "path",
        "portal_type",
    )
)


@contextmanager
def paced(query: Mapping[str, Any], names: Collection[str], words: bool) -> Iterator[None]:
    """Have what is asked within the block tell nothing by its time.

    names: those in the query that are indexes; words: whether one of them is an index of words.
    """
    marks, begun = _marks(), time.monotonic()
    try:
        yield
    finally:
        if marks is not None and words:
            time.sleep(until_next_beat(time.monotonic() - begun, marks.beat))
        if marks is not None and not PLACES.issuperset(names) and not _within(query, marks.case):
            marks.asked = True


def leave_on_a_beat() -> None:
    """Have the answer to this request leave on a beat: it has asked indexes past the catalog."""
    marks = _marks()
    if marks is not None:
        marks.asked = True


def _marks() -> Marks | None:
    """Return what is noted about the request that somebody waits for, None for what a script does."""
    return getattr(getRequest(), "environ", {}).get(MARKS)


def _within(query: Mapping[str, Any], case: str) -> bool:
    """Tell whether a query keeps to a case, of which the path ends with a slash."""
    asked = query.get("path")
    asked = asked.get("query") if isinstance(asked, Mapping) else asked
    paths = [asked] if isinstance(asked, str) else asked
    if not case or not isinstance(paths, list | tuple) or not paths:
        return False
    return all(isinstance(path, str) and f"{path}/".startswith(case) for path in paths)
