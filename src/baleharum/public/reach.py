"""Pages that say whom to call: how to reach the centre, and what is not there or went wrong.

Plone's own page for contact is a form that sends what somebody types by mail, and its pages for
errors lead there: who is in danger would tell their story to a mailbox.
"""

from baleharum import _
from baleharum.cases.moments import spoken_language
from baleharum.guard.interfaces import IHeld
from baleharum.guard.realm import Held
from baleharum.public.contacts import centre_contacts
from baleharum.public.contacts import Contacts
from baleharum.public.contacts import hotlines
from baleharum.public.contacts import may_view
from baleharum.public.contacts import report_address
from baleharum.public.counterparts import ENGLISH
from baleharum.public.language import has_two_trees
from baleharum.public.language import language_of_address
from baleharum.public.language import turn
from importlib.resources import files
from plone import api
from plone.rest.errors import ErrorHandling
from plone.rest.interfaces import IAPIRequest
from Products.CMFPlone.browser.exceptions import ExceptionView
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zExceptions import NotFound


#: Where a centre writes down who can use the site: below the front pages.
STATEMENTS = ("tentang/aksesibilitas", "about/accessibility")


class WhomToCall:
    """What `reach.pt` asks; heading and summary are of the page."""

    heading: Any = ""
    summary: Any = ""

    @property
    def language(self) -> str:
        """The language of the page."""
        return spoken_language()

    @property
    def home_url(self) -> str:
        """The address of the front page in this language."""
        site = api.portal.get()
        english = self.language == ENGLISH and ENGLISH in site
        return str((site[ENGLISH] if english else site).absolute_url())

    def hotlines(self) -> list[Any]:
        """Return the numbers of the country."""
        return hotlines(self.language)

    def contacts(self) -> Contacts:
        """Return how to reach the centre."""
        return centre_contacts(self.language)

    def report_url(self) -> str:
        """Return the address of the report form, '' while there is none."""
        return report_address(self.language)


class ContactPage(WhomToCall, BrowserView):
    """`contact-info`: in the place of Plone's form."""

    heading = _("title_contact", default="How to reach us")
    summary = _(
        "contact_summary",
        default="Call, come, or report with the form of this site. What you tell there reaches"
        " officers alone, and nothing of it is sent by e-mail.",
    )
    template = ViewPageTemplateFile("reach.pt")

    def __call__(self) -> str:
        """Return the page, whatever was sent."""
        return str(self.template())


class Statement(BrowserView):
    """`accessibility-info`: leads to the statement of the centre, in the place of Plone's, which
    promises for every site; where there is none, to whom one tells of a barrier."""

    def __call__(self) -> str:
        """Lead there."""
        pages = (self.context.unrestrictedTraverse(path, None) for path in STATEMENTS)
        found = next((page for page in pages if page is not None and may_view(page)), None)
        there = found.absolute_url() if found else f"{self.context.absolute_url()}/contact-info"
        self.request.response.redirect(there)
        return ""


class Wrong(WhomToCall, ExceptionView):
    """What visitors read where nothing is, or something went wrong; staff have Plone's page,
    programs the answer of plone.restapi."""

    visitors = ViewPageTemplateFile("reach.pt")
    staff = ViewPageTemplateFile(
        str(files("Products.CMFPlone.browser") / "templates/error_message.pt")
    )

    def __call__(self) -> Any:
        """Return the page; what the guard holds is told by the guard."""
        if IHeld.providedBy(self.request):
            return Held(self.context, self.request)()
        if IAPIRequest.providedBy(self.request):
            return ErrorHandling(self.context, self.request)()
        missing = isinstance(self.context, NotFound)
        self.heading, self.summary = (NO_HEADING, NO_PAGE) if missing else (BAD_HEADING, BAD_PAGE)
        if api.user.is_anonymous() and has_two_trees():
            turn(self.request, language_of_address(self.request))
        return super().__call__()

    def index(self, **options: Any) -> str:
        """Return the page for who asks."""
        chosen = self.visitors if api.user.is_anonymous() else self.staff
        return str(chosen(**options))


NO_HEADING = _("title_missing", default="There is no such page here")
NO_PAGE = _(
    "missing_summary",
    default="It may have moved, or its address was not whole. What you look for is perhaps among the"
    " services, or ask us.",
)
BAD_HEADING = _("title_wrong", default="Something went wrong on our side")
BAD_PAGE = _(
    "wrong_summary",
    default="It is not your fault. Try again in a minute, or call: nobody has to wait for this site.",
)
