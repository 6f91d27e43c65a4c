"""Taking documents into a file, and writing what is said of them: on pages and over REST alike."""

from baleharum import _
from baleharum.cases.collisions import claim
from baleharum.cases.files.policy import LIVE_STATES
from baleharum.cases.history import state_of
from baleharum.cases.layout import case_of
from baleharum.litigation import flags
from baleharum.litigation import messages
from baleharum.litigation import policy
from baleharum.litigation.choices import document_of
from baleharum.litigation.choices import found_with
from baleharum.litigation.keeping import is_open
from baleharum.litigation.ranges import checked
from baleharum.litigation.refusals import ExhibitRefused
from baleharum.litigation.renditions import ask_for_rendition
from baleharum.litigation.thumbnail_job import ask_for_thumbnail
from baleharum.litigation.thumbnails import first_page
from baleharum.team.api import current_user_id
from baleharum.team.api import utcnow
from baleharum.terms.lists import label
from baleharum.terms.lists import terms
from datetime import date
from plone import api
from zope.event import notify
from zope.i18n import translate
from zope.lifecycleevent import ObjectModifiedEvent


#: How long the texts of an exhibit are at most.
LENGTHS = {"title": 200, "proves": 1000, "duty_ref": 120, "included": 200}
CODED = {"duty": "stamp-duties"}
DAYS = ("dated", "duty_on")


def check_open(context) -> None:
    """Raise ExhibitRefused unless the file is a draft."""
    if not is_open(context, "file"):
        raise ExhibitRefused(
            _(
                "error_file_fixed",
                default="A litigation file is changed in its draft alone. Have it sent back, or make"
                " an addendum to what was bound.",
            )
        )


def write(context, entries, *, written: bool = True) -> None:
    """Write the exhibits of a draft, and who did; written: whether that makes them a writer."""
    check_open(context)
    context.exhibits = tuple(tuple(entry) for entry in entries)
    who = current_user_id()
    if written and who not in context.writers:
        context.writers = (*context.writers, who)
    claim(context)
    notify(ObjectModifiedEvent(context))


def add(context, uids, section: str) -> int:
    """Take documents in at the end of a section, each as it is now; returns how many were new.

    Raises ExhibitRefused with everything that stands against it, and takes none.
    """
    check_open(context)
    if section not in context.section_titles():
        raise ExhibitRefused(
            _("error_exhibit_section", default="Choose one of the sections of the file.")
        )
    case, entries = case_of(context), list(context.entries)
    if len(entries) + len(uids) > policy.MOST:
        raise ExhibitRefused(messages.full(policy.MOST))
    known, found = {entry.document for entry in entries}, []
    for uid in dict.fromkeys(uids):
        document = found_with(uid, "CaseFile", case)
        _check_document(document)
        if uid not in known:
            found.append(document)
    highest = context.highest or 0
    for number, document in enumerate(found, highest + 1):
        entry = _entry(document, number, section)
        entries.append(entry._replace(flags=flags.carried(case, document)))
        ask_for_rendition(document)
    context.highest = highest + len(found)
    write(context, entries)
    have_drawn(context, range(highest + 1, context.highest + 1))
    return len(found)


def have_drawn(context, numbers) -> None:
    """Have the first pages of exhibits drawn of which there is no picture yet."""
    for entry in context.entries:
        if entry.number in numbers:
            document = document_of(context, entry)
            if document is not None:
                ask_for_thumbnail(document, first_page(entry))


def _check_document(document) -> None:
    if document is None or not api.user.has_permission("View", obj=document):
        # The same words: whoever may not read a document learns nothing of it.
        raise ExhibitRefused(
            _(
                "error_exhibit_unknown",
                default="A chosen document is not in this case, or you may not read it.",
            )
        )
    mapping = {"number": document.getId().upper()}
    if document.profession == policy.PSYCHOLOGY:
        raise ExhibitRefused(
            _(
                "error_exhibit_psychology",
                default="${number} belongs to the psychologists and never goes out.",
                mapping=mapping,
            )
        )
    if state_of(document) not in LIVE_STATES:
        raise ExhibitRefused(
            _(
                "error_exhibit_state",
                default="${number} was withdrawn or replaced. Take in the version that holds.",
                mapping=mapping,
            )
        )


def _entry(document, number: int, section: str) -> policy.Entry:
    ending = document.filename.rpartition(".")[2].lower() if "." in document.filename else "bin"
    language = api.portal.get_default_language()
    return policy.Entry(
        number=number,
        document=api.content.get_uuid(document),
        name=document.getId(),
        version=document.version,
        sha256=document.sha256,
        ending=ending if ending.isascii() and ending.isalnum() else "bin",
        media_type=document.media_type,
        section=section,
        title=translate(label("document-kinds", document.kind), target_language=language),
        dated=document.dated,
    )


def remove(context, number: int) -> None:
    """Take an exhibit out. Raises ExhibitRefused."""
    check_open(context)
    for entry in context.entries:
        if entry.number == number:
            flags.taken_out(context, entry)
    _changed(context, number, lambda entries: policy.removed(entries, number))


def describe(context, number: int, **fields) -> None:
    """Write what is said of an exhibit. Raises ExhibitRefused for a value that is none."""
    check_open(context)
    values = {name: _value(context, name, value) for name, value in fields.items()}
    if "included" in values:
        values["included"] = checked(context, number, values["included"])
    if "flags" in values:
        _check_flags(context, number, values["flags"])
    _changed(context, number, lambda entries: policy.changed(entries, number, **values))
    if "included" in values:
        have_drawn(context, (number,))


def waive(context, number: int, reason: str) -> None:
    """Note that who acts now lets a withheld exhibit go out. Raises ExhibitRefused."""
    if not reason.strip():
        raise ExhibitRefused(_("error_waiver_reason", default="Say why it may go out."))
    who, at = current_user_id(), utcnow().isoformat(timespec="seconds")
    _changed(
        context,
        number,
        lambda entries: policy.waived(entries, number, who, at, reason.strip()),
        written=False,
    )


def _changed(context, number: int, change, *, written: bool = True) -> None:
    check_open(context)
    try:
        entries = change(context.entries)
    except KeyError as error:
        raise ExhibitRefused(
            _("error_exhibit_gone", default="There is no such exhibit, or no such field of it.")
        ) from error
    write(context, entries, written=written)


def _value(context, name: str, value):
    """Return a field of an exhibit as it is kept, of what a form or program sends."""
    if name in DAYS:
        return _day(value)
    if name == "has_original":
        return value is True or value in ("1", "on", "true")
    if name == "flags":
        return _flags(value)
    if not isinstance(value, str) or len(value) > LENGTHS.get(name, 40):
        raise ExhibitRefused(_("error_exhibit_text", default="A text is too long, or is none."))
    known = {term.token for term in terms(CODED[name])} if name in CODED else None
    if name == "section":
        known = set(context.section_titles())
    if known is not None and value not in known:
        raise ExhibitRefused(_("error_exhibit_token", default="Choose one of the list."))
    if name == "title" and not value.strip():
        raise ExhibitRefused(
            _("error_exhibit_title", default="Write what the index calls this exhibit.")
        )
    return value.strip()


def _check_flags(context, number: int, sent: tuple[str, ...]) -> None:
    if any(policy.lifts(entry, sent) for entry in context.entries if entry.number == number):
        raise ExhibitRefused(
            _(
                "error_flag_lifted",
                default="That it is privileged, or tells of a safe house, is not unticked. Lift the flag"
                " by itself, with a reason.",
            )
        )


def _day(value):
    if value in (None, ""):
        return None
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise ExhibitRefused(
            _("error_exhibit_day", default="Write a day as year, month, day: 2026-03-05.")
        ) from error


def _flags(value) -> tuple[str, ...]:
    known = [term.token for term in terms("exhibit-flags")]
    if not isinstance(value, list | tuple) or not set(value) <= set(known):
        raise ExhibitRefused(_("error_exhibit_token", default="Choose one of the list."))
    return tuple(token for token in known if token in value)
