"""What forms and services send as an assessment, read once and refused alike."""

from baleharum import _
from baleharum.assessments.content import MAX_LICENCE
from baleharum.assessments.content import MAX_TEXT
from baleharum.assessments.content import Rating
from baleharum.assessments.files import not_of_case
from baleharum.assessments.kinds import Kind
from baleharum.cases.values import day_past
from baleharum.cases.values import Refused
from baleharum.terms.lists import label
from baleharum.terms.lists import terms
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from typing import Any
from zExceptions import BadRequest
from zope.i18nmessageid import Message


SCORES = range(len(terms("assessment-scores")))
TEXTS = {"conclusion": MAX_TEXT, "recommendations": MAX_TEXT, "licence": MAX_LICENCE}

NO_DOMAIN = _("error_domain", default="This kind of assessment does not ask for that domain.")
NO_SCORE = _("error_score", default="A score is a whole number from 0 to 4.")
NO_TEXT = _("error_no_text", default="Send a text here.")
LONG = _("error_text_long", default="This text is too long: ${limit} characters at most.")
NO_DAY = _("error_assessed_on", default="Write the day as YYYY-MM-DD, today or earlier.")
NO_RISK = _("error_risk", default="Choose a risk from the list.")
NOT_ASKED = _("error_risk_not_asked", default="This kind of assessment states no risk.")
NO_FILES = _(
    "error_assessment_files",
    default="Choose documents of this case that were not withdrawn.",
)


@dataclass
class Read:
    """What was read: fields to set, and what is wrong with which field."""

    fields: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, Message] = field(default_factory=dict)


def read(given: Mapping[str, Any], rules: Kind, case: Any, before: Any = None) -> Read:
    """Read what was sent, whatever it is. before: the assessment that is changed.

    given: assessed_on (ISO day), risk (token), domains (list of domain, score, text), conclusion,
    recommendations, licence, files (UIDs). What is left out stays as it is.
    """
    found = Read()
    for name, limit in TEXTS.items():
        if name in given:
            _text(found, name, name, given[name], limit)
    if "assessed_on" in given:
        _day(found, given["assessed_on"])
    if "risk" in given:
        _risk(found, rules, given["risk"])
    if "domains" in given:
        _domains(found, rules, given["domains"], before)
    if "files" in given:
        _files(found, case, given["files"], before)
    return found


def _text(found, name, place, value, limit, keep=True) -> str:
    text = "" if value is None else value
    if not isinstance(text, str):
        found.errors[place] = NO_TEXT
        return ""
    text = text.replace("\r\n", "\n").strip()
    if len(text) > limit:
        found.errors[place] = _(LONG, default=LONG.default, mapping={"limit": str(limit)})
    if keep:
        found.fields[name] = text
    return text


def _day(found, value):
    try:
        day = date.fromisoformat(value)
        day_past(day)
    except (TypeError, ValueError):
        found.errors["assessed_on"] = NO_DAY
    except Refused as refused:
        found.errors["assessed_on"] = refused.args[0]
    else:
        found.fields["assessed_on"] = day


def _risk(found, rules, value):
    if value in (None, ""):
        found.fields["risk"] = None
    elif not rules.risk:
        found.errors["risk"] = NOT_ASKED
    elif not isinstance(value, str) or value not in {t.token for t in terms("risks")}:
        found.errors["risk"] = NO_RISK
    else:
        found.fields["risk"] = value


def _domains(found, rules, value, before):
    rows = before.rated() if before is not None else {}
    known = {term.token for term in rules.domains}
    if not isinstance(value, list):
        found.errors["domains"] = NO_DOMAIN
        return
    for sent in value:
        domain = sent.get("domain") if isinstance(sent, dict) else None
        if not isinstance(domain, str) or domain not in known:
            found.errors["domains"] = NO_DOMAIN
            continue
        old = rows.get(domain, Rating(domain))
        score = sent.get("score", old.score)
        if not is_score(score):
            found.errors[f"score-{domain}"] = NO_SCORE
        text = _text(found, "", f"text-{domain}", sent.get("text", old.text), MAX_TEXT, keep=False)
        rows[domain] = Rating(domain, score, text)
    found.fields["ratings"] = tuple(
        (term.token, rows[term.token].score, rows[term.token].text)
        for term in rules.domains
        if term.token in rows and rows[term.token] != Rating(term.token)
    )


def is_score(value: Any) -> bool:
    """Tell whether this is a score, or none yet."""
    if value is None:
        return True
    return isinstance(value, int) and not isinstance(value, bool) and value in SCORES


def _files(found, case, value, before):
    uids = value or []
    if not isinstance(uids, list | tuple) or not all(isinstance(uid, str) for uid in uids):
        found.errors["files"] = NO_FILES
        return
    uids = tuple(dict.fromkeys(uids))
    # What another colleague has added stays, though this one may not see it.
    kept = set(before.files) if before is not None else set()
    if not_of_case(case, [uid for uid in uids if uid not in kept], seen=True):
        found.errors["files"] = NO_FILES
    found.fields["files"] = uids


def normal_rows(rules: Kind, rows: Any) -> None:
    """Look at the ratings of a script. Raises BadRequest for what no form would send."""
    known = {term.token for term in rules.domains}
    for row in rows:
        fits = isinstance(row, list | tuple) and len(row) == 3
        if not fits or row[0] not in known or not is_score(row[1]) or not isinstance(row[2], str):
            raise BadRequest(
                "Ratings are rows of domain, score (0 to 4 or None) and text, of this kind's"
                f" domains: {', '.join(sorted(known))}."
            )


def score_label(score: int | None) -> Message | str:
    """Return a score in words, '' for none."""
    return "" if score is None else label("assessment-scores", str(score))
