"""What the slices above may know of logins."""

from zope.interface import Attribute
from zope.interface import Interface


class ILoginEvent(Interface):
    """Something happened to the login of an account."""

    user_id = Attribute("Id of the account; '' where there is none")
    network = Attribute("Network it came from, /24 or /48")
    detail = Attribute("A token, see the events")
