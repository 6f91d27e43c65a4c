"""The order of the exhibits of a draft: put somewhere, sorted, put back, taken apart.

Who changes the order says which order they saw (`policy.stamp`): where somebody else was faster,
nothing is changed, and they are shown the order of now.
"""

from baleharum import _
from baleharum.litigation import messages
from baleharum.litigation import policy
from baleharum.litigation import ranges
from baleharum.litigation import redacted
from baleharum.litigation.exhibits import check_open
from baleharum.litigation.exhibits import have_drawn
from baleharum.litigation.exhibits import write
from baleharum.litigation.refusals import ExhibitRefused
from zope.i18nmessageid import Message


def stamp(context) -> str:
    """Return the mark of the order in which the exhibits are now."""
    return policy.stamp(context.entries)


def check_seen(context, seen: str) -> None:
    """Raise ExhibitRefused unless the order is the one that somebody has seen; '' asks nothing."""
    if seen and seen != stamp(context):
        raise ExhibitRefused(
            _(
                "error_order_stale",
                default="Somebody else has changed the order meanwhile. Nothing was moved: look at the"
                " order as it is now, and move it once more.",
            )
        )


def move(context, number: int, by: int, seen: str = "") -> None:
    """Move an exhibit up (-1) or down (1) within its section. Raises ExhibitRefused."""
    _arrange(context, seen, lambda entries: policy.moved(entries, number, by))


def place(context, number: int, section: str, at: int, seen: str = "") -> None:
    """Put an exhibit at a place (from 1) of a section, 0 for its end. Raises ExhibitRefused."""
    codes = list(context.section_titles())
    _arrange(context, seen, lambda entries: policy.placed(entries, codes, number, section, at))


def sort(context, section: str = "", seen: str = "") -> None:
    """Sort the exhibits of a section, or of each, by their days. Raises ExhibitRefused."""
    if section and section not in context.section_titles():
        raise _gone()
    mark, before = stamp(context), tuple(entry.number for entry in context.entries)
    _arrange(context, seen, lambda entries: policy.by_date(entries, section))
    if stamp(context) != mark:
        context.unsorted = (stamp(context), before)


def may_undo(context) -> bool:
    """Tell whether the order is still as the last sorting left it."""
    return bool(context.unsorted) and context.unsorted[0] == stamp(context)


def undo(context, seen: str = "") -> None:
    """Put the exhibits back as they were before they were sorted. Raises ExhibitRefused."""
    if not may_undo(context):
        raise ExhibitRefused(
            _(
                "error_undo_sort",
                default="The order was changed after it was sorted, so that this can't be taken back.",
            )
        )
    _marker, before = context.unsorted
    _arrange(context, seen, lambda entries: policy.in_order(entries, before))
    context.unsorted = ()


def split(context, number: int, text: str) -> int:
    """Make an exhibit of its own of some pages of another; returns its number.

    The other keeps the rest of its pages. Raises ExhibitRefused.
    """
    check_open(context)
    entries = context.entries
    try:
        entry = entries[policy.place_of(entries, number)]
    except KeyError as error:
        raise _gone() from error
    count, taken = ranges.count(context, entry), ranges.parsed(text)
    mine = ranges.parsed(entry.included) or tuple(range(1, count + 1))
    left = tuple(page for page in mine if page not in taken)
    if not taken or not left or not set(taken) <= set(mine):
        raise ExhibitRefused(_split_refusal(count))
    if len(entries) >= policy.MOST:
        raise ExhibitRefused(messages.full(policy.MOST))
    new = (context.highest or 0) + 1
    context.highest = new
    kept = ranges.fitting(taken, count), ranges.fitting(left, count)
    write(context, policy.split(entries, number, new, *kept))
    have_drawn(context, (number, new))
    redacted.share(context, number, new)
    return new


def _split_refusal(count: int) -> Message:
    if not count:
        return _(
            "error_split_waiting",
            default="The PDF of this document is still being made. Take it apart in a moment.",
        )
    return _(
        "error_split",
        default="Name some of the pages that this exhibit has, and leave at least one to it.",
    )


def _arrange(context, seen: str, change) -> None:
    check_open(context)
    check_seen(context, seen)
    try:
        write(context, change(context.entries))
    except KeyError as error:
        raise _gone() from error


def _gone() -> ExhibitRefused:
    return ExhibitRefused(
        _(
            "error_place_gone",
            default="There is no such exhibit or section any more. Look at the order as it is now.",
        )
    )
