"""The timeline in sentences: who did what, when, with the reason and a link where one may go."""

from baleharum import _
from baleharum.cases import timeline
from baleharum.cases.kinds import kind_called
from baleharum.cases.layout import full_name
from baleharum.cases.moments import moment_text
from baleharum.cases.moments import spoken_language
from baleharum.cases.timeline import Entry
from baleharum.team.reasons import spoken
from baleharum.terms.lists import label
from baleharum.terms.lists import term
from baleharum.terms.lists import UnknownTerm
from dataclasses import dataclass
from zope.i18nmessageid import Message


LIMIT = 25

#: token of the timeline -> sentence with ${who} and what else `_words` gives it; what tells of
#: something in the case has the sentences of its kind, see `kinds`.
SENTENCES = {
    "transition:accept": _("story_accept", default="${who} took the report in and opened the case"),
    "transition": _("story_transition", default="${who} changed the state of the case: ${step}"),
    "transition:coded": _(
        "story_transition_coded", default="${who} changed the state of the case: ${step} (${code})"
    ),
    "risk:raised": _(
        "story_risk_raised",
        default="The risk was raised to 'high': trafficking, or a migrant worker in trouble",
    ),
    "hold:placed": _("story_hold_placed", default="${who} placed the case on legal hold"),
    "hold:lifted": _("story_hold_lifted", default="${who} lifted the legal hold"),
    "release:document": _(
        "story_released",
        default="${who} released the document ${subject} for a person's request about their data",
    ),
    "team:assigned": _(
        "story_assigned", default="${who} assigned ${person} as ${function} (${cause})"
    ),
    "team:break_glass": _("story_break_glass", default="${who} opened the case in an emergency"),
    "team:taken": _("story_taken", default="${who} took the function ${function} (${cause})"),
    "team:revoked": _(
        "story_revoked", default="${who} ended the assignment of ${person} as ${function}"
    ),
}
ELSE = _("story_else", default="${who}: ${what} ${subject}")
SYSTEM = _("label_system", default="The system")


@dataclass(frozen=True)
class Row:
    """One thing that happened. key: place in the timeline; when: text; address: of the object
    that it is about, '' for the case itself; text: the comment or reason."""

    key: int
    entry: Entry
    sentence: Message
    when: str
    address: str
    text: str | Message


@dataclass(frozen=True)
class Page:
    """Rows, newest first; older, newer: keys to page on with, None at the end."""

    rows: list[Row]
    older: int | None
    newer: int | None


def page(case, *, before: int | None = None, after: int | None = None, limit: int = LIMIT) -> Page:
    """Return a page of what the person may know: older than one key or newer than another."""
    found = list(_known(case, before, after, limit + 1))
    more, found = len(found) > limit, found[:limit]
    if after is not None:
        found.reverse()
    rows = [_row(key, entry, address) for key, entry, address in found]
    if not rows:
        return Page([], None, None)
    has_older = more if after is None else True
    has_newer = more if after is not None else before is not None
    return Page(rows, rows[-1].key if has_older else None, rows[0].key if has_newer else None)


def _known(case, before, after, limit):
    """Yield (key, entry, address) in the direction of the paging, without what is not shown."""
    count = 0
    while count < limit:
        found = timeline.entries(case, before=before, after=after, limit=limit)
        if not found:
            return
        shown = timeline.visible(found)
        for key, entry in found:
            if not entry.uid or entry.uid in shown:
                yield key, entry, shown.get(entry.uid, "")
                count += 1
        if after is not None:
            after = found[-1][0]
        else:
            before = found[-1][0]


def _row(key, entry, address):
    return Row(
        key=key,
        entry=entry,
        sentence=sentence(entry),
        when=moment_text(entry.when, spoken_language()),
        address=address,
        text=reason_text(entry.text),
    )


def sentence(entry: Entry) -> Message:
    """Return what happened as a sentence, for every token that the timeline may hold."""
    kind, _colon, token = entry.what.partition(":")
    what = _assigned(entry) if entry.what == "team:assigned" else entry.what
    if kind == "transition" and entry.subject:
        what = "transition:coded"
    template = SENTENCES.get(what) or SENTENCES.get(kind) or _of_kind(kind, token) or ELSE
    return Message(template, mapping=_words(entry, kind, token))


def _of_kind(word, token):
    kind = kind_called(word)
    if kind is None:
        return None
    return kind.added if token == "added" else kind.decided


def _assigned(entry):
    person, _function, cause = _assignment(entry)
    if cause == "break_glass":
        return "team:break_glass"
    return "team:taken" if person == entry.actor else entry.what


def _assignment(entry):
    """Return person, function and cause of an entry about the team."""
    return (*entry.subject.split(" "), "", "")[:3]


def _words(entry, kind, token):
    words = {
        "who": SYSTEM if entry.actor == "system" else full_name(entry.actor),
        "what": entry.what,
        # BH-2026-00001/D3 is D3 inside its own case.
        "subject": entry.subject.rpartition("/")[2],
    }
    code_list = _transitions(kind)
    if code_list:
        words["step"] = _label(code_list, token)
    if kind == "transition" and entry.subject:
        words["code"] = _label(term("case-transitions", token).extra["codes"], entry.subject)
    if kind == "team":
        person, function, cause = _assignment(entry)
        words["person"] = full_name(person)
        words["function"] = _label("functions", function)
        words["cause"] = _label("causes", cause)
    return words


def _transitions(word):
    """Return the code list of the steps that entries of this word tell of, '' for none."""
    if word == "transition":
        return "case-transitions"
    kind = kind_called(word)
    return kind.transitions if kind else ""


def reason_text(text):
    """Return a reason in words; that of an ending case is its state."""
    head, _blank, state = text.partition(" ")
    if head == "case" and state:
        return _label("case-states", state, text)
    return spoken(text)


def _label(code_list, token, default=""):
    try:
        return label(code_list, token)
    except UnknownTerm:
        return default or token
