"""The twelve gates before a bundle is bound: what stops it, where, and how that is mended.

Pure functions over what is known of a file and its exhibits; `facts` gathers that.
"""

from baleharum.bundles import ranges
from baleharum.litigation import messages
from baleharum.litigation import odd
from baleharum.litigation.known import Facts
from baleharum.litigation.known import Source
from baleharum.litigation.policy import PSYCHOLOGY
from baleharum.litigation.policy import WITHHELD
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import replace
from zope.i18nmessageid import Message


PSEUDONYMOUS, OWN, SEALED = "pseudonymous", "own-counsel", "sealed"
#: Approved by how many different people.
WAIVERS = 2


@dataclass(frozen=True)
class Finding:
    """What a gate has found. blocks: whether nothing goes out meanwhile; code: of the exhibit, ''
    for the whole file; message: what, and how it is mended; number: of the exhibit in the file;
    sheet: its page on which it is mended by a box, 0 for none; look: at what whoever approves has to
    look themselves, '' for nothing; sheets: its pages on which that is."""

    gate: str
    blocks: bool
    message: Message
    code: str = ""
    number: int = 0
    sheet: int = 0
    look: str = ""
    sheets: tuple[int, ...] = ()


def findings(facts: Facts) -> list[Finding]:
    """Return what all gates find, in their order."""
    return [found for gate in GATES for found in gate(facts)]


def blockers(facts: Facts) -> list[Finding]:
    """Return what stops the bundle."""
    return [found for found in findings(facts) if found.blocks]


def _of(gate: str, source: Source, message: Message, blocks: bool = True) -> Finding:
    return Finding(gate, blocks, message, source.code, source.entry.number)


def basis(facts: Facts) -> Iterator[Finding]:
    """G1: a consent or other basis for this recipient; and every document open to its advocates."""
    yield from (Finding("G1", True, message) for message in facts.lacking)
    for source in facts.sources:
        if source.profession == PSYCHOLOGY:
            yield _of("G1", source, messages.PSYCHOLOGICAL)
        elif not source.readable:
            yield _of("G1", source, messages.UNRELEASED)


def withheld(facts: Facts) -> Iterator[Finding]:
    """G2: what is privileged, or tells of a safe house, goes out after two people waived that."""
    if facts.edition == OWN:
        return
    for source in facts.sources:
        waivers = {row[0] for row in source.entry.waivers}
        if set(WITHHELD) & set(source.entry.flags) and len(waivers) < WAIVERS:
            yield _of("G2", source, messages.WITHHELD)


def names(facts: Facts) -> Iterator[Finding]:
    """G3: no name of the case stands in an edition that replaces names."""
    if facts.edition != PSEUDONYMOUS:
        return
    yield from _held(facts, "G3", messages.NAMED)
    if facts.unsought:
        yield Finding("G3", False, Message(messages.UNSOUGHT, mapping={"count": facts.unsought}))
    for source in facts.sources:
        yield from _unread(source)


def _unread(source: Source) -> Iterator[Finding]:
    """Pages on which a search for names finds little, or nothing: a person looks at them."""
    rendered = source.rendered
    if rendered is None or rendered.reason:
        return
    for word, every in (("unsure", rendered.unsure), ("unread", rendered.unread)):
        yield from _to_look_at("G3", source, every, messages.LOOK[word], word)


def _to_look_at(
    gate: str, source: Source, pages: Iterable[int], words: Message, what: str
) -> Iterator[Finding]:
    """Those of some pages that are bound in, at which a person looks."""
    numbers = tuple(page for page in pages if page in source.bound)
    if numbers:
        found = _of(gate, source, _paged(words, numbers), blocks=False)
        look = f"{what}={ranges.printed(numbers)}"
        yield replace(found, sheet=numbers[0], look=look, sheets=numbers)


def redactions(facts: Facts) -> Iterator[Finding]:
    """G4: nothing can be read in a box, and nothing is only covered that can be copied."""
    for source in facts.sources:
        rendered = source.rendered
        if rendered is None or rendered.reason:
            continue
        if rendered.legible or rendered.loose:
            yield _of("G4", source, messages.LEGIBLE)
        covered = tuple(page for page in rendered.covered if page in source.bound)
        if covered:
            message = _paged(messages.COVERED, covered)
            blocks = facts.edition == PSEUDONYMOUS
            found = _of("G4", source, message, blocks)
            yield replace(found, sheet=covered[0])
    yield from _held(facts, "G4", messages.READABLE)


def _held(facts: Facts, gate: str, words: Message) -> Iterator[Finding]:
    """What the bound file held, each at the page on which it is mended."""
    for found in facts.found:
        if found.gate == gate:
            mapping = {"code": found.code or "–", "page": found.page, "sheet": found.sheet or "–"}
            message = Message(words, mapping=mapping)
            yield Finding(gate, True, message, found.code, found.number, found.sheet)


def _paged(words: Message, numbers: tuple[int, ...]) -> Message:
    """Return a message that names the first pages."""
    pages = ", ".join(map(str, numbers[:10])) + ("…" if numbers[10:] else "")
    return Message(words, mapping={"pages": pages})


def signatures(facts: Facts) -> Iterator[Finding]:
    """G5: what has to be signed is."""
    for source in facts.sources:
        if "needs-signature" in source.entry.flags and "signed" not in source.entry.flags:
            yield _of("G5", source, messages.UNSIGNED)


def duties(facts: Facts) -> Iterator[Finding]:
    """G6: duty stamps (UU 10/2020 art. 3(1)b, 21) and the power of attorney."""
    if facts.attorney and facts.attorney_on is None:
        yield Finding("G6", True, messages.NO_ATTORNEY)
    elif facts.attorney_on is not None and facts.attorney_on > facts.today:
        yield Finding("G6", True, messages.LATE_ATTORNEY)
    if facts.duty:
        for source in facts.sources:
            entry = source.entry
            if entry.duty == "none" or (entry.duty == "nazegelen" and not entry.duty_on):
                yield _of("G6", source, messages.NO_DUTY)


def files(facts: Facts) -> Iterator[Finding]:
    """G7: every file is safe, and there is a PDF of it."""
    for source in facts.sources:
        if not source.openable:
            yield _of("G7", source, messages.CLOSED)
        elif source.active and (source.rendered is None or source.rendered.reason):
            yield _of("G7", source, messages.ACTIVE)
        elif source.rendered is None:
            yield _of("G7", source, messages.WAITING)
        elif source.rendered.reason:
            yield _of("G7", source, messages.UNREADABLE)
        elif len(source.bound) < len(ranges.pages(source.entry.included)):
            words = Message(messages.NO_SUCH_PAGE, mapping={"pages": source.rendered.pages})
            yield _of("G7", source, words)


def codes(facts: Facts) -> Iterator[Finding]:
    """G8: codes are unique, without gaps, in the order of the list, and none that was filed."""
    wanted = [f"{facts.prefix}{n}" for n, _s in enumerate(facts.sources, facts.first)]
    if [source.code for source in facts.sources] != wanted:
        yield Finding("G8", True, messages.GAPS)
    for source in facts.sources:
        if source.code in facts.used:
            yield _of("G8", source, messages.USED)


def oddities(facts: Facts) -> Iterator[Finding]:
    """G9: the same pages twice, empty pages, pages without text."""
    for source, words in odd.pages(facts.sources):
        yield _of("G9", source, words, blocks=False)
    yield from (Finding("G9", False, words) for words in odd.loose(facts))
    if facts.edition != OWN:
        for source in facts.sources:
            yield from _behind(source)


def _behind(source: Source) -> Iterator[Finding]:
    """What an office file holds that its PDF may show, or hide: a person looks at it."""
    if source.rendered is None:
        return
    for token in source.rendered.behind:
        yield replace(_of("G9", source, messages.BEHIND[token], False), look=f"office={token}")
    for token in source.rendered.before:
        yield replace(_of("G9", source, messages.BEFORE[token], False), look=f"before={token}")


def limits(facts: Facts) -> Iterator[Finding]:
    """G10: as many pages and bytes as the rules allow, days, and their order."""
    yield from (Finding("G10", False, words) for words in odd.sizes(facts))
    for source, words in odd.days(facts.sources):
        yield _of("G10", source, words, blocks=False)


def faces(facts: Facts) -> Iterator[Finding]:
    """G11: somebody has looked at each photo for faces and number plates (UU 11/2012 art. 19)."""
    for source in facts.sources:
        seen = "faces-seen" in source.entry.flags
        if source.entry.media_type.startswith("image/") and not seen:
            yield _of("G11", source, messages.FACES, blocks=facts.edition != SEALED)
        elif facts.edition == PSEUDONYMOUS and source.rendered is not None:
            rendered = source.rendered
            scans = set(rendered.read) - {*rendered.unsure, *rendered.unread}
            yield from _to_look_at("G11", source, sorted(scans), messages.SCANS, "scans")


def changes(facts: Facts) -> Iterator[Finding]:
    """G12: every document is still the approved one that was taken in."""
    for source in facts.sources:
        if source.state != "approved":
            yield _of("G12", source, messages.GONE)
        elif source.newer:
            yield _of("G12", source, messages.NEWER)


GATES = (
    basis, withheld, names, redactions, signatures, duties, files, codes, oddities, limits, faces,
    changes,
)  # fmt: skip

#: What a manifest tells of: each of them, whether it has found something or not.
LOOKED = tuple(f"G{number}" for number, _gate in enumerate(GATES, 1))
