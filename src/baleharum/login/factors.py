"""The second factor: codes of RFC 6238 from a telephone, and ten codes on paper for when it is lost."""

from baleharum.login import store
from baleharum.login.secrets import fingerprint
from baleharum.login.secrets import open as unseal
from baleharum.login.secrets import seal
from baleharum.login.visitors import moment
from hmac import compare_digest

import base64
import pyotp
import re
import secrets
import segno


PERIOD = 30
#: Clocks of telephones differ: the code before and the code after count too.
AROUND = (0, -1, 1)
RECOVERY_CODES = 10
NOT_IN_A_CODE = re.compile(r"[\s-]")


def enrolled(account: str) -> bool:
    """Tell whether an account has a second factor."""
    with store.reading() as table:
        row = table.execute("SELECT 1 FROM factor WHERE account = ?", (account,)).fetchone()
    return row is not None


def new_secret() -> str:
    """Return a secret of 160 bits in base32."""
    return pyotp.random_base32(32)


def address(secret: str, user_id: str, issuer: str) -> str:
    """Return the otpauth: address that a telephone reads from the QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=user_id, issuer_name=issuer)


def picture(text: str) -> str:
    """Return a QR code as SVG markup without scripts and styles."""
    return segno.make(text, error="m").svg_inline(scale=5, border=4, dark="#000", light="#fff")


def fitting_step(secret: str, code: str, after: int = -1) -> int | None:
    """Return the time step of a code, later than `after`; None if it does not fit."""
    given, totp = NOT_IN_A_CODE.sub("", code), pyotp.TOTP(secret)
    now = int(moment()) // PERIOD
    found = None
    for step in (now + offset for offset in AROUND):
        # All are compared, so that time tells nothing.
        if compare_digest(totp.at(step * PERIOD).encode(), given.encode()) and step > after:
            found = step
    return found


def enrol(account: str, secret: str, code: str) -> list[str]:
    """Give an account its second factor if the code fits; returns the recovery codes, [] if not."""
    step = fitting_step(secret, code)
    if step is None:
        return []
    with store.writing() as table:
        table.execute(
            "INSERT INTO factor VALUES (?, ?, ?, ?) ON CONFLICT (account) DO UPDATE SET"
            " secret = excluded.secret, enrolled = excluded.enrolled, step = excluded.step",
            (account, seal(secret), moment(), step),
        )
        return _new_codes(table, account)


def verify(account: str, code: str) -> str:
    """Return how a code proves who it is, 'code' or 'recovery', and '' if it does not.

    Neither is good a second time, in whatever process: the table takes one of two.
    """
    with store.writing() as table:
        row = table.execute("SELECT * FROM factor WHERE account = ?", (account,)).fetchone()
        if row is None:
            return ""
        step = fitting_step(unseal(row["secret"]), code, after=row["step"])
        if step is not None:
            table.execute("UPDATE factor SET step = ? WHERE account = ?", (step, account))
            return "code"
        used = table.execute(
            "UPDATE recovery SET used = ? WHERE account = ? AND hash = ? AND used IS NULL",
            (moment(), account, _hash(account, code)),
        )
        return "recovery" if used.rowcount == 1 else ""


def renew_codes(account: str) -> list[str]:
    """Return new recovery codes; the old ones are good for nothing from now on."""
    with store.writing() as table:
        return _new_codes(table, account)


def codes_left(account: str) -> int:
    """Return how many recovery codes are still good."""
    query = "SELECT COUNT(*) FROM recovery WHERE account = ? AND used IS NULL"
    with store.reading() as table:
        return table.execute(query, (account,)).fetchone()[0]


def remove(account: str) -> bool:
    """Take the second factor away; False if there was none."""
    with store.writing() as table:
        table.execute("DELETE FROM recovery WHERE account = ?", (account,))
        return table.execute("DELETE FROM factor WHERE account = ?", (account,)).rowcount == 1


def _new_codes(table, account: str) -> list[str]:
    codes = [_new_code() for _number in range(RECOVERY_CODES)]
    table.execute("DELETE FROM recovery WHERE account = ?", (account,))
    table.executemany(
        "INSERT INTO recovery VALUES (?, ?, NULL)",
        [(account, _hash(account, code)) for code in codes],
    )
    return codes


def _new_code() -> str:
    """Return 50 random bits as ten letters and digits, in two groups."""
    text = base64.b32encode(secrets.token_bytes(7)).decode().lower()[:10]
    return f"{text[:5]}-{text[5:]}"


def _hash(account: str, code: str) -> str:
    return fingerprint(f"recovery\n{account}\n{NOT_IN_A_CODE.sub('', code).lower()}")
