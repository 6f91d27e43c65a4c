"""What the forms of an assessment share: what was sent, what is kept, one field set a domain."""

from baleharum.asked import Asked
from baleharum.asked import typed_number
from baleharum.assessments.content import MAX_LICENCE
from baleharum.assessments.content import MAX_TEXT
from baleharum.assessments.content import Rating
from baleharum.assessments.files import choices
from baleharum.assessments.policy import LICENSED
from baleharum.assessments.values import read
from baleharum.cases.editing import FORM_ERRORS
from baleharum.cases.layout import case_of
from baleharum.cases.moments import today
from baleharum.team.api import current_user_id
from baleharum.team.api import profession_of
from baleharum.terms.lists import label
from baleharum.terms.lists import terms
from functools import cached_property
from plone import api
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


PLAIN = ("assessed_on", "conclusion", "recommendations", "licence")


class Form(BrowserView):
    """What both forms share: reading what was sent, and showing it again."""

    tab = "assessments"
    template = ViewPageTemplateFile("form.pt")
    errors: dict = {}
    refused = None
    max_text, max_licence = MAX_TEXT, MAX_LICENCE

    #: The assessment that is edited, None for a new one.
    assessment = None

    @cached_property
    def asked(self) -> Asked:
        """What was sent."""
        return Asked(self.request.form)

    @property
    def sent(self) -> bool:
        """Whether the form was sent."""
        return self.request.method == "POST"

    def given(self) -> dict:
        """Return what was sent in the shape of the service."""
        found = {name: self.asked.get(name, "") for name in PLAIN}
        if self.rules.risk:
            found["risk"] = self.asked.get("risk", "")
        found["files"] = list(self.asked.every("files"))
        if self.assessment is not None:
            offered = {choice["uid"] for choice in self.files()}
            found["files"] += [uid for uid in self.assessment.files if uid not in offered]
        found["domains"] = [self._domain(term.token) for term in self.rules.domains]
        return found

    def _domain(self, token):
        score = self.asked.get(f"score-{token}", "")
        text = self.asked.get(f"text-{token}", "")
        typed = typed_number(score)
        return {
            "domain": token,
            "score": (score or None) if typed is None else typed,
            "text": text,
        }

    def value(self, name, default=""):
        """Return what stands in a field: what was sent, else what is kept."""
        if self.sent:
            return self.asked.get(name, "")
        kept = getattr(self.assessment, name, None) if self.assessment is not None else default
        return kept.isoformat() if hasattr(kept, "isoformat") else (kept or "")

    def domains(self):
        """Return the field sets: token, label, whether it has to be answered, score, text."""
        rated = self.assessment.rated() if self.assessment is not None else {}
        found = []
        for term in self.rules.domains:
            kept = rated.get(term.token, Rating(term.token))
            score = "" if kept.score is None else str(kept.score)
            sent = self._domain(term.token) if self.sent else None
            found.append(
                {
                    "token": term.token,
                    "label": label("assessment-domains", term.token),
                    "mandatory": bool(term.extra["mandatory"]),
                    "score": self.asked.get(f"score-{term.token}", "") if sent else score,
                    "text": sent["text"] if sent else kept.text,
                }
            )
        return found

    def scores(self):
        """Return (token, label) of the scores."""
        return [(t.token, label("assessment-scores", t.token)) for t in terms("assessment-scores")]

    def risks(self):
        """Return (token, label, chosen) of the risks, [] where the kind states none."""
        if not self.rules.risk:
            return []
        chosen = self.value("risk")
        return [(t.token, label("risks", t.token), t.token == chosen) for t in terms("risks")]

    def files(self):
        """Return the documents to choose from: uid, number, kind, whether chosen."""
        kept = self.assessment.files if self.assessment is not None else ()
        chosen = set(self.asked.every("files") if self.sent else kept)
        return [
            {
                "uid": brain.UID,
                "number": brain.getId.upper(),
                "kind": label("document-kinds", brain.document_kind),
                "chosen": brain.UID in chosen,
            }
            for brain in choices(case_of(self.context))
        ]

    def licence(self):
        """Return the licence number: of the assessment, else as the account has it."""
        if self.sent or self.assessment is not None:
            return self.value("licence")
        return licence_of_account()

    def licence_needed(self):
        """Tell whether the author needs one to submit."""
        author = self.assessment.Creator() if self.assessment is not None else current_user_id()
        return profession_of(author) in LICENSED

    def kind_label(self):
        """Return the label of the kind."""
        return label("assessment-kinds", self.rules.token)

    def today(self):
        """Return the latest day that may be chosen."""
        return today().isoformat()

    def error(self, name):
        """Return what is wrong with a field, '' for nothing."""
        return self.errors.get(name, "")

    def read_sent(self, before=None):
        """Read what was sent and keep what is wrong with it."""
        found = read(self.given(), self.rules, case_of(self.context), before)
        self.errors = found.errors
        if found.errors:
            self.refused = FORM_ERRORS
        return found


def licence_of_account() -> str:
    """Return the licence number that the account of the person has, '' for none."""
    user = api.user.get_current()
    value = user.getProperty("licence_number", "") if user is not None else ""
    return value if isinstance(value, str) else ""
