"""What the gates look at: a litigation file, its exhibits, and what their documents are today.

Whoever asks: a gate holds also for somebody who may not read a document.
"""

from baleharum import _
from baleharum.bundles import ranges
from baleharum.cases.files.versions import newest_approved
from baleharum.cases.history import state_of
from baleharum.cases.layout import case_of
from baleharum.cases.moments import today
from baleharum.consents.api import why_not
from baleharum.litigation import chronology
from baleharum.litigation import gates
from baleharum.litigation import policy
from baleharum.litigation import spellings
from baleharum.litigation.choices import document_of
from baleharum.litigation.choices import found_with
from baleharum.litigation.content import bundles_of
from baleharum.litigation.content import files_of
from baleharum.litigation.known import Found
from baleharum.litigation.numbering import expected
from baleharum.litigation.opened import open_now
from baleharum.litigation.redacted import rendered
from baleharum.litigation.releases import OWN
from baleharum.litigation.releases import SECRET
from baleharum.litigation.thumbnail_job import may_show
from baleharum.litigation.thumbnails import first_page
from baleharum.litigation.thumbnails import thumbnail
from baleharum.team.api import utcnow
from baleharum.terms.lists import term
from functools import cache
from functools import partial
from plone import api
from plone.uuid.interfaces import IUUID


#: States in which the court has a bundle.
FILED = ("filed", "served", "closed")


def superseded(context):
    """Return the file that this one adds to, None for none."""
    return found_with(context.supersedes, "LitigationFile", case_of(context))


def bundle_of(context):
    """Return the bundle that was made of a file, None while there is none."""
    uid = context.bundle
    return next((each for each in bundles_of(case_of(context)) if IUUID(each) == uid), None)


def begins(context) -> tuple[int, int]:
    """Return the number of the first exhibit and of the first page."""
    before = superseded(context)
    bundle = None if before is None else bundle_of(before)
    return (1, 1) if bundle is None else (bundle.last_exhibit + 1, bundle.last_page + 1)


def facts_of(context) -> gates.Facts:
    """Return what the gates look at."""
    first, page = begins(context)
    before = superseded(context)
    found = sources(context, first)
    code = "" if before is None else before.code
    rules = term("forum-profiles", context.profile or "custom").extra
    return gates.Facts(
        sources=found,
        edition=context.edition or "sealed",
        today=today(),
        lacking=lacking(context),
        duty=rules["duty"] == "yes",
        attorney=rules["attorney"] == "yes",
        attorney_on=attorney_on(context),
        pages=int(rules["pages"]),
        megabytes=int(rules["megabytes"]),
        around=cache(partial(expected, context, found, page, code)),
        told=len(context.chronology or ()) if context.with_chronology else 0,
        loose=loose(context, found),
        used=used(context),
        prefix=context.prefix or "P-",
        first=first,
        # Of a file that was sent back it says what was, not what is.
        found=found_in(context) if state_of(context) == "approved" else (),
        unsought=len(spellings.unsought(case_of(context))),
    )


def proceeding_of(context):
    """Return the court procedure to which a file belongs, None for none."""
    return found_with(context.proceeding, "CourtProceeding", case_of(context))


def attorney_on(context):
    """Return the day of the power of attorney: of the procedure, where the file belongs to one."""
    proceeding = proceeding_of(context)
    return context.attorney_on if proceeding is None else proceeding.attorney_on


def loose(context, found) -> int:
    """Return how many facts of a chronology that is bound in stand on a page that is not."""
    if not context.with_chronology:
        return 0
    # What is being made may have the page.
    bound = {each.entry.number: each.bound for each in found if each.rendered is not None}
    waiting = {each.entry.number for each in found} - set(bound)
    return sum(
        any(pin.exhibit not in waiting and _is_loose(pin, bound) for pin in fact.pins)
        for fact in chronology.facts_of(context)
    )


def _is_loose(pin, bound) -> bool:
    pages = bound.get(pin.exhibit, ())
    wanted = ranges.pages(pin.pages)
    return not pages or not set(wanted) <= set(pages)


def found_in(context) -> tuple[Found, ...]:
    """Return what the file held and must not when it was last bound."""
    return tuple(Found(*row) for row in context.found or ())


def sources(context, first: int) -> tuple[gates.Source, ...]:
    """Return the exhibits as they are bound, each with what its document is today."""
    case, codes = case_of(context), context.codes(first)
    open_ = open_now(api.portal.get(), IUUID(case), utcnow())
    entries = policy.ordered(context.entries, list(context.section_titles()))
    documents = {entry.number: document_of(context, entry) for entry in entries}
    newest = newest_approved(case, [each for each in documents.values() if each is not None])
    return tuple(
        _source(context, entry, codes[entry.number], documents[entry.number], open_, newest)
        for entry in entries
    )


def _source(context, entry, code, document, open_, newest) -> gates.Source:
    if document is None:
        return gates.Source(entry, code, state="")
    own = document.level != SECRET or document.profession == OWN
    return gates.Source(
        entry,
        code,
        state=state_of(document),
        newer=newest.get(document.series, 0) > document.version,
        openable=document.openable,
        active=document.active,
        readable=own or entry.document in open_,
        profession=document.profession,
        rendered=rendered(context, entry, document),
        drawn=thumbnail(document, first_page(entry)) is not None and may_show(document),
    )


def lacking(context) -> tuple:
    """Return why data may not go to the recipient, () where there is a consent or other basis."""
    if not context.about or not context.recipient:
        return (
            _(
                "gate_no_recipient",
                default="Choose in the file whose case it is, and the recipient: the consent or other"
                " basis is looked up for them.",
            ),
        )
    case = case_of(context)
    person = found_with(context.about, "CaseSubject", case)
    if person is not None and state_of(person) != "active":
        # Art. 41 of Law 27/2022.
        return (
            _(
                "refused_about",
                default="The data of ${number} is restricted: nothing of it is disclosed.",
                mapping={"number": person.getId().upper()},
            ),
        )
    rows = why_not(case, policy.PURPOSE, context.recipient, person=context.about)
    return tuple(row.message for row in rows)


def used(context) -> frozenset[str]:
    """Return the codes that this recipient has of bundles of the same edition already."""
    found: set[str] = set()
    for other in files_of(case_of(context)):
        same = (other.recipient, other.edition) == (context.recipient, context.edition)
        if other is not context and same and other.bundle and state_of(other) in FILED:
            found.update(other.codes(begins(other)[0]).values())
    return frozenset(found)
