"""The form that is signed by hand, as PDF/A: no name on it, and a QR code of the case number."""

from baleharum import _
from baleharum.asked import Asked
from baleharum.cases.files.download import SAFE
from baleharum.cases.moments import today
from baleharum.consents.settings import notice
from baleharum.letters.letter import plain
from baleharum.letters.letterhead import Letterhead
from baleharum.letters.letterhead import letterhead
from baleharum.letters.refusals import LetterRefused
from baleharum.letters.typeset import compiled
from baleharum.partners.choices import partners_in_use
from baleharum.terms.lists import label
from baleharum.terms.lists import terms
from datetime import date
from io import BytesIO
from pathlib import Path
from plone import api
from Products.Five.browser import BrowserView
from zExceptions import BadRequest
from zope.i18n import translate

import segno


TEMPLATE = Path(__file__).with_name("sheet.typ")
LANGUAGES = ("id", "en")

#: What is printed, beside the notice; both languages stand in the translations of the product.
WORDS = {
    "form": _("sheet_form", default="Consent form"),
    "number": _("sheet_number", default="Case number:"),
    "purpose": _("sheet_purpose", default="Purpose"),
    "recipient": _("sheet_recipient", default="Recipient"),
    "until": _("sheet_until", default="Valid until"),
    "until_help": _("sheet_until_help", default="(empty: as long as the centre has set)"),
    "notice": _("sheet_notice", default="What you should know"),
    "version": _("sheet_version", default="version"),
    "statement": _("sheet_statement", default="Statement"),
    "understood": _(
        "sheet_understood",
        default="This was explained to me in words that I understand. I could ask, and my questions"
        " were answered. Nobody has put pressure on me.",
    ),
    "agree": _("sheet_agree", default="I agree"),
    "disagree": _("sheet_disagree", default="I do not agree"),
    "person": _("sheet_person", default="Name (written by hand)"),
    "guardian": _("sheet_guardian", default="Guardian (for a child)"),
    "kinship": _("sheet_kinship", default="Kinship or authority, and its proof"),
    "child": _("sheet_child", default="The child agrees"),
    "yes": _("sheet_yes", default="yes"),
    "no": _("sheet_no", default="no"),
    "own_words": _("sheet_own_words", default="in own words"),
    "support": _("sheet_support", default="Support for a disability: format, who assisted"),
    "method": _("sheet_method", default="Method"),
    "place_date": _("sheet_place_date", default="Place and date"),
    "signature": _("sheet_signature", default="Signature or thumbprint"),
    "officer": _("sheet_officer", default="Explained by (name, signature)"),
    "witness": _("sheet_witness", default="Witness"),
}


def qr(number: str) -> str:
    """Return a QR code as SVG that holds the number of the case and nothing else."""
    drawn = BytesIO()
    segno.make(number, error="m", micro=False).save(drawn, kind="svg", xmldecl=False, border=2)
    return drawn.getvalue().decode()


def sheet_pdf(
    number: str, purpose: str, recipient: str, language: str, day: date, head: Letterhead
) -> bytes:
    """Return the form. purpose: token, '' to write it by hand; recipient: a name, or ''.

    Raises LetterRefused for characters that no font of the product has.
    """

    def spoken(message):
        return translate(message, target_language=language)

    text = notice()
    reached = " · ".join(part for part in (head.address, head.phone, head.email) if part)
    methods = [spoken(label("consent-methods", t.token)) for t in terms("consent-methods")]
    data = {
        "language": language,
        "number": number,
        "day": (day.year, day.month, day.day),
        "head": [plain(line) for line in head.lines],
        "address": plain(reached),
        "purpose": spoken(label("consent-purposes", purpose)) if purpose else "",
        "recipient": plain(recipient),
        "version": text.version,
        "notice": plain(text.id if language == "id" else text.en),
        "words": {name: spoken(message) for name, message in WORDS.items()},
        "methods": methods,
    }
    return compiled(TEMPLATE, data, logo=head.logo, qr=qr(number))


class Sheet(BrowserView):
    """`@@consent-sheet?purpose=…&recipient=…&language=id|en` of a case."""

    def __call__(self):
        """Return the PDF. Raises BadRequest."""
        form = Asked(self.request.form)
        purpose, language = form.get("purpose", ""), form.get("language", "id")
        if purpose and purpose not in {t.token for t in terms("consent-purposes")}:
            raise BadRequest("Choose a purpose of the list `consent-purposes`.")
        if language not in LANGUAGES:
            raise BadRequest("Choose the language id or en.")
        name = self._recipient(form.get("recipient", ""), language)
        number, head = self.context.getId(), letterhead(api.portal.get())
        try:
            data = sheet_pdf(number, purpose, name, language, today(), head)
        except LetterRefused as refused:
            words = [translate(each, context=self.request) for each in refused.problems]
            raise BadRequest(" ".join(words)) from refused
        response = self.request.response
        for header, value in SAFE.items():
            response.setHeader(header, value)
        response.setHeader("Content-Type", "application/pdf")
        response.setHeader(
            "Content-Disposition", f'attachment; filename="persetujuan-{number}.pdf"'
        )
        return data

    def _recipient(self, uid: str, language: str) -> str:
        if not uid:
            return ""
        if uid == "centre":
            message = _("sheet_centre", default="This centre itself")
            return translate(message, target_language=language)
        try:
            return partners_in_use(self.context).getTerm(uid).title
        except LookupError:
            raise BadRequest("Choose an active partner of the directory.") from None
