"""All of a change or nothing of it, also where whoever asked for it is shown a refusal and goes on."""

from collections.abc import Iterator
from contextlib import contextmanager
from Products.CMFCore.indexing import getQueue
from transaction.interfaces import TransientError

import transaction


@contextmanager
def whole() -> Iterator[None]:
    """What is done within is kept as a whole; where it raises, nothing of it is.

    A page that shows a refusal commits what was there before it. What may be tried again from its
    beginning (a conflict) passes: the whole transaction is begun anew.
    """
    before = transaction.savepoint(optimistic=True)
    queue = getQueue()
    waiting = queue.getState()
    try:
        yield
    except TransientError:
        raise
    except Exception:
        before.rollback()
        # What waited to be indexed waits again, and nothing that came since.
        queue.setState(waiting)
        raise
