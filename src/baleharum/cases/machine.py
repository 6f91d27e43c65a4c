"""What is opened only to compute a date or a hash, nobody has read: the record says so."""

from AccessControl.SecurityManagement import getSecurityManager
from AccessControl.SecurityManagement import newSecurityManager
from AccessControl.SecurityManagement import setSecurityManager
from AccessControl.users import SimpleUser
from baleharum.jobs.running import WORKER_USER
from collections.abc import Iterator
from contextlib import contextmanager
from plone import api


@contextmanager
def as_the_machine() -> Iterator[None]:
    """Act as the worker while something is opened that no person gets to see."""
    before = getSecurityManager()
    user = SimpleUser(WORKER_USER, "", (), ())
    newSecurityManager(None, user.__of__(api.portal.get_tool("acl_users")))
    try:
        yield
    finally:
        setSecurityManager(before)
