"""REST: what the page of one document shows and does besides its fields and versions."""

from baleharum.cases.files.api import labelled
from baleharum.cases.files.document import read_again
from baleharum.cases.files.preview import preview
from baleharum.cases.files.upload import guesses
from baleharum.terms.lists import label
from plone.protect.interfaces import IDisableCSRFProtection
from plone.restapi.deserializer import json_body
from plone.restapi.services import Service
from zExceptions import BadRequest
from zope.i18n import translate
from zope.interface import alsoProvides


def text_json(request, document) -> dict[str, str]:
    """Return how far the text of a document has been read."""
    return labelled(request, document.text_state, label("text-states", document.text_state))


class PreviewGet(Service):
    """GET @preview?page=2 of a document: addresses of a page's picture, or the text."""

    def reply(self):
        """Return the page, how many there are, and the facts that are no fields."""
        url = f"{self.context.absolute_url()}/@preview"
        shown = preview(self.context, self.request.form, url)
        return {
            "@id": url,
            "page": shown.page,
            "pages": shown.pages,
            "image": shown.image,
            "larger": shown.larger,
            "content": shown.text,
            "trouble": translate(shown.trouble, context=self.request),
            "text": text_json(self.request, self.context),
            "version": self.context.version,
            "sha256": self.context.sha256,
            "size": self.context.size,
            "media_type": self.context.media_type,
        }


class ReadAgainPost(Service):
    """POST @read-again of a document: the worker looks into the file once more."""

    def reply(self):
        """Return 202 with the state of the text."""
        alsoProvides(self.request, IDisableCSRFProtection)
        read_again(self.context)
        self.request.response.setStatus(202)
        return {
            "@id": f"{self.context.absolute_url()}/@read-again",
            "text": text_json(self.request, self.context),
        }


class GuessKindsPost(Service):
    """POST @guess-kinds of a case: `{"names": […]}`; by POST to keep names out of logs."""

    def reply(self):
        """Return {'items': [{'name', 'kind', 'level'}]}; kind is '' where nothing fits."""
        names = json_body(self.request).get("names")
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise BadRequest('Send the names of the files: {"names": ["surat kuasa.pdf"]}.')
        return {
            "@id": f"{self.context.absolute_url()}/@guess-kinds",
            "items": guesses(names),
        }
