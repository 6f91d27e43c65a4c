"""What the gates say: each message names what is amiss and how it is mended."""

from baleharum import _
from zope.i18nmessageid import Message


PSYCHOLOGICAL = _(
    "gate_psychological",
    default="This belongs to the psychologists and never goes out. Take it out of the file.",
)
UNRELEASED = _(
    "gate_unreleased",
    default="This document is not released to the advocates of the case, or no longer. Ask the lead"
    " or a supervisor to release it, or take it out.",
)
WITHHELD = _(
    "gate_withheld",
    default="This is privileged, or tells where a safe house is. It goes out after two different"
    " people have waived that; or take it out, or choose the edition for our own counsel.",
)
NAMED = _(
    "gate_named",
    default="A name, number or address of this case stands in ${code}, page ${page} of the bundle"
    " (page ${sheet} of the exhibit). Draw a box over it, take the exhibit out, or choose the sealed"
    " edition. What is typed here (index, list of evidence) is replaced by the names of the case.",
)
UNSOUGHT = _(
    "gate_unsought",
    default="Earlier spellings that somebody has said name nobody, and that are not looked for:"
    " ${count}. Look at them with the names of the case; say in the comment why that is right.",
)
LOOK = {
    "unsure": _(
        "gate_unsure",
        default="A program has read these pages of a scan, and has guessed much: ${pages}. Names may"
        " stand there that it has not found. Look at each; whoever approves the file looks as well, and"
        " ticks it.",
    ),
    "unread": _(
        "gate_unread",
        default="These pages hold something that no program has read (a picture, handwriting, a scan):"
        " ${pages}. No name is found there. Look at each; whoever approves the file looks as well, and"
        " ticks it.",
    ),
}
SCANS = _(
    "gate_scans",
    default="These pages are pictures: ${pages}. Their text was searched for names, but no program knows"
    " a face, a number plate or a school badge. Look at each; whoever approves the file looks as well,"
    " and ticks it.",
)
BEHIND = {
    "changes": _(
        "gate_office_changes",
        default="The office file holds tracked changes: its PDF may show what was struck out, or leave it"
        " out. File a copy in which they are accepted or rejected, or look at each page. The file"
        " itself, with them, goes into the package of the sealed edition.",
    ),
    "comments": _(
        "gate_office_comments",
        default="The office file holds comments: its PDF may show them, or leave them out. File a copy"
        " without them, or look at each page. The file itself, with them, goes into the package of the"
        " sealed edition.",
    ),
    "hidden": _(
        "gate_office_hidden",
        default="The office file holds hidden text, sheets, rows or columns: its PDF may show them, or"
        " leave them out. File a copy without them, or look at each page. The file itself, with them,"
        " goes into the package of the sealed edition.",
    ),
}
BEFORE = {
    "changes": _(
        "gate_before_changes",
        default="An earlier version of this document is an office file with tracked changes. Look"
        " whether this file shows what was struck out.",
    ),
    "comments": _(
        "gate_before_comments",
        default="An earlier version of this document is an office file with comments. Look whether this"
        " file shows them.",
    ),
    "hidden": _(
        "gate_before_hidden",
        default="An earlier version of this document is an office file with something hidden. Look"
        " whether this file shows it.",
    ),
}
LEGIBLE = _(
    "gate_legible",
    default="Something can still be read where a box lies. Take the boxes of this exhibit away and"
    " draw them again; if it stays so, tell whoever looks after the computers.",
)
READABLE = _(
    "gate_readable",
    default="In the bound file something could be read where a box lies: ${code}, page ${page} of"
    " the bundle (page ${sheet} of the exhibit). Draw the box larger, or take the exhibit out.",
)
COVERED = _(
    "gate_covered",
    default="Text is only covered, and can be copied by anybody: pages ${pages}. Draw a box over it"
    " here; the page then becomes a picture.",
)
UNSIGNED = _(
    "gate_unsigned",
    default="This has to be signed and is not. File the signed copy and tick 'Is signed'.",
)
NO_ATTORNEY = _(
    "gate_no_attorney",
    default="The special power of attorney has no day. Note it in the file.",
)
LATE_ATTORNEY = _(
    "gate_late_attorney",
    default="The special power of attorney is dated later than today. Look at its day.",
)
NO_DUTY = _(
    "gate_no_duty",
    default="An exhibit needs a duty stamp (Law 10/2020, art. 3 and 21). Have it stamped at a post"
    " office, and note kind and day.",
)
CLOSED = _(
    "gate_closed", default="The file is closed: a virus is not ruled out. Wait for the scan."
)
ACTIVE = _(
    "gate_active",
    default="The file holds something that may act when it is opened, and no PDF without it could"
    " be made yet. Wait, or file a copy without it.",
)
WAITING = _(
    "gate_waiting",
    default="The PDF of this document is still being made. Look again in a moment; if it stays so,"
    " tell whoever looks after the computers that the worker stands still.",
)
UNREADABLE = _(
    "gate_unreadable",
    default="No PDF can be made of this document. Print it to PDF, file that as a new version, and"
    " take that in.",
)
GAPS = _(
    "gate_gaps",
    default="The codes have a gap or are out of order. Move an exhibit once, or tell us.",
)
USED = _(
    "gate_used",
    default="This code was filed before. Choose in the file what this bundle adds to.",
)
NO_SUCH_PAGE = _(
    "gate_no_such_page",
    default="The document has ${pages} pages, and not all that are to be bound in. Correct the pages"
    " of this exhibit.",
)
TWICE = _(
    "gate_twice",
    default="The same pages are in here twice. Take one out, or let each show pages of its own.",
)
LOOSE = _(
    "gate_loose_facts",
    default="Facts of the chronology that stand on pages that are not bound in: ${count}. Correct them,"
    " or bind the file without the chronology.",
)
BLANK = _("gate_blank", default="Empty pages: ${pages}. Look whether the scan is whole.")
SILENT = _(
    "gate_silent",
    default="Pages without text that can be searched: ${pages}. Have the scan read, or say so.",
)
TURNED = _(
    "gate_turned",
    default="Pages that do not stand upright: ${pages}. Scan them anew, or have them turned.",
)
DENSE = _(
    "gate_dense",
    default="Pages scanned finer than 300 dots an inch: ${pages}. Courts ask for 300 at most: scan them"
    " anew, or the file becomes large.",
)
MANY_PAGES = _(
    "gate_many_pages",
    default="There are more than ${most} pages. Ask the court for leave, or take some out.",
)
MANY_BYTES = _(
    "gate_many_bytes", default="There are more than ${most} megabytes. Make two bundles."
)
NO_DAY = _("gate_no_day", default="This exhibit has no day. Write it down, or say why not.")
OUT_OF_ORDER = _(
    "gate_out_of_order",
    default="This exhibit is older than the one before it. Sort the exhibits by their days.",
)
FACES = _(
    "gate_faces",
    default="Nobody has looked at this picture for faces and number plates. Look, and tick it.",
)
GONE = _(
    "gate_gone",
    default="This is no longer an approved document. Take it out, or take in the version that holds.",
)
NEWER = _(
    "gate_newer",
    default="A newer version of this document was approved. Take this one out and take that in.",
)


def full(most: int) -> Message:
    """Return what is said when no more exhibits fit."""
    return _(
        "error_exhibits_many",
        default="A file holds ${most} exhibits at most. Make two.",
        mapping={"most": most},
    )
