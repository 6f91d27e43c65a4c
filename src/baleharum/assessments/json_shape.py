"""An assessment as JSON: what goes out, and what comes in."""

from Acquisition import aq_parent
from baleharum.assessments.content import IAssessment
from baleharum.assessments.kinds import is_kind
from baleharum.assessments.making import change
from baleharum.assessments.values import read
from baleharum.assessments.values import score_label
from baleharum.assessments.views import file_rows
from baleharum.cases.files.api import labelled
from baleharum.interfaces import IBaleharumLayer
from baleharum.terms.lists import label
from plone.restapi.deserializer import json_body
from plone.restapi.interfaces import IDeserializeFromJson
from plone.restapi.interfaces import ISerializeToJson
from plone.restapi.serializer.dxcontent import SerializeToJson
from zExceptions import BadRequest
from zope.component import adapter
from zope.i18n import translate
from zope.interface import implementer
from zope.interface import Interface


def domain_json(request, domain: str, rating) -> dict:
    """Return what was found in a domain."""
    return {
        "domain": labelled(request, domain, label("assessment-domains", domain)),
        "score": rating.score,
        "score_title": translate(score_label(rating.score), context=request),
        "text": rating.text,
    }


@implementer(ISerializeToJson)
@adapter(IAssessment, Interface)
class SerializeAssessment(SerializeToJson):
    """The stock answer, with domains, level, version, series and files as they were frozen."""

    def __call__(self, version=None, include_items=True):
        """Return an assessment as JSON."""
        one = self.context
        result = super().__call__(version=version, include_items=include_items)
        files = [
            {
                "UID": row["uid"] if row["url"] else "",
                "@id": row["url"],
                "number": row["number"],
                "version": row["version"],
                "sha256": row["sha256"],
            }
            for row in file_rows(one)
        ]
        rated = one.rated()
        return {
            **result,
            "domains": [
                domain_json(self.request, term.token, rated[term.token])
                for term in one.rules.domains
                if term.token in rated
            ],
            "level": one.level,
            "profession": one.profession,
            "author_profession": one.author_profession,
            "series": one.series,
            "number_of_version": one.version,
            "files": files,
        }


@implementer(IDeserializeFromJson)
@adapter(IAssessment, IBaleharumLayer)
class AssessmentFields:
    """Sets the fields of an assessment, read as the form reads them."""

    def __init__(self, context, request):
        self.context = context
        self.request = request

    def __call__(self, validate_all=False, data=None, create=False, mask_validation_errors=True):
        """Set the fields. Raises BadRequest with all that is wrong."""
        body = json_body(self.request) if data is None else data
        for name in ("series", "version"):
            if body.get(name) not in (None, "", "current", getattr(self.context, name)):
                raise BadRequest(
                    "`series` and `version` are not set by hand. POST to"
                    " <assessment>/@versions begins a new version."
                )
        token = body.get("kind")
        token = token.get("token") if isinstance(token, dict) else token
        if create:
            self._begin(token)
        elif token not in (None, self.context.kind):
            raise BadRequest("`kind` stays as it was begun. Begin another assessment instead.")
        before = None if create else self.context
        found = read(as_sent(body), self.context.rules, aq_parent(self.context), before)
        if found.errors:
            raise BadRequest(
                " ".join(
                    f"{name}: {translate(text, context=self.request)}"
                    for name, text in found.errors.items()
                )
            )
        if create:
            for name, value in found.fields.items():
                setattr(self.context, name, value)
        else:
            change(self.context, found.fields)
        return self.context

    def _begin(self, token):
        if not is_kind(token):
            raise BadRequest("Send `kind`: a token of the list assessment-kinds.")
        self.context.kind = token


def as_sent(body: dict) -> dict:
    """Return a body in the shape of the form; what GET answers may be sent back."""
    found = dict(body)
    if isinstance(found.get("risk"), dict):
        found["risk"] = found["risk"].get("token")
    if isinstance(found.get("domains"), list):
        found["domains"] = [_domain(row) for row in found["domains"]]
    if isinstance(found.get("files"), list):
        uids = [row.get("UID") if isinstance(row, dict) else row for row in found["files"]]
        found["files"] = [uid for uid in uids if uid != ""]
    return found


def _domain(row):
    if isinstance(row, dict) and isinstance(row.get("domain"), dict):
        return {**row, "domain": row["domain"].get("token")}
    return row
