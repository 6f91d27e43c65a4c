"""Documents of the case that can be taken into a litigation file, as one person may find them."""

from baleharum.cases.content import children_path
from baleharum.cases.files.policy import LIVE_STATES
from baleharum.cases.files.search import find
from baleharum.cases.layout import case_of
from baleharum.litigation.choices import document_title
from baleharum.litigation.policy import PSYCHOLOGY
from baleharum.terms.lists import label
from plone import api


#: Documents that a page shows at most; words narrow it.
MOST = 100


def documents(context, text: str = "") -> list[dict]:
    """Return the documents that are not in the file yet: uid, title, state, day.

    text: words that stand in them; '' for the newest of all.
    """
    case = case_of(context)
    taken = {entry.document for entry in context.entries}
    if text.strip():
        found, _total = find(case, text)
    else:
        found = api.portal.get_tool("portal_catalog")(
            path=children_path(case),
            portal_type="CaseFile",
            review_state=list(LIVE_STATES),
            sort_on="created",
            sort_order="descending",
        )
    rows = []
    for brain in found:
        if brain.UID in taken or brain.review_state not in LIVE_STATES:
            continue
        document = brain.getObject()
        if document.profession == PSYCHOLOGY:
            continue
        rows.append(
            {
                "uid": brain.UID,
                "name": brain.getId,
                "url": document.absolute_url(),
                "title": document_title(brain.getId, brain.document_kind),
                "state": label("document-states", brain.review_state),
                "approved": brain.review_state == "approved",
            }
        )
        if len(rows) == MOST:
            break
    return rows
