"""One page of a bundle, as a picture: where a place of the chronology leads, before anything is sent."""

from baleharum.asked import Asked
from baleharum.asked import typed_number
from baleharum.bundles.excerpts import leaf
from baleharum.cases.files.download import fitting
from baleharum.cases.files.download import SAFE
from baleharum.cases.files.preview import Preview
from baleharum.cases.layout import case_of
from baleharum.documents.confinement import Unreadable
from baleharum.documents.pages import render
from baleharum.guard.traces import uid
from baleharum.login.api import require_step_up
from baleharum.trail.actions import OPEN
from baleharum.trail.api import read
from functools import cached_property
from io import BytesIO
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zExceptions import NotFound


class Leaf(BrowserView):
    """A page of a bundle. `page` is the number that is printed on it."""

    @cached_property
    def page(self) -> int:
        """The number of the page. Raises NotFound for one that the bundle has not."""
        text = Asked(self.request.form).get("page", "")
        number = typed_number(text) if text else self.context.first_page
        if number is None or not self.context.first_page <= number <= self.context.last_page:
            raise NotFound(self.request["URL"])
        return number


class BundlePage(Leaf):
    """`@@bundle-page?page=7`: a page of a bundle, with those before and after it."""

    tab = "litigation"
    template = ViewPageTemplateFile("bundle_page.pt")
    _parts = ViewPageTemplateFile("../cases/files/parts.pt")

    def __call__(self):
        self.page  # noqa: B018 (refuses)
        # What a download asks for as well.
        require_step_up(self.request)
        self.request.response.setHeader("Cache-Control", "private, no-store")
        return self.template()

    @property
    def parts(self):
        """The macros that show a page."""
        return self._parts.macros

    def preview(self) -> Preview:
        """Return the page as the screens of documents show one."""
        first, last = self.context.first_page, self.context.last_page
        image = f"{self.context.absolute_url()}/@@bundle-picture?page={self.page}"
        return Preview(
            self.page,
            last,
            image=f"{image}&w=900",
            larger=f"{image}&w=1600",
            previous_url=self._at(self.page - 1) if self.page > first else "",
            next_url=self._at(self.page + 1) if self.page < last else "",
        )

    def _at(self, number: int) -> str:
        return f"{self.context.absolute_url()}/@@bundle-page?page={number}#preview"


class BundlePicture(Leaf):
    """`@@bundle-picture?page=7`: a page of a bundle as PNG; each is a row of the record."""

    def __call__(self):
        """Return the PNG. Raises NotFound for a page that can't be drawn."""
        bundle, sheet = self.context, self.page - self.context.first_page + 1
        require_step_up(self.request)
        width = fitting(typed_number(Asked(self.request.form).get("w", "")) or 0)
        told = f"bundle-page={self.page},sha256={bundle.sha256[:32]}"
        read(OPEN, uid(case_of(bundle)), uid(bundle), told)
        try:
            with bundle.pdf.open() as stream:
                image = render(BytesIO(leaf(stream, sheet)), width=width)
        except Unreadable as refused:
            raise NotFound(self.request["URL"]) from refused
        headers = {**SAFE, "Content-Type": "image/png", "Content-Disposition": "inline"}
        for name, value in {**headers, "Cache-Control": "private, no-store"}.items():
            self.request.response.setHeader(name, value)
        return image
