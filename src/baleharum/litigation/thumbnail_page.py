"""The picture of the first page of an exhibit, for who may read the document."""

from baleharum.asked import Asked
from baleharum.cases.files.download import SAFE
from baleharum.litigation import policy
from baleharum.litigation.acting import number_in
from baleharum.litigation.choices import document_of
from baleharum.litigation.thumbnail_job import may_show
from baleharum.litigation.thumbnails import first_page
from baleharum.litigation.thumbnails import thumbnail
from Products.Five.browser import BrowserView
from zExceptions import NotFound


class Thumbnail(BrowserView):
    """`@@exhibit-thumbnail?number=3` of a litigation file, for who may read the document as well."""

    def __call__(self):
        """Return the PNG. Raises NotFound, whatever the reason."""
        file = self._file()
        if file is None:
            raise NotFound(self.request["URL"])
        data, response = file.data, self.request.response
        for name, value in SAFE.items():
            response.setHeader(name, value)
        response.setHeader("Content-Type", "image/png")
        response.setHeader("Content-Length", str(len(data)))
        response.setHeader("Content-Disposition", "inline")
        response.setHeader("Cache-Control", "private, no-store")
        return data

    def _file(self):
        entries = self.context.entries
        try:
            entry = entries[policy.place_of(entries, number_in(Asked(self.request.form)))]
        except KeyError:
            return None
        document = document_of(self.context, entry)
        if document is None or not may_show(document):
            return None
        return thumbnail(document, first_page(entry))
