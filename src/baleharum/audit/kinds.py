"""What rows of the record tell of, in the words of the screens and in the groups of the filters."""

from baleharum import _
from baleharum.trail import actions


#: group of actions -> (label, actions). A filter and a column of the screens each.
KINDS: dict[str, tuple[str, frozenset[str]]] = {
    "read": (
        _("audit_kind_read", default="Read"),
        frozenset((actions.VIEW, actions.DOWNLOAD, actions.SEARCH, actions.LIST)),
    ),
    # Lists of several cases, one of which is meant: the least that somebody can know of it.
    "listed": (_("audit_kind_listed", default="Shown in a list"), frozenset()),
    # Pages and files open several sealed values each: counted with the reading they would
    # make every page look like five.
    "opened": (
        _("audit_kind_opened", default="Unsealed"),
        frozenset((actions.OPEN,)),
    ),
    "changed": (
        _("audit_kind_changed", default="Changed"),
        frozenset(
            (
                actions.ADD,
                actions.EDIT,
                actions.TRANSITION,
                actions.DELETE,
                actions.KEY,
                actions.ERASE,
                actions.HOLD,
                actions.REQUEST,
                actions.BREACH,
                actions.SETTING,
                actions.ADMINISTER,
            )
        ),
    ),
    "team": (
        _("audit_kind_team", default="Team"),
        frozenset((actions.ASSIGN, actions.REVOKE, actions.BREAK_GLASS)),
    ),
    "refused": (
        _("audit_kind_refused", default="Refused"),
        frozenset((actions.REFUSE, actions.DAMAGED)),
    ),
    "exported": (_("audit_kind_exported", default="Exported"), frozenset((actions.EXPORT,))),
    "session": (
        _("audit_kind_session", default="Log-ins"),
        frozenset((actions.LOGIN, actions.LOGIN_FAILED, actions.LOGOUT)),
    ),
}

#: The groups that rows of one case can be in.
OF_A_CASE = ("read", "listed", "opened", "changed", "team", "refused", "exported")

#: What was done, as a row says it.
LABELS = {
    actions.VIEW: _("audit_view", default="Opened the page"),
    actions.OPEN: _("audit_open", default="Unsealed"),
    actions.DOWNLOAD: _("audit_download", default="Downloaded"),
    actions.SEARCH: _("audit_search", default="Searched"),
    actions.LIST: _("audit_list", default="Listed"),
    actions.EXPORT: _("audit_export", default="Exported"),
    actions.REFUSE: _("audit_refuse", default="Was refused"),
    actions.DAMAGED: _("audit_damaged", default="Met what is not what was sealed"),
    actions.LOGIN: _("audit_login", default="Logged in"),
    actions.LOGIN_FAILED: _("audit_login_failed", default="Failed to log in"),
    actions.LOGOUT: _("audit_logout", default="Logged out"),
    actions.ADD: _("audit_add", default="Filed"),
    actions.EDIT: _("audit_edit", default="Changed"),
    actions.TRANSITION: _("audit_transition", default="Took a step"),
    actions.ASSIGN: _("audit_assign", default="Assigned"),
    actions.REVOKE: _("audit_revoke", default="Ended an assignment"),
    actions.BREAK_GLASS: _("audit_break_glass", default="Took emergency access"),
    actions.DELETE: _("audit_delete", default="Removed"),
    actions.KEY: _("audit_key", default="Changed a key"),
    actions.ERASE: _("audit_erase", default="Erased"),
    actions.HOLD: _("audit_hold", default="Set or lifted a legal hold"),
    actions.REQUEST: _("audit_request", default="Worked on a data subject's request"),
    actions.BREACH: _("audit_breach", default="Worked on a breach"),
    actions.SETTING: _("audit_own_login", default="Own log-in"),
    actions.ADMINISTER: _("audit_administer", default="Changed how the site works"),
}

#: First word of the detail of a `setting` -> what somebody did about their own log-in.
OWN_LOGIN = {
    "factor-enrolled": _("own_factor_enrolled", default="second factor set up"),
    "factor-removed": _("own_factor_removed", default="second factor removed"),
    "recovery-code": _("own_recovery_code", default="recovery code used"),
    "step-up": _("own_step_up", default="identity proved once more"),
    "pledge": _("own_pledge", default="pledge accepted"),
    "calendar-made": _("own_calendar_made", default="address of a calendar made"),
    "calendar-revoked": _("own_calendar_revoked", default="address of a calendar revoked"),
    "deadline-mail-off": _("own_mail_off", default="daily mail turned off"),
    "deadline-mail-on": _("own_mail_on", default="daily mail turned on"),
}

#: What lists of several cases are, for one of these: who took a list away took the case with it.
LISTED = {actions.LIST: "listed", actions.SEARCH: "listed", actions.EXPORT: "exported"}

GROUP_OF = {action: kind for kind, (_label, found) in KINDS.items() for action in found}

#: After these somebody is a member of a team, or no more: their subject is a person.
ABOUT_PEOPLE = KINDS["team"][1]


def shown_in(kind: str) -> frozenset[str]:
    """Return the actions of lists of several cases that belong to a group; '' is every group."""
    return frozenset(action for action, group in LISTED.items() if kind in ("", group))


def label_of(action: str) -> str:
    """Return what was done as an i18n message; the token for one that nobody has named."""
    return LABELS.get(action, action)


def kind_label(kind: str) -> str:
    """Return the heading of a group of actions. Raises KeyError."""
    return KINDS[kind][0]


def actions_of(kind: str) -> frozenset[str] | None:
    """Return the actions of a group, None (which means all) for ''. Raises KeyError."""
    return KINDS[kind][1] if kind else None
