"""Who may be put into a team: people appointed to the register, and staff groups."""

from baleharum import _
from baleharum.cases.register.staff import full_names
from baleharum.team.api import TeamRefused
from baleharum.team.api import utcnow
from baleharum.team.groups import staff_groups
from baleharum.team.records import current


def appointed(register) -> list[str]:
    """Return the ids of who has a standing appointment to a register now."""
    return sorted({record.principal for record in current(register, utcnow())})


def named(ids) -> list[dict[str, str]]:
    """Return {'id', 'name'} of people, by name; only appointed people are ever listed."""
    names = full_names(ids)
    rows = [{"id": user_id, "name": shown(user_id, name)} for user_id, name in names.items()]
    return sorted(rows, key=lambda row: row["name"].lower())


def people_of(register) -> list[dict[str, str]]:
    """Return {'id', 'name'} of the people appointed to a register, by name."""
    return named(appointed(register))


def groups() -> list[dict[str, str]]:
    """Return {'id', 'name'} of the staff groups, by name."""
    return [{"id": group, "name": title} for group, title in staff_groups()]


def check_candidate(register, principal: str) -> None:
    """Raise TeamRefused for who is neither appointed to the register nor a staff group."""
    known = [*appointed(register), *(group for group, _title in staff_groups())]
    if principal not in known:
        raise TeamRefused(
            _(
                "error_team_candidate",
                default="Choose somebody who is appointed to this register, or a staff group."
                " The head of the centre appoints people on the page Staff.",
            )
        )


def shown(user_id: str, full_name: str) -> str:
    """Return a name together with the account, which nobody can change themselves."""
    return full_name if full_name in ("", user_id) else f"{full_name} ({user_id})"


def names_of(ids) -> dict[str, str]:
    """Return id -> full name of people, title of staff groups."""
    titles = dict(staff_groups())
    names = full_names(i for i in ids if i not in titles)
    return {**names, **{i: titles[i] for i in ids if i in titles}}


def name_of(principal: str) -> str:
    """Return how a person or group is shown."""
    return shown(principal, names_of([principal])[principal])
