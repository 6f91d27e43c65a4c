"""REST: what the pages of assessments show and do; an assessment itself is plain content."""

from baleharum.asked import Asked
from baleharum.assessments.chart import chart_of
from baleharum.assessments.comparing import Difference
from baleharum.assessments.evidence import emergency_until
from baleharum.assessments.json_shape import domain_json
from baleharum.assessments.listing import Row
from baleharum.assessments.listing import row
from baleharum.assessments.listing import rows
from baleharum.assessments.making import new_version
from baleharum.assessments.people import writable
from baleharum.assessments.version_views import compared
from baleharum.assessments.version_views import other_version
from baleharum.assessments.versions import visible_versions
from baleharum.cases.files.api import answer
from baleharum.cases.files.api import labelled
from baleharum.terms.lists import label
from plone.protect.interfaces import IDisableCSRFProtection
from plone.restapi.interfaces import ISerializeToJson
from plone.restapi.serializer.converters import json_compatible
from plone.restapi.services import Service
from zope.component import getMultiAdapter
from zope.i18n import translate
from zope.interface import alsoProvides


def row_json(request, each: Row) -> dict:
    """Return a row of a list."""
    return {
        "@id": each.url,
        "UID": each.uid,
        "number": each.number,
        "kind": labelled(request, each.kind, each.kind_label),
        "version": each.version,
        "state": labelled(request, each.state, each.state_label),
        "author": {"id": each.author, "name": each.author_name},
        "risk": each.risk,
        "older": [row_json(request, older) for older in each.older],
    }


class AssessmentsGet(Service):
    """`GET @assessments` of a case: the newest of each series, with the versions before it."""

    def reply(self):
        """Return items, the kinds that the person may begin, and until when one is due."""
        items = [row_json(self.request, each) for each in rows(self.context)]
        kinds = [
            labelled(self.request, kind.token, label("assessment-kinds", kind.token))
            for kind in writable(self.context)
        ]
        until = json_compatible(emergency_until(self.context))
        return answer(self, "@assessments", items, kinds=kinds, emergency_until=until)


class VersionsGet(Service):
    """`GET @versions` of an assessment: all that the person may see, the newest first."""

    def reply(self):
        """Return items."""
        items = [row_json(self.request, row(one)) for one in visible_versions(self.context)]
        return answer(self, "@versions", items)


class VersionsPost(Service):
    """`POST @versions` of an assessment begins the next version, with what this one says."""

    def reply(self):
        """Return the draft, with 201."""
        alsoProvides(self.request, IDisableCSRFProtection)
        made = new_version(self.context)
        self.request.response.setStatus(201)
        self.request.response.setHeader("Location", made.absolute_url())
        return getMultiAdapter((made, self.request), ISerializeToJson)()


class CompareGet(Service):
    """`GET @compare-versions?with=1` of an assessment: by default with the version before."""

    def reply(self):
        """Return older, newer, domains and texts, each row with the difference in words."""
        asked = Asked(self.request.form).get("with", "")
        found = compared(self.context, other_version(self.context, asked))
        older, newer, domains, texts = found
        return {
            "@id": f"{self.context.absolute_url()}/@compare-versions",
            "older": row_json(self.request, row(older)),
            "newer": row_json(self.request, row(newer)),
            "domains": [self._domain(each) for each in domains],
            "texts": [
                {
                    "name": each.name,
                    "before": each.before.text,
                    "after": each.after.text,
                    **self._words(each),
                }
                for each in texts
            ],
        }

    def _domain(self, each: Difference):
        return {
            "before": domain_json(self.request, each.name, each.before),
            "after": domain_json(self.request, each.name, each.after),
            **self._words(each),
        }

    def _words(self, each):
        words = [translate(word, context=self.request) for word in each.words]
        return {"differs": each.differs, "difference": words}


class ScoresGet(Service):
    """`GET @scores` of an assessment: the scores over the versions that were endorsed."""

    def reply(self):
        """Return versions, the oldest first, and for each domain its scores, null for none."""
        chart = chart_of(self.context)
        return {
            "@id": f"{self.context.absolute_url()}/@scores",
            "versions": [
                {
                    "@id": column.url,
                    "number": column.number,
                    "version": column.version,
                    "assessed_on": json_compatible(column.day),
                }
                for column in chart.columns
            ],
            "domains": [
                {
                    "domain": labelled(
                        self.request, line.domain, label("assessment-domains", line.domain)
                    ),
                    "scores": list(line.scores),
                }
                for line in chart.lines
            ],
        }
