"""A new version, and two versions beside each other."""

from baleharum import _
from baleharum.asked import Asked
from baleharum.assessments.comparing import differences
from baleharum.assessments.content import IAssessment
from baleharum.assessments.content import Rating
from baleharum.assessments.listing import row
from baleharum.assessments.making import new_version
from baleharum.assessments.values import score_label
from baleharum.assessments.versions import visible_versions
from baleharum.terms.lists import label
from plone import api
from plone.protect import CheckAuthenticator
from Products.Five.browser import BrowserView
from zExceptions import BadRequest
from zExceptions import NotFound
from zope.globalrequest import getRequest
from zope.i18n import translate


#: What is compared beside the domains.
TEXTS = ("risk", "conclusion", "recommendations")


class NewVersion(BrowserView):
    """`@@new-assessment-version`: POST begins the next version and leads to its form."""

    def __call__(self):
        """Return '' with a redirect. Raises BadRequest."""
        if self.request.method != "POST":
            raise BadRequest("A new version is begun with the button on the page.")
        CheckAuthenticator(self.request)
        made = new_version(self.context)
        message = _("message_version_begun", default="A new version is begun, as a draft.")
        api.portal.show_message(message, request=self.request)
        self.request.response.redirect(f"{made.absolute_url()}/edit")
        return ""


def other_version(assessment, asked: str):
    """Return the version of this number that the person may see, by default the one before, or
    for the first one the next. Raises NotFound."""
    others = [one for one in visible_versions(assessment) if one.version != assessment.version]
    if asked:
        others = [one for one in others if str(one.version) == asked]
    older = [one for one in others if one.version < assessment.version]
    if not others:
        raise NotFound("There is no such version to compare with.")
    return older[0] if older else others[-1]


def compared(assessment, other) -> tuple:
    """Return (older, newer, differences of the domains, differences of the other texts)."""
    older, newer = sorted((assessment, other), key=lambda one: one.version)
    names = [term.token for term in newer.rules.domains]
    texts = [dict(_texts(one)) for one in (older, newer)]
    return (
        older,
        newer,
        differences(names, older.rated(), newer.rated()),
        differences(TEXTS, *texts),
    )


def _texts(one):
    risk = translate(label("risks", one.risk), context=getRequest()) if one.risk else ""
    said = {"risk": risk, "conclusion": one.conclusion, "recommendations": one.recommendations}
    for name, text in said.items():
        if text:
            yield name, Rating(name, None, text)


class Compare(BrowserView):
    """`@@compare-versions?with=1` of an assessment."""

    tab = "assessments"

    def __call__(self):
        """Show both, the older one first."""
        asked = Asked(self.request.form).get("with", "")
        found = compared(self.context, other_version(self.context, asked))
        older, newer, self.domains, self.texts = found
        self.sides = (row(older), row(newer))
        return self.index()

    def name(self, token):
        """Return the name of a domain or text."""
        if token in TEXTS:
            return IAssessment[token].title
        return label("assessment-domains", token)

    def score(self, rating):
        """Return a score in words."""
        return score_label(rating.score)

    def count(self):
        """Return how many rows differ."""
        return sum(each.differs for each in (*self.domains, *self.texts))
