"""Ids that stand for a function in a case: no account and no group of the site is called so.

Whoever manages accounts could otherwise make a group named like a team and be its member.
"""

from baleharum import _
from baleharum.team.policy import is_token
from zExceptions import BadRequest
from zope.globalrequest import getRequest
from zope.i18n import translate


def refuse_reserved(event) -> None:
    """Subscriber for new accounts and groups. Raises BadRequest for an id that is reserved."""
    principal = event.principal
    name = principal if isinstance(principal, str) else principal.getId()
    if is_token(name):
        message = _(
            "error_reserved_id",
            default="Ids that begin like '${word}:' stand for a team. Choose another one.",
            mapping={"word": name.partition(":")[0]},
        )
        raise BadRequest(translate(message, context=getRequest()))
