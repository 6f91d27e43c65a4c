"""The table of a case's documents: what is asked, and the rows, from the catalog alone."""

from baleharum.asked import Asked
from baleharum.cases.content import children_path
from baleharum.cases.files.paging import SIZE
from baleharum.cases.files.paging import start_of
from baleharum.cases.layout import full_name
from baleharum.terms.lists import label
from baleharum.terms.lists import terms
from collections import defaultdict
from dataclasses import dataclass
from DateTime import DateTime
from plone import api
from zope.i18nmessageid import Message


#: What the table is sorted by -> index.
SORTS = {
    "number": "sortable_title",
    "date": "created",
    "kind": "document_kind",
    "state": "review_state",
    "author": "Creator",
}

#: filter -> (code list, index)
FILTERS = {
    "kind": ("document-kinds", "document_kind"),
    "state": ("document-states", "review_state"),
    "level": ("levels", "document_level"),
}


@dataclass(frozen=True)
class Wanted:
    """What is asked of the table. kind, state, level: tokens or ''; sort: key of SORTS."""

    kind: str = ""
    state: str = ""
    level: str = ""
    every_version: bool = False
    sort: str = "number"
    ascending: bool = False
    start: int = 0

    @classmethod
    def from_form(cls, form) -> "Wanted":
        """Read a request; what is not known counts as not asked."""
        form = Asked(form)
        tokens = {
            name: form.get(name, "")
            for name, (code_list, _index) in FILTERS.items()
            if form.get(name, "") in {term.token for term in terms(code_list)}
        }
        sort = form.get("sort", "")
        return cls(
            **tokens,
            every_version=bool(form.get("every_version")),
            sort=sort if sort in SORTS else "number",
            ascending=form.get("order") == "up",
            start=start_of(form),
        )

    @property
    def params(self) -> tuple[tuple[str, str], ...]:
        """The query string that asks the same, without the start."""
        found = [(name, getattr(self, name)) for name in FILTERS if getattr(self, name)]
        if self.every_version:
            found.append(("every_version", "1"))
        if self.sort != "number":
            found.append(("sort", self.sort))
        if self.ascending:
            found.append(("order", "up"))
        return tuple(found)


@dataclass(frozen=True)
class Row:
    """One document as the table shows it; *_label are translated when shown."""

    uid: str
    number: str
    title: str
    url: str
    kind: str
    kind_label: Message
    level: str
    level_label: Message
    state: str
    state_label: Message
    text: str
    text_label: Message
    version: int
    author: str
    author_name: str
    filed: DateTime
    filename: str


def find(case, wanted: Wanted) -> tuple[list, int]:
    """Return the brains of one page, and how many documents there are in all."""
    query = within(case)
    for name, (_code_list, index) in FILTERS.items():
        if getattr(wanted, name):
            query[index] = getattr(wanted, name)
    if not wanted.every_version:
        passed = outdated(case)
        if passed:
            query["UID"] = {"not": passed}
    found = api.portal.get_tool("portal_catalog")(
        sort_on=SORTS[wanted.sort],
        sort_order="ascending" if wanted.ascending else "descending",
        sort_limit=wanted.start + SIZE,
        **query,
    )
    return list(found[wanted.start : wanted.start + SIZE]), found.actual_result_count


def within(case) -> dict:
    """Return the query for the documents of a case."""
    return {"path": children_path(case), "portal_type": "CaseFile"}


def outdated(case) -> list[str]:
    """Return the UIDs of the versions that a newer one stands for.

    Few documents have a second version: only their series are looked at.
    """
    catalog = api.portal.get_tool("portal_catalog")
    later = catalog(document_version={"query": 2, "range": "min"}, **within(case))
    if not later:
        return []
    series = defaultdict(list)
    for brain in catalog(
        document_series=list({brain.document_series for brain in later}), **within(case)
    ):
        series[brain.document_series].append(brain)
    newest = {max(brains, key=_standing).UID for brains in series.values()}
    return [b.UID for brains in series.values() for b in brains if b.UID not in newest]


def _standing(brain):
    """A withdrawn version stands for its series only if there is no other."""
    return brain.review_state != "withdrawn", brain.document_version


def rows(brains) -> list[Row]:
    """Return the rows of a page; wakes each document of it, for its file and how far that was read."""
    brains, names = list(brains), {}
    for brain in brains:
        if brain.Creator not in names:
            names[brain.Creator] = full_name(brain.Creator)
    return [_row(brain, names[brain.Creator], brain.getObject()) for brain in brains]


def row(brain) -> Row:
    """Return the row of one document."""
    return rows([brain])[0]


def _row(brain, author_name, document):
    return Row(
        uid=brain.UID,
        number=number(brain.Title),
        title=brain.Title,
        url=brain.getURL(),
        kind=brain.document_kind,
        kind_label=label("document-kinds", brain.document_kind),
        level=brain.document_level,
        level_label=label("levels", brain.document_level),
        state=brain.review_state,
        state_label=label("document-states", brain.review_state),
        text=document.text_state,
        text_label=label("text-states", document.text_state),
        version=brain.document_version,
        author=brain.Creator,
        author_name=author_name,
        filed=brain.created,
        filename=document.filename,
    )


def number(title: str) -> str:
    """Return a document's number within its case: D3 of BH-2026-00001/D3."""
    return title.rpartition("/")[2]
