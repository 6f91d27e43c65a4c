"""What the public side lists in one language; read from the catalog, nothing is woken."""

from baleharum.cases.moments import WITA
from baleharum.public.counterparts import ENGLISH
from baleharum.terms.lists import label
from baleharum.terms.lists import term
from baleharum.terms.lists import terms
from dataclasses import dataclass
from DateTime import DateTime
from datetime import datetime
from plone import api
from typing import Any
from zope.i18nmessageid import Message


@dataclass(frozen=True)
class Entry:
    """A page in a list. when: for news and events, a moment in Mataram; None for others."""

    title: str
    summary: str
    url: str
    needs: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    when: datetime | None = None


@dataclass(frozen=True)
class Group:
    """Services under one heading. icon: name of its sign, '' for none."""

    token: str
    title: Message
    icon: str
    entries: tuple[Entry, ...]


def published(home: Any, portal_type: str | tuple[str, ...], **query: Any) -> list[Any]:
    """Return the brains of published content in the tree of a front page.

    The tree in English lies below the root, whose own list leaves it out.
    """
    path = "/".join(home.getPhysicalPath())
    found = api.portal.get_tool("portal_catalog")(
        portal_type=list((portal_type,) if isinstance(portal_type, str) else portal_type),
        review_state="published",
        path=path,
        **query,
    )
    english = f"{path}/{ENGLISH}/"
    return [brain for brain in found if not brain.getPath().startswith(english)]


def services(home: Any) -> list[Entry]:
    """Return the services, by title."""
    found = [_entry(brain) for brain in published(home, "ServicePage", sort_on="sortable_title")]
    return sorted(found, key=lambda entry: entry.title.casefold())


def _entry(brain: Any, when: Any = None) -> Entry:
    return Entry(
        title=brain.Title,
        summary=brain.Description,
        url=brain.getURL(),
        needs=tuple(getattr(brain, "page_needs", None) or ()),
        audiences=tuple(getattr(brain, "page_audiences", None) or ()),
        when=moment(when) if when else None,
    )


def moment(value: Any) -> datetime:
    """Return a moment of the catalog in Mataram."""
    when = value.asdatetime() if isinstance(value, DateTime) else value
    return when.astimezone(WITA)


def groups(entries: list[Entry], code_list: str, attribute: str) -> list[Group]:
    """Return the services under each token of a list that any of them has, in its order."""
    found = []
    for each in terms(code_list):
        mine = tuple(entry for entry in entries if each.token in getattr(entry, attribute))
        if mine:
            icon = term(code_list, each.token).extra.get("icon", "")
            found.append(Group(each.token, label(code_list, each.token), icon, mine))
    return found


def news(home: Any, limit: int) -> list[Entry]:
    """Return the newest news."""
    found = published(home, "News Item", sort_on="effective", sort_order="descending")
    return [_entry(brain, brain.effective) for brain in found[:limit]]


def events(home: Any, limit: int) -> list[Entry]:
    """Return the events that are not over, the next one first."""
    coming = {"query": DateTime(), "range": "min"}
    found = published(home, "Event", end=coming, sort_on="start")
    return [_entry(brain, brain.start) for brain in found[:limit]]
