"""What a row of the record may tell of. The tokens never change: old rows hold them."""

# Reading.
VIEW = "view"
OPEN = "open"
DOWNLOAD = "download"
SEARCH = "search"
LIST = "list"
EXPORT = "export"

# Not being let in, not having what was sealed, and coming and going.
REFUSE = "refuse"
DAMAGED = "damaged"
LOGIN = "login"
LOGIN_FAILED = "login-failed"
LOGOUT = "logout"

# Changing.
ADD = "add"
EDIT = "edit"
TRANSITION = "transition"
ASSIGN = "assign"
REVOKE = "revoke"
BREAK_GLASS = "break-glass"
DELETE = "delete"

# Keys, erasure, and what people are owed.
KEY = "key"
ERASE = "erase"
HOLD = "hold"
REQUEST = "request"
BREACH = "breach"
SETTING = "setting"
ADMINISTER = "administer"

#: Actions after which somebody knows more of a case than before.
READS = frozenset((VIEW, OPEN, DOWNLOAD, SEARCH, LIST, EXPORT))

#: Of these, those that may show several cases at once.
LISTS = frozenset((LIST, SEARCH, EXPORT))

ALL = READS | frozenset(
    (
        REFUSE,
        DAMAGED,
        LOGIN,
        LOGIN_FAILED,
        LOGOUT,
        ADD,
        EDIT,
        TRANSITION,
        ASSIGN,
        REVOKE,
        BREAK_GLASS,
        DELETE,
        KEY,
        ERASE,
        HOLD,
        REQUEST,
        BREACH,
        SETTING,
        ADMINISTER,
    )
)
