"""What every slice may know: the browser layer, what the worker repeats, what a security rule is."""

from collective.easyform.interfaces import IEasyFormLayer
from plone.app.z3cform.interfaces import IPloneFormLayer
from zope.interface import Attribute
from zope.interface import Interface


class IBaleharumLayer(IPloneFormLayer, IEasyFormLayer):
    """Marks requests to sites in which baleharum is installed; its widgets go before Plone's, its
    pages of a form before those of collective.easyform."""


class IPeriodic(Interface):
    """A named utility: something that the worker does again and again, beside its jobs.

    Here, and not in the slice of the worker, so that its siblings can register one. A fault is
    logged, and the next turn comes all the same.
    """

    every = Attribute("Seconds between the beginnings of two turns")

    def __call__():  # type: ignore[misc]
        """Do it once; there is no site and no transaction."""


class ISecurityRule(Interface):
    """A named utility: one promise of the hardening, and what to do where it is broken.

    Every slice states its own; the security check (slice `hardening`) looks at all of them.
    """

    title = Attribute("What has to hold: one sentence, translated")
    remedy = Attribute("What to do where it does not hold: one sentence, translated")
    link = Attribute("Where to do it: a page below the site, '' for none")
    required = Attribute("Whether the check fails without it; else it is advice")

    def check(site):
        """Return what does not hold: names and values that need no translation; none is well.

        What cannot be looked at is an exception with its remedy.
        """
