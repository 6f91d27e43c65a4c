"""The pages of a consent and of another lawful basis."""

from baleharum import _
from baleharum.cases.layout import case_of
from baleharum.cases.moments import today
from baleharum.cases.people.seeing import RESTRICTED
from baleharum.cases.steps import state_label
from baleharum.cases.steps import steps
from baleharum.cases.team.forms import Form
from baleharum.consents import withdrawing
from baleharum.consents.content import IConsentForm
from baleharum.consents.grounds import Grounds
from baleharum.consents.policy import reasons
from baleharum.consents.seeing import CLOSED
from baleharum.consents.seeing import is_closed
from baleharum.consents.seeing import WRITTEN
from baleharum.consents.spoken import why
from baleharum.consents.tab import summary
from baleharum.consents.telling import CHANNELS
from baleharum.consents.telling import stopped_on
from baleharum.consents.told import clock_words
from baleharum.consents.told import day
from baleharum.consents.told import document_words
from baleharum.consents.told import ground_row
from baleharum.consents.told import person_words
from baleharum.consents.told import telling_rows
from baleharum.consents.voiding import WHY
from baleharum.terms.lists import label
from baleharum.terms.lists import terms
from plone import api
from plone.app.layout.viewlets.common import ViewletBase
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


#: Fields that the page shows as they were written, in their order.
TEXTS = (
    "authority",
    "assent_words",
    "witnesses",
    "script_version",
    "support_format",
    "support_people",
    "remarks",
)


class ConsentPage(Form):
    """`view` of a consent: what was agreed, its steps, its withdrawal and who was told."""

    tab = "consents"
    template = ViewPageTemplateFile("consent.pt")
    actions = {
        "withdraw": (withdrawing.WITHDRAW, "withdraw"),
        "told": (withdrawing.WITHDRAW, "tell"),
    }

    def after(self):
        """Return the address of the consent."""
        return self.context.absolute_url()

    def withdraw(self, form):
        """Record a withdrawal."""
        withdrawing.withdraw(
            self.context,
            form.get("channel", ""),
            form.get("on", ""),
            form.get("words", ""),
            self.request,
        )
        return _(
            "status_withdrawn",
            default="The withdrawal is recorded. Tell everybody who is listed here within 3 × 24"
            " hours.",
        )

    def tell(self, form):
        """Note that a recipient was told."""
        withdrawing.tell(
            self.context, form.get("partner", ""), form.get("on", ""), form.get("channel", "")
        )
        return _("status_consent_told", default="It is noted that the recipient was told.")

    def row(self):
        """Return what a list shows of the consent."""
        return ground_row(self.context)

    def draft(self):
        """Tell whether nothing is decided yet."""
        return not self.context.is_fixed

    def why_not(self):
        """Return why a consent that was given does not hold today, [] for a draft."""
        if self.draft():
            return []
        row = Grounds(case_of(self.context)).row(self.context)
        found = reasons(row, row.purpose, row.recipient, today(), row.person)
        return [why(self.context, reason).message for reason in found]

    def givers(self):
        """Return those who give it and whom the person may see."""
        found = map(person_words, self.context.givers or ())
        return [person for person in found if person is not None]

    def choices(self):
        """Return (title, text) of what was chosen from lists."""
        consent = self.context
        chosen = (
            ("method", "consent-methods", consent.method),
            ("assent", "assents", consent.assent),
        )
        found = [(IConsentForm[name].title, label(known, v)) for name, known, v in chosen if v]
        if self.draft():
            named = {"signed_version": consent.signed_version, "signed_on": day(consent.signed_on)}
            found += [(IConsentForm[name].title, text) for name, text in named.items() if text]
        return found

    def texts(self):
        """Return (title, text) of what was written, to who may read whom it is about."""
        hidden = WRITTEN if is_closed(self.context) else ()
        found = [(name, self._text(name)) for name in TEXTS]
        return [
            (IConsentForm[name].title, RESTRICTED if name in hidden else text)
            for name, text in found
            if text
        ]

    def _text(self, name):
        value = getattr(self.context, name)
        return "\n".join(value or ()) if name == "witnesses" else value

    def closed(self):
        """Return why the words are not shown, None where they are."""
        return CLOSED if is_closed(self.context) else None

    def proofs(self):
        """Return the documents that show it, those that the person may see."""
        names = ("proof", "authority_proof")
        found = [
            (IConsentForm[n].title, document_words(getattr(self.context, n)))
            for n in names
            if getattr(self.context, n)
        ]
        return [{"title": title, "document": document} for title, document in found]

    def notice(self):
        """Return version and text of the notice that was explained, None before that."""
        consent = self.context
        if not consent.notice_version:
            return None
        return {
            "version": consent.notice_version,
            "text": consent.notice_id,
            "version_of_proof": consent.proof_version,
            "hash": consent.proof_sha256,
        }

    def may_edit(self):
        """Tell whether the person may change the draft."""
        may = self.draft() and self.may("Modify portal content")
        return may and not is_closed(self.context)

    def may_withdraw(self):
        """Tell whether the person may record a withdrawal now."""
        return api.content.get_state(self.context) == "in_force" and self.may(withdrawing.WITHDRAW)

    def steps(self):
        """Return the steps that have no form of their own on this page."""
        return [step for step in steps(self.context) if step.id != "withdraw"]

    def withdrawal(self):
        """Return when, how and until when; None unless it was withdrawn or is void."""
        consent = self.context
        on = stopped_on(consent)
        if on is None:
            return None
        channel, reason = consent.withdrawn_through, consent.voided_why
        return {
            "on": day(on),
            "through": label(CHANNELS, channel) if channel else "",
            "void": WHY.get(reason, "") if consent.voided_at else "",
            "until": clock_words(consent),
            "rows": telling_rows(consent),
            "may": self.may(withdrawing.WITHDRAW),
        }

    def channels(self):
        """Return (token, label) of the ways in which something is said."""
        return [(t.token, label(CHANNELS, t.token)) for t in terms(CHANNELS) if not t.retired]

    def today(self):
        """Return the day it is, as forms want it."""
        return today().isoformat()

    def case_url(self):
        """Return the address of the case."""
        return case_of(self.context).absolute_url()


class BasisPage(BrowserView):
    """`view` of another lawful basis."""

    tab = "consents"

    def row(self):
        """Return what a list shows of it."""
        return ground_row(self.context)

    def steps(self):
        """Return what the person may change about it."""
        return steps(self.context)

    def state(self):
        """Return the label of the state."""
        return state_label(self.context)

    def ended(self):
        """Return when it was ended, '' while it holds."""
        return day(self.context.ended_on)

    def case_url(self):
        """Return the address of the case."""
        return case_of(self.context).absolute_url()


class ConsentLine(ViewletBase):
    """On the overview of a case: what its services rest on, and what has to be done about it."""

    def update(self):
        """Look it up, on the overview alone."""
        super().update()
        self.shown = getattr(self.view, "tab", "") == "view" and self.view.__name__ == "view"
        self.line = summary(case_of(self.context)) if self.shown else {}

    def url(self):
        """Return the address of the tab."""
        return f"{case_of(self.context).absolute_url()}/consents"
