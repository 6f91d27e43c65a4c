"""`@@pictures` of a batch: what documents its distribution; and the pictures themselves."""

from baleharum import _
from baleharum.asked import Asked
from baleharum.asked import typed_number
from baleharum.cases.layout import full_name
from baleharum.cases.moments import spoken_day
from baleharum.programmes import pictures
from baleharum.programmes.batch_page import BatchPage
from baleharum.whole import whole
from plone import api
from plone.protect import CheckAuthenticator
from Products.Five.browser import BrowserView
from typing import Any
from zExceptions import NotFound
from zExceptions import Unauthorized


class PicturesPage(BatchPage):
    """The pictures, and a form for who may add to them."""

    error: Any = None

    def __call__(self) -> Any:
        """Show them; a POST adds one, or takes one away (`remove`)."""
        if self.request.method == "POST":
            CheckAuthenticator(self.request)
            if not self.may_work():
                raise Unauthorized("Operators add pictures and take them away.")
            if self._done():
                self.request.response.redirect(f"{self.context.absolute_url()}/@@pictures")
                return ""
        return super().__call__()

    def _done(self) -> bool:
        form = Asked(self.request.form)
        try:
            with whole():
                message = self._remove(form) if form.get("remove") else self._add(form)
        except pictures.PictureRefused as refused:
            self.error = refused.args[0]
            return False
        api.portal.show_message(message, request=self.request)
        return True

    def _remove(self, form: Asked) -> Any:
        pictures.remove_picture(self.context, typed_number(form.get("remove", "")))
        return _("message_picture_removed", default="The picture is taken away.")

    def _add(self, form: Asked) -> Any:
        upload = self.request.form.get("file")
        if not getattr(upload, "filename", ""):
            raise pictures.PictureRefused(NO_FILE)
        pictures.add_picture(self.context, upload, str(upload.filename), form.get("caption", ""))
        return _(
            "message_picture_added",
            default="The picture is kept, without place, time and camera.",
        )

    def may_change(self) -> bool:
        """Tell whether the person may add and take away now."""
        return self.may_work() and pictures.may_change(self.context)

    def rows(self) -> list[dict[str, Any]]:
        """Return the pictures, the first one first."""
        return picture_rows(self.context)


def picture_rows(batch: Any) -> list[dict[str, Any]]:
    """Return number, caption, day, who, and the addresses of both forms of each picture."""
    url = f"{batch.absolute_url()}/@@picture?number="
    return [
        {
            "number": each.number,
            "caption": each.caption,
            "day": spoken_day(each.on),
            "who": full_name(each.by),
            "url": f"{url}{each.number}",
            "small": f"{url}{each.number}&small=1",
        }
        for each in batch._pictures
    ]


class PictureFile(BrowserView):
    """`@@picture?number=1`: a picture; `small=1`: its small form."""

    def __call__(self) -> bytes:
        form = Asked(self.request.form)
        found = pictures.picture_of(self.context, typed_number(form.get("number", "")))
        if found is None:
            raise NotFound("There is no such picture.")
        kept = found.small if form.get("small") else found.file
        response = self.request.response
        # What is kept was drawn anew: it is nothing but a picture, and may stand in the page.
        response.setHeader("Content-Type", kept.contentType)
        response.setHeader("Cache-Control", "private, no-store")
        response.setHeader("X-Content-Type-Options", "nosniff")
        return bytes(kept.data)


NO_FILE = _("error_no_picture", default="Choose the picture first.")
