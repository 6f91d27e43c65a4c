"""The words of the tables: permissions, roles, and what one state grants."""

VIEW = ("View", "Access contents information")
#: Open to somebody in stock Plone, needed by nobody inside a realm.
CLOSED = (
    "Change local roles",
    "CMFEditions: Access previous versions",
    "CMFEditions: Apply version control",
    "CMFEditions: Checkout to location",
    "CMFEditions: Revert to previous versions",
    "CMFEditions: Save new version",
    "Copy or Move",
    "Delete objects",
    "Modify view template",
    "Request review",
    "Review portal content",
    "Sharing page: Delegate roles",
)
EDIT = ("Modify portal content", "Change portal events", "plone.app.lockingbehavior: Lock")
ADD = "Add portal content"
ADD_FILE = "baleharum: Add document"
ADD_PERSON = "baleharum: Add person"
ADD_NOTE = "baleharum: Add note"
ADD_PLAN = "baleharum: Add plan"
LIST = "List folder contents"
WORK = "baleharum: Work on case"
SUPERVISE = "baleharum: Supervise case"
DECIDE = "baleharum: Decide on case"
ARCHIVE = "baleharum: Archive case"

LEAD, WORKER, CLINICIAN, ADVOCATE, SUPERVISOR, READER = (
    "Case Lead",
    "Case Worker",
    "Case Clinician",
    "Case Advocate",
    "Case Supervisor",
    "Case Reader",
)
#: Sees the register and its figures, and no case.
DATA = "Case Data Officer"
HEAD, PRIVACY, ARCHIVIST, INTAKE, STAFF = (
    "Case Head",
    "Case Privacy Officer",
    "Case Archivist",
    "Case Intake Officer",
    "Case Staff",
)
TEAM = (LEAD, WORKER, CLINICIAN, ADVOCATE, SUPERVISOR)
OVERSIGHT = (HEAD, PRIVACY)
DOC = ("Document Reader", "Document Editor", "Document Reviewer")
EDITOR, REVIEWER = "Document Editor", "Document Reviewer"


def case_state(see, edit=(), add=(), people=(), note=(), plan=()):
    """Return permission -> roles of one state of a case."""
    everybody = tuple(dict.fromkeys((*add, *people, *note, *plan)))
    return {
        **dict.fromkeys(VIEW, see),
        LIST: see,
        EDIT[0]: edit,
        ADD: everybody,
        ADD_FILE: add,
        ADD_PERSON: people,
        ADD_NOTE: note,
        ADD_PLAN: plan,
        **dict.fromkeys(CLOSED, ()),
    }


def leaf_state(see, edit=()):
    """Return permission -> roles of one state of something inside a case."""
    return {
        **dict.fromkeys(VIEW, see),
        EDIT[0]: edit,
        ADD: (),
        **dict.fromkeys(CLOSED, ()),
    }
