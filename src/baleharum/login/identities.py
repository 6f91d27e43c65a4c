"""Which person of a provider an account belongs to: the first who came in wholly, and nobody else.

Names and addresses are given to somebody else one day, at a provider as anywhere; the identifier
`sub` is not. So whoever has a name that somebody else came in with before is refused.
"""

from baleharum.login import store
from baleharum.login.secrets import fingerprint
from baleharum.login.visitors import account_of


def person_of(issuer: str, subject: str) -> str:
    """Return what is kept of a person: keyed hashes of the provider and of the identifier there."""
    site = account_of("")
    provider = fingerprint(f"provider\n{site}\n{issuer}")
    own = fingerprint(f"subject\n{site}\n{issuer}\n{subject}")
    return f"{provider}:{own}"


def fits(account: str, person: str) -> bool:
    """Tell whether the account is this person's or nobody's, and the person has no other one."""
    provider, _colon, subject = person.partition(":")
    query = (
        "SELECT account, subject FROM identity WHERE provider = ? AND (account = ? OR subject = ?)"
    )
    with store.reading() as table:
        rows = table.execute(query, (provider, account, subject)).fetchall()
    return all(row["account"] == account and row["subject"] == subject for row in rows)


def tie(account: str, person: str) -> None:
    """Remember whose account it is; whoever was first stays."""
    provider, _colon, subject = person.partition(":")
    with store.writing() as table:
        table.execute(
            "INSERT INTO identity VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            (account, provider, subject),
        )


def forget(account: str) -> bool:
    """Let the next person who fits have the account; False if it was nobody's."""
    with store.writing() as table:
        return table.execute("DELETE FROM identity WHERE account = ?", (account,)).rowcount > 0
