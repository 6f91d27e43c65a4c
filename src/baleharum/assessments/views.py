"""The tab Assessments, and the page of one assessment."""

from baleharum.assessments.chart import chart_of
from baleharum.assessments.content import IAssessment
from baleharum.assessments.evidence import emergency_until
from baleharum.assessments.files import documents
from baleharum.assessments.listing import row
from baleharum.assessments.listing import rows
from baleharum.assessments.people import writable
from baleharum.assessments.recommending import recommends
from baleharum.assessments.values import score_label
from baleharum.assessments.versions import live_successor
from baleharum.assessments.versions import may_begin_version
from baleharum.assessments.versions import visible_versions
from baleharum.cases.layout import case_of
from baleharum.cases.moments import moment_text
from baleharum.cases.moments import spoken_language
from baleharum.cases.steps import steps
from baleharum.terms.days import short_day
from baleharum.terms.lists import label
from baleharum.terms.lists import terms
from functools import cached_property
from plone import api
from Products.Five.browser import BrowserView


class Assessments(BrowserView):
    """`@@assessments` of a case."""

    tab = "assessments"

    @cached_property
    def rows(self):
        """The series that the person may see."""
        return rows(self.context)

    def kinds(self):
        """Return (label, address of the form) of the kinds that the person may begin."""
        url = f"{self.context.absolute_url()}/++add++Assessment"
        return [
            (label("assessment-kinds", kind.token), f"{url}?kind={kind.token}")
            for kind in writable(self.context)
        ]

    def emergency(self):
        """Return until when the assessment after an emergency is made, '' for nothing open."""
        until = emergency_until(self.context)
        return moment_text(until, spoken_language()) if until else ""


class AssessmentView(BrowserView):
    """`view` of an assessment."""

    tab = "assessments"

    @cached_property
    def row(self):
        """What a list shows of it."""
        return row(self.context)

    def recommends(self):
        """Tell whether the recommendation for the court may be printed."""
        return recommends(self.context)

    def list_url(self):
        """Return the address of the tab."""
        return f"{case_of(self.context).absolute_url()}/assessments"

    def domains(self):
        """Return what was found: name, whether it has to be answered, score in words, text."""
        rated = self.context.rated()
        return [
            {
                "token": term.token,
                "label": label("assessment-domains", term.token),
                "mandatory": bool(term.extra["mandatory"]),
                "score": None if term.token not in rated else rated[term.token].score,
                "score_label": score_label(rated[term.token].score) if term.token in rated else "",
                "text": rated[term.token].text if term.token in rated else "",
            }
            for term in self.context.rules.domains
        ]

    def texts(self):
        """Return (name, title, text) of conclusion and recommendations."""
        names = ("conclusion", "recommendations")
        return [(n, IAssessment[n].title, getattr(self.context, n) or "") for n in names]

    def author(self):
        """Return the name, profession and licence number of the author."""
        profession = self.context.author_profession
        known = {term.token for term in terms("professions")}
        return {
            "name": self.row.author_name,
            "profession": label("professions", profession) if profession in known else "",
            "licence": self.context.licence or "",
        }

    def files(self):
        """Return the documents: number, and address and kind where the person may see it."""
        return file_rows(self.context)

    @cached_property
    def versions(self):
        """The rows of all versions that the person may see, the newest first."""
        return [row(one) for one in visible_versions(self.context)]

    def chart(self):
        """Return the chart, None with fewer than two versions that were endorsed."""
        found = chart_of(self.context)
        return found if len(found.columns) > 1 else None

    def domain_label(self, token):
        """Return the name of a domain."""
        return label("assessment-domains", token)

    def score(self, score):
        """Return a score in words."""
        return score_label(score)

    def day(self, day):
        """Return a day, short."""
        return short_day(day, spoken_language())

    def steps(self):
        """Return what the person may do with it; what happens by itself is left out."""
        return [each for each in steps(self.context) if each.id != "supersede"]

    def may_edit(self):
        """Tell whether the person may change it."""
        return bool(api.user.has_permission("Modify portal content", obj=self.context))

    def may_begin_version(self):
        """Tell whether the person may begin a new version."""
        return may_begin_version(self.context)

    def successor(self):
        """Return the row of a later version that the person may see, None for none."""
        later = live_successor(self.context)
        seen = later is not None and api.user.has_permission("View", obj=later)
        return row(later) if seen else None


def file_rows(assessment) -> list[dict]:
    """Return number, url, kind, version and sha256 of the documents of an assessment.

    url, kind and sha256 are '' for a document that the person may not see.
    """
    case = case_of(assessment)
    known = documents(case, assessment.files, all_of_them=True)
    seen = documents(case, assessment.files)
    frozen = {uid: (version, sha256) for uid, version, sha256 in assessment.frozen_files}
    rows = []
    for uid in assessment.files:
        if uid not in known:
            continue
        version, sha256 = frozen.get(uid, (known[uid].document_version, ""))
        shown = uid in seen
        rows.append(
            {
                "uid": uid,
                "number": known[uid].getId.upper(),
                "url": known[uid].getURL() if shown else "",
                "kind": label("document-kinds", known[uid].document_kind) if shown else "",
                "version": version,
                "sha256": sha256 if shown else "",
            }
        )
    return rows
