"""What a person asks the register for; every part of it is a parameter of the address."""

from baleharum import _
from baleharum.asked import Asked
from baleharum.terms.lists import term
from baleharum.terms.lists import UnknownTerm
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from urllib.parse import urlencode
from zExceptions import BadRequest
from zope.globalrequest import getRequest
from zope.i18n import translate


#: parameter -> code list that its tokens come from.
FACETS = {
    "state": "case-states",
    "category": "categories",
    "risk": "risks",
    "sub_district": "sub-districts",
}

#: What the table can be sorted by; the first is how it begins.
SORTS = ("changed", "number", "state", "risk", "sub_district", "received")

#: Sorts that begin with the newest or the gravest.
DOWNWARDS = ("changed", "number", "risk", "received")

PAGE = 25

BACKWARDS = _(
    "error_register_backwards",
    default="The first day is later than the last one: no report can have come in between. Change"
    " one of the two.",
)


@dataclass(frozen=True)
class Filters:
    """A question to the register.

    facets: parameter of FACETS -> tokens, one of which a case must have; worker: id of a person
    or staff group; since, until: days on which the report came in, both included; start: number
    of rows before the page; size: rows a page.
    """

    facets: tuple[tuple[str, tuple[str, ...]], ...] = ()
    worker: str = ""
    since: date | None = None
    until: date | None = None
    sort: str = SORTS[0]
    down: bool = True
    start: int = 0
    size: int = PAGE

    @property
    def active(self) -> bool:
        """Tell whether anything narrows the list."""
        return bool(self.facets or self.worker or self.since or self.until)

    @property
    def narrowing(self) -> int:
        """Return how many filters of the form narrow the list; the state has its own row."""
        form = [facet for facet, _tokens in self.facets if facet != "state"]
        return len(form) + sum(map(bool, (self.worker, self.since, self.until)))

    def chosen(self, facet: str) -> tuple[str, ...]:
        """Return the tokens chosen for a facet, none for all."""
        return dict(self.facets).get(facet, ())

    def query(self, **changes) -> str:
        """Return the query string that asks this again, with changes.

        changes: parameters as in the address; '' or () takes one away. The page begins anew.
        """
        pairs = dict(self._pairs())
        pairs.update(changes)
        flat = {name: value for name, value in pairs.items() if value not in ("", (), None)}
        return urlencode(flat, doseq=True)

    def _pairs(self) -> Iterator[tuple[str, object]]:
        yield from self.facets
        for name in ("worker", "since", "until"):
            yield name, getattr(self, name)
        if (self.sort, self.down) != (SORTS[0], True):
            yield "sort", self.sort
            yield "order", "desc" if self.down else "asc"

    def at(self, start: int) -> "Filters":
        """Return the same question, for the page that begins after so many rows."""
        return replace(self, start=start)


def filters_of(form: Mapping) -> Filters:
    """Return the question that a form or query string asks.

    Raises BadRequest, naming the remedy, for a value that no case could have.
    """
    form = Asked(form)
    facets = ((facet, _tokens(form, facet)) for facet in FACETS)
    sort = _one_of(form, "sort", SORTS) or SORTS[0]
    order = _one_of(form, "order", ("asc", "desc"))
    since, until = _day(form, "since"), _day(form, "until")
    if since and until and since > until:
        raise _said(BACKWARDS)
    return Filters(
        facets=tuple((facet, tokens) for facet, tokens in facets if tokens),
        worker=_text(form, "worker"),
        since=since,
        until=until,
        sort=sort,
        down=order == "desc" if order else sort in DOWNWARDS,
        start=_number(form, "b_start", 0, 0, 10_000_000),
        size=_number(form, "b_size", PAGE, 1, 200),
    )


def _tokens(form, facet) -> tuple[str, ...]:
    """Return the tokens given for a facet, once or several times."""
    tokens = tuple(token for token in form.every(facet) if token)
    for token in tokens:
        try:
            term(FACETS[facet], token)
        except UnknownTerm:
            raise _refusal(facet, token) from None
    return tokens


def _text(form, name) -> str:
    given = form.every(name)
    if len(given) > 1:
        # Nobody can tell which one was meant, and a wrong list is worse than none.
        raise _refusal(name, ", ".join(given))
    return "".join(given).strip()


def _one_of(form, name, allowed) -> str:
    value = _text(form, name)
    if value and value not in allowed:
        raise _refusal(name, value)
    return value


def _day(form, name) -> date | None:
    value = _text(form, name)
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise _refusal(name, value) from None


def _number(form, name, default, least, most) -> int:
    value = form.get(name) or default
    try:
        number = int(value)
    except ValueError:
        raise _refusal(name, value) from None
    return min(max(number, least), most)


def _refusal(name, value) -> BadRequest:
    return _said(
        _(
            "error_register_filter",
            default="The register has no filter ${name}=${value}. "
            "Choose one from the lists, and write days as 2026-03-31.",
            mapping={"name": name, "value": value[:40]},
        )
    )


def _said(message) -> BadRequest:
    """Return a refusal in the language of the request, if there is one."""
    return BadRequest(translate(message, context=getRequest()))
