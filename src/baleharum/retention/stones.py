"""What is shown of a destroyed case: its tombstone, and the certificates."""

from Acquisition import aq_parent
from baleharum.asked import Asked
from baleharum.retention import lists
from baleharum.retention.certificate import certificate
from baleharum.retention.certificate import stones
from baleharum.retention.records import CLASSES
from baleharum.retention.records import retention_of
from baleharum.retention.spoken import spoken_day
from baleharum.retention.spoken import spoken_moment
from baleharum.terms.lists import label
from Products.Five.browser import BrowserView
from zExceptions import NotFound


class Tombstone(BrowserView):
    """`view` of a destroyed case."""

    tab = "view"

    def stone(self):
        """Return what is left, in words."""
        stone = retention_of(self.context).tombstone
        days = ("received_on", "closed_on", "archived_on")
        moments = ("destroyed_at", "shredded_at")
        return {
            **stone,
            **{name: spoken_day(stone[name]) for name in days},
            **{name: spoken_moment(stone[name]) for name in moments},
            "class": label(CLASSES, stone["retention_class"]),
            "asked": stone["cause"] == lists.REQUEST,
        }


class PDF(BrowserView):
    """A certificate to download."""

    def answer(self, register, found, kept) -> bytes:
        """Return the PDF with its headers. Raises NotFound where nothing is destroyed."""
        if not kept:
            raise NotFound(self.request.get("URL", ""))
        response = self.request.response
        response.setHeader("Content-Type", "application/pdf")
        name = f"berita-acara-pemusnahan-{found.number}.pdf"
        response.setHeader("Content-Disposition", f'attachment; filename="{name}"')
        return certificate(register, found, kept)


class ListCertificate(PDF):
    """`@@disposal-certificate?list=` of a register."""

    def __call__(self):
        number = Asked(self.request.form).get("list", "")
        found = next((f for f in lists.lists_of(self.context) if f.number == number), None)
        return self.answer(self.context, found, stones(found) if found else [])


class CaseCertificate(PDF):
    """`@@certificate` of a destroyed case."""

    def __call__(self):
        stone = retention_of(self.context).tombstone
        register = aq_parent(self.context)
        return self.answer(register, lists.list_with(register, stone["list"]), [stone])
