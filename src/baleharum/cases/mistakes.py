"""What forms say of a value that does not fit its field: the limit, and of which line."""

from baleharum import _
from baleharum.interfaces import IBaleharumLayer
from typing import Any
from z3c.form.error import ErrorViewSnippet
from zope.component import adapter
from zope.i18nmessageid import Message
from zope.schema.interfaces import ICollection
from zope.schema.interfaces import TooBig
from zope.schema.interfaces import TooLong
from zope.schema.interfaces import TooSmall
from zope.schema.interfaces import WrongContainedType


def too_long(field: Any) -> Message:
    """Return what to do with a text or list that is too long for its field."""
    mapping = {"most": str(field.max_length)}
    if ICollection.providedBy(field):
        return _("error_too_many", default="${most} lines at most.", mapping=mapping)
    return _(
        "error_too_long",
        default="This is too long: ${most} characters at most. Write it shorter.",
        mapping=mapping,
    )


@adapter(TooLong, IBaleharumLayer, None, None, None, None)
class TooLongSnippet(ErrorViewSnippet):
    """Names the limit."""

    def createMessage(self) -> Message:
        """Return the message."""
        return too_long(self.field)


class OutOfRange(ErrorViewSnippet):
    """Names the limits of a number."""

    def createMessage(self) -> Message:
        """Return the message."""
        least, most = getattr(self.field, "min", None), getattr(self.field, "max", None)
        if least is not None and most is not None:
            return _(
                "error_out_of_range",
                default="A number from ${least} to ${most}.",
                mapping={"least": str(least), "most": str(most)},
            )
        if least is not None:
            return _("error_too_small", default="${least} or more.", mapping={"least": str(least)})
        return _("error_too_big", default="${most} at most.", mapping={"most": str(most)})


@adapter(TooSmall, IBaleharumLayer, None, None, None, None)
class TooSmallSnippet(OutOfRange):
    """See OutOfRange."""


@adapter(TooBig, IBaleharumLayer, None, None, None, None)
class TooBigSnippet(OutOfRange):
    """See OutOfRange."""


@adapter(WrongContainedType, IBaleharumLayer, None, None, None, None)
class LineSnippet(ErrorViewSnippet):
    """Says what is wrong with a line of several, the first one where there are more."""

    def createMessage(self) -> Message:
        """Return the message."""
        inner = next(iter(self.error.errors or ()), None)
        if isinstance(inner, TooLong) and not ICollection.providedBy(inner.field):
            return _(
                "error_line_long",
                default="A line is too long: ${most} characters at most. Write it shorter.",
                mapping={"most": str(inner.field.max_length)},
            )
        return _("error_line_wrong", default="One of these is not on the list. Choose anew.")
