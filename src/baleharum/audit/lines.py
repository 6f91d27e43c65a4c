"""Rows of the record as a screen shows them: names of staff, numbers of what one may see."""

from baleharum import _
from baleharum.audit.kinds import ABOUT_PEOPLE
from baleharum.audit.kinds import GROUP_OF
from baleharum.audit.kinds import label_of
from baleharum.audit.kinds import LISTED
from baleharum.audit.kinds import OWN_LOGIN
from baleharum.audit.places import REGISTER
from baleharum.audit.places import Words
from baleharum.audit.through import people_names
from baleharum.terms.lists import label
from baleharum.terms.lists import UnknownTerm
from baleharum.trail import actions
from baleharum.trail.api import Row
from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace
from plone import api
from typing import Any


THE_SITE = _("audit_the_site", default="the site")
DEADLINES = _("audit_deadlines", default="a list of deadlines")
SOMETHING = _("audit_something", default="a document")

#: Code lists that hold the steps of cases, documents and people.
STEPS = (
    *("case-transitions", "document-transitions", "subject-transitions"),
    "intake-transitions",
)


@dataclass(frozen=True)
class Line:
    """A row. person: name, '' for who was not logged in; what: number of the object, name of the
    person, or a word; url: of what one may see, ''; case, case_url: likewise; more: a detail;
    cases: number and address of what a list has shown, as far as that is told here."""

    row: Row
    person: str
    label: str
    kind: str
    what: str
    url: str
    case: str
    case_url: str
    more: str
    cases: tuple[tuple[str, str], ...] = ()


def lines(
    rows: Iterable[Row],
    register_uid: str = "",
    *,
    case_uid: str = "",
    listed: Mapping[str, tuple[str, str]] | None = None,
    words: Words = REGISTER,
) -> list[Line]:
    """Return rows as lines, with one question to the catalog and one look-up of names.

    case_uid: the one case that all is about; listed: UID -> number and address of what is told of
    lists; words: of the place. Who looks learns the number of an object only if they may see it.
    """
    rows = list(rows)
    people = {r.user for r in rows} | {r.subject for r in rows if r.action in ABOUT_PEOPLE}
    names = people_names(people)
    uids = {uid for r in rows for uid in (r.case, r.subject) if uid} - people - {register_uid}
    told = listed or {}
    places = {**told, **visible(uids)}
    return [
        replace(
            _line(row, names, places, register_uid, words),
            kind=kind_of(row, case_uid),
            **_elsewhere(row, places, case_uid, words),
            cases=tuple(sorted(told[uid] for uid in row.cases if uid in told)),
        )
        for row in rows
    ]


def _elsewhere(row: Row, places: dict[str, Any], case_uid: str, words: Words) -> dict[str, str]:
    """Return what is said of a list that was shown in another case than the one that is meant."""
    if not case_uid or row.case in ("", case_uid):
        return {}
    number, url = places.get(row.case, ("", ""))
    return {"what": number or words.some_thing, "url": url}


def kind_of(row: Row, case_uid: str = "") -> str:
    """Return the group that a row belongs to; for a case it may be a list that has shown it."""
    listed = bool(case_uid) and row.case != case_uid and case_uid in row.cases
    return (LISTED if listed else GROUP_OF).get(row.action, "")


@dataclass
class Fold:
    """Lines of one request that tell of the same action. abouts: [what, url, more, times]."""

    line: Line
    abouts: list[list[Any]]

    def add(self, line: Line) -> None:
        """Take one more line in; the same thing counts up."""
        mine = [line.what, line.url, line.more]
        for about in self.abouts:
            if about[:3] == mine:
                about[3] += 1
                return
        self.abouts.append([*mine, 1])


def folded(found: Iterable[Line]) -> list[Fold]:
    """Return lines as a page shows them: one page of a case opens a dozen things at once."""
    folds: list[Fold] = []
    for line in found:
        before = folds[-1].line.row if folds else None
        if before is None or not line.row.request or _together(before) != _together(line.row):
            folds.append(Fold(line, []))
        folds[-1].add(line)
    return folds


def _together(row: Row) -> tuple[str, ...]:
    return row.request, row.user, row.action, row.case


def visible(uids: Collection[str], inside: Any = None) -> dict[str, tuple[str, str]]:
    """Return UID -> (number, address) of what the person may see; inside: the place to keep to.

    All that is taken out of the catalog here is in the record as shown.
    """
    if not uids:
        return {}
    catalog = api.portal.get_tool("portal_catalog")
    path = {} if inside is None else {"path": "/".join(inside.getPhysicalPath())}
    found = catalog(UID=sorted(uids), **path)
    return {b.UID: (b.getId.upper(), b.getURL()) for b in found}


def _line(
    row: Row, names: dict[str, str], places: dict[str, Any], register_uid: str, words: Words
) -> Line:
    case, case_url = places.get(row.case, ("", ""))
    what, url = _what(row, names, places, register_uid, words)
    return Line(
        row=row,
        person=names[row.user],
        label=label_of(row.action),
        kind="",
        what=what,
        url=url,
        case=case or (words.some_thing if row.case and row.case != register_uid else ""),
        case_url=case_url,
        more=_more(row),
    )


def _what(row: Row, names: dict[str, str], places: dict[str, Any], register_uid: str, words: Words):
    if row.action in ABOUT_PEOPLE:
        return names[row.subject], ""
    if row.action == actions.ADMINISTER:
        return THE_SITE, ""
    # The records of a team have no UID of their own: they belong to their case.
    uid = row.subject or row.case
    if uid == register_uid:
        return (words.the_place if uid else THE_SITE), ""
    if not uid:
        return THE_SITE, ""
    if uid == row.user:
        return DEADLINES, ""
    number, url = places.get(uid, ("", ""))
    return (words.the_thing, url) if uid == row.case else (number or SOMETHING, url)


def _more(row: Row) -> str:
    """Return the detail of a row that says something to people, '' for what does not."""
    word, _equals, number = row.detail.partition("=")
    if row.action in (actions.SEARCH, actions.LIST, actions.EXPORT) and number:
        return number
    if row.action == actions.SETTING:
        return OWN_LOGIN.get(row.detail.partition(":")[0], "")
    if row.action in ABOUT_PEOPLE:
        return _known(("functions",), row.detail.partition(":")[0])
    if row.action == actions.TRANSITION:
        return _known(STEPS, row.detail)
    return ""


def _known(lists: tuple[str, ...], token: str) -> str:
    for name in lists:
        try:
            return label(name, token)
        except UnknownTerm:
            continue
    return ""
