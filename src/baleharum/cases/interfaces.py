"""What the slices above may ask of a case."""

from baleharum.team.interfaces import ICaseContent
from zope.interface import Attribute
from zope.interface import Interface
from zope.viewlet.interfaces import IViewletManager


class ICaseChild(ICaseContent):
    """A document, person or note of a case."""


class IRequirement(Interface):
    """A subscription adapter of a case: what must exist before a transition.

    Slices above register their own; all of them are asked, so that a refusal lists all.
    """

    def missing(transition, details):
        """Return `requirements.Missing` rows for a transition id; none when all is there.

        details: mapping with `comment` and whatever else the form of the transition asked.
        """


class IRefusal(Interface):
    """A transition that was refused."""

    missing = Attribute("All that is missing: a list of `requirements.Missing`")


class ICaseNotices(IViewletManager):
    """Banners above the tabs of a case."""


class ICaseTab(Interface):
    """A named utility: one more tab of a case, shown to who holds its permission there.

    Its name is the name of the view.
    """

    label = Attribute("Text of the tab")
    permission = Attribute("Title of the permission")


class IRegisterLinks(IViewletManager):
    """More places to go to, in the head of the page of a register."""


class IPersonLinks(IViewletManager):
    """More to know of a person, on the page that says what they can see; see `view.person`."""
