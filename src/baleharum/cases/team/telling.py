"""Assignments and leaves as JSON."""

from baleharum.cases.team import reach


def as_json(row, request):
    """Return a row of a screen as JSON: tokens, ids and moments in ISO 8601 (UTC)."""
    if isinstance(row, int):
        return {"cases": row}
    if isinstance(row, dict):
        return row
    record = row.record
    moments = ("starts", "expires", "granted_at", "ended_at")
    plain = ("number", "function", "profession", "cause", "reason", "granted_by", "end_reason")
    return {
        **{name: getattr(record, name) for name in plain},
        **{name: _iso(getattr(record, name)) for name in moments},
        "person": record.principal,
        "name": row.name(record.principal),
        "members": list(row.members),
        "standing": record.standing,
        "sees": row.sees,
        "reads": reach.reading(
            record.function, record.profession, standing=record.standing, request=request
        ),
    }


def leave_json(leave) -> dict:
    """Return a leave: who is away, who stands in, named by whom and why, from when to when."""
    return {
        "absent": leave.absent,
        "deputy": leave.deputy,
        "starts": _iso(leave.starts),
        "expires": _iso(leave.expires),
        "reason": leave.reason,
        "granted_by": leave.granted_by,
    }


def _iso(moment):
    return None if moment is None else moment.isoformat(timespec="seconds")
