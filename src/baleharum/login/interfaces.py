"""What the slices above may know of logins."""

from zope.interface import Attribute
from zope.interface import Interface


class IOtherDoor(Interface):
    """A named utility: another way in than the password, which the login page offers."""

    def offer(came_from):
        """Return (what it is called, address) in the site that is asked, None for none.

        came_from: address in this site to come back to, '' for none.
        """


class IDraftDoor(Interface):
    """A subscription adapter of content: a draft of its pages may hold what is closed to its author,
    who goes on viewing the content itself."""

    def closed(page):
        """Tell whether no draft of a page of the content is given to who asks. page: its name."""


class ILoginEvent(Interface):
    """Something happened to the login of an account."""

    user_id = Attribute("Id of the account; '' where there is none")
    network = Attribute("Network it came from, /24 or /48")
    detail = Attribute("A token, see the events")
