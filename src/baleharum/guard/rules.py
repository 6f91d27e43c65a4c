"""No content rule of the site runs for what happens in a realm.

A rule on the site's front page reaches everything below it: it could copy a document out of the
realm, mail it or log it, and an error of a rule would take an upload with it.
"""

from baleharum.guard.interfaces import IRealm
from plone.contentrules.engine.interfaces import IRuleExecutor
from plone.contentrules.engine.interfaces import StopRule
from zope.component import adapter
from zope.interface import implementer


@implementer(IRuleExecutor)
@adapter(IRealm)
class NoRules:
    """Stands where the rules of a folder are run, on the way from the event up to the site."""

    def __init__(self, context):
        self.context = context

    def __call__(self, event, bubbled=False, rule_filter=None):
        """Run nothing. Raises StopRule, which ends the way up."""
        raise StopRule("There are no content rules in a realm.")
