"""Who took part: by the number of a case or of a recipient, never by name.

What is written is JSLU-2026-001/17 for a recipient, which is looked up, and BH-2026-00001 for a
case, of which only the form is looked at: whether a case exists is told to nobody outside of it.
"""

from baleharum import _
from baleharum.cases.values import Refused
from baleharum.programmes.receipts import CODE
from plone import api
from zope.i18nmessageid import Message

import re


CASE = re.compile(r"[A-Z]{1,8}-\d{4}-\d{5}")
RECIPIENT = re.compile(r"([A-Z0-9-]+-\d{4}-\d{3})/(\d{1,7})")
#: Lines of a list; more is a batch.
MOST = 500


def entries(text: str | None) -> list[str]:
    """Return the numbers of a list, each once, in their order; of a receipt's code its number."""
    found = []
    for line in re.split(r"[\n,;]+", text or ""):
        typed = line.strip().upper()
        code = CODE.fullmatch(line.strip())
        found.append(f"{code[1]}/{code[2]}" if code else typed)
    return list(dict.fromkeys(filter(None, found)))


def possible_attendance(text: str) -> bool:
    """Field constraint. Raises Refused, naming the first line that is no number."""
    found = entries(text)
    if len(found) > MOST:
        raise Refused(
            _("error_attendance_most", default="A list of attendance has 500 numbers at most.")
        )
    for entry in found:
        if not CASE.fullmatch(entry) and not is_recipient(entry):
            raise Refused(Message(NO_NUMBER, mapping={"entry": entry[:40]}))
    return True


def is_recipient(entry: str) -> bool:
    """Tell whether there is a recipient of this number that the person may know of."""
    matched = RECIPIENT.fullmatch(entry)
    if matched is None:
        return False
    found = api.content.find(portal_type="AssistanceBatch", getId=matched[1])
    return any(1 <= int(matched[2]) <= (brain.batch_recipients or 0) for brain in found)


NO_NUMBER = _(
    "error_attendance_number",
    default="“${entry}” is neither a case number (BH-2026-00001) nor the number of a recipient"
    " (JSLU-2026-001/17). Write no names; count others in the field below.",
)
