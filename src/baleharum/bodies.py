"""A request of a program whose body is no JSON object: 400 with the remedy, whatever it asks for."""

from plone.rest.errors import ErrorHandling
from plone.rest.interfaces import IAPIRequest
from plone.restapi.exceptions import DeserializationError
from zExceptions import BadRequest
from zope.component import adapter


REMEDY = (
    "The body can't be read. Send one JSON object in UTF-8, with the fields that are described."
)


@adapter(DeserializationError, IAPIRequest)
class Unreadable(ErrorHandling):
    """The answer to what plone.restapi, and every service with it, says of such a body."""

    def __init__(self, context, request):
        super().__init__(BadRequest(REMEDY), request)
