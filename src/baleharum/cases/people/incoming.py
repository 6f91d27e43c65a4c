"""Search before create for people that come in as JSON, as the form does it."""

from baleharum.asked import sent_text
from baleharum.cases.people.forms import LOOK_FIRST
from baleharum.cases.people.matches import elsewhere_text
from baleharum.cases.people.matches import find_matches
from baleharum.cases.people.matches import Matches
from datetime import date
from zExceptions import BadRequest
from zope.i18n import translate


def matches_in(case, body: dict) -> Matches:
    """Return who may be the person in a body: name, nik, birth_date (ISO), birth_year.

    Raises BadRequest for a date or year that is none.
    """
    try:
        born = date.fromisoformat(body["birth_date"]) if body.get("birth_date") else None
        year = int(body["birth_year"]) if body.get("birth_year") else None
    except (TypeError, ValueError) as error:
        raise BadRequest("Write birth_date as YYYY-MM-DD, birth_year as a number.") from error
    return find_matches(
        case,
        nik=sent_text(body, "nik"),
        name=sent_text(body, "name"),
        birth_date=born,
        birth_year=year,
    )


def matches_json(case, request, matches: Matches) -> dict:
    """Return known ([{@id, id, case}]) and elsewhere (whom to ask, '' for no such match)."""
    text = translate(elsewhere_text(case), context=request) if matches.elsewhere else ""
    return {
        "known": [{"@id": m["url"], "id": m["id"], "case": m["case"]} for m in matches.known],
        "elsewhere": text,
    }


def known_already(case, request, body: dict) -> dict | None:
    """Return the refusal of somebody who may be known: error, known, elsewhere; else None.

    Raises BadRequest, see `matches_in`.
    """
    matches = matches_in(case, body)
    if not matches:
        return None
    message = translate(LOOK_FIRST, context=request)
    hint = 'To file the person all the same send "matches_seen": true.'
    error = {"type": "Conflict", "message": f"{message} {hint}"}
    return {"error": error, **matches_json(case, request, matches)}
