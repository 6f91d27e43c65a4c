"""The pictures of the pages of an exhibit, as they are and as they are bound."""

from baleharum.asked import Asked
from baleharum.cases.files.download import fitting
from baleharum.cases.files.download import SAFE
from baleharum.documents.confinement import Unreadable
from baleharum.documents.pages import render
from baleharum.litigation.acting import number_in
from baleharum.litigation.redacting import Exhibit
from baleharum.litigation.redaction_page import whole_number
from Products.Five.browser import BrowserView
from zExceptions import NotFound


class PagePicture(BrowserView):
    """`@@page-picture?number=3&page=2`: a page of the PDF of an exhibit as PNG; bound=1: as it is
    bound, without what lies in its boxes."""

    def __call__(self):
        """Return the PNG. Raises NotFound for a page that is none, or is not for who asks."""
        form = Asked(self.request.form)
        exhibit = Exhibit(self.context, number_in(form))
        width = fitting(whole_number(form.get("w", "900")))
        try:
            with exhibit.opened(bound=form.get("bound") == "1") as stream:
                image = render(stream, whole_number(form.get("page", "1")), width)
        except Unreadable as refused:
            raise NotFound(self.request["URL"]) from refused
        headers = {**SAFE, "Content-Type": "image/png", "Content-Disposition": "inline"}
        for name, value in {**headers, "Cache-Control": "private, no-store"}.items():
            self.request.response.setHeader(name, value)
        return image
