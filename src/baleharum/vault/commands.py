"""What an operator runs: print the recovery sheet, restore, rotate and check the KEK.

No secret is ever an argument, and none is printed.
"""

from baleharum.shared import is_dsn
from baleharum.vault import keys
from baleharum.vault import keystore
from baleharum.vault import recovery
from baleharum.vault import rotation
from baleharum.vault import tables
from baleharum.vault.interfaces import Broken
from baleharum.vault.interfaces import VaultError
from baleharum.vault.interfaces import VaultUnavailable
from collections.abc import Callable
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import getpass
import os
import sys


def recovery_sheet(argv: Sequence[str] | None = None) -> int:
    """`vault-recovery-sheet FILE.pdf`: the KEK as QR code and words, for the safe."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if len(arguments) != 1:
        return _usage("Say where the sheet goes: bin/vault-recovery-sheet FILE.pdf")
    return _told(lambda: _print_sheet(Path(arguments[0])))


def restore(argv: Sequence[str] | None = None) -> int:
    """`vault-restore`: ask for the words of a sheet and write the file of the KEK."""
    if list(sys.argv[1:] if argv is None else argv):
        return _usage(
            "The words are never arguments, others could read them: run bin/vault-restore "
            "alone and type them when asked, or give them on standard input."
        )
    return _told(_restore)


def rotate(argv: Sequence[str] | None = None) -> int:
    """`vault-rotate`: a new KEK for all keys; goes on where it was when it is run again."""
    return _told(_rotate)


def check(argv: Sequence[str] | None = None) -> int:
    """`vault-check`: whether KEK and keystore fit, and every key can be unwrapped."""
    return _told(_check)


def _print_sheet(path: Path) -> str:
    check_value = keystore.ready()
    pdf = recovery.sheet(keystore.kek_of(check_value), date.today())
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise VaultUnavailable(
            f"The sheet can't be written to {path} ({error}): name a file that is not there yet, "
            "in a folder that is."
        ) from error
    with os.fdopen(handle, "wb") as file:
        file.write(pdf)
    return (
        f"The recovery sheet with the check value {check_value} is in {path}. Print it, put it "
        "into the safe, and remove the file (shred -u)."
    )


def _restore() -> str:
    kek = recovery.kek_of(_typed())
    found = keys.kek_id(kek)
    wanted = _recorded()
    if wanted and found not in wanted:
        raise VaultUnavailable(
            f"These are the words of the key {found}, and the keystore needs "
            f"{' and '.join(wanted)}: take the sheet with that check value."
        )
    there = keys.in_file()
    if there is not None and there != kek:
        raise VaultUnavailable(
            f"There is another key ({keys.kek_id(there)}) in {keys.location()}: move that file "
            "away first, and keep it until all is well."
        )
    keys.make(keys.location(), kek)
    return f"The key-encryption key {found} is in {keys.location()}. Now run bin/vault-check."


def _rotate() -> str:
    old, new, changed = rotation.rotate()
    lines = [f"All keys are wrapped by {new} now; {changed} were wrapped anew."]
    if os.environ.get("CREDENTIALS_DIRECTORY"):
        lines.append("Replace the credential baleharum-kek of the service by it.")
    if old != new:
        lines.append(f"Keep the sheet of {old} as long as older backups of the keystore are kept.")
    lines.append("Print a new recovery sheet: bin/vault-recovery-sheet FILE.pdf")
    return "\n".join(lines)


def _check() -> str:
    wanted = _recorded()
    if not wanted:
        return "There is no keystore yet, or nothing in it: both are made at the first start."
    with tables.reading() as table:
        rows = table.ask("SELECT uid, wrapped, kek FROM vault_key")
        shredded = len(table.ask("SELECT uid FROM vault_shredded"))
    for uid, wrapped, kek in rows:
        try:
            keystore.unwrap(keystore.kek_of(kek), wrapped)
        except Broken as error:
            raise VaultUnavailable(
                f"The key of {uid} can't be unwrapped: bring the keystore back from a backup."
            ) from error
    for check_value in wanted:
        keystore.kek_of(check_value)
    state = f"Key and keystore fit: {wanted[0]}, {len(rows)} keys, {shredded} destroyed."
    return state if len(wanted) == 1 else f"{state} A rotation is to be ended: bin/vault-rotate."


def _recorded() -> list[str]:
    """The check values that the keystore knows: the one in use, then the one rotated to."""
    place = tables.location()
    if not is_dsn(place) and not Path(place).exists() and keys.in_file() is None:
        return []
    if not is_dsn(place) and not Path(place).exists():
        tables.refuse_to_begin_anew(place)
    with tables.reading() as table:
        named = dict(table.ask("SELECT name, value FROM vault_meta"))
    return [named[name] for name in ("kek", "next") if name in named]


def _typed() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.read()
    typed = ""
    while not typed.startswith(recovery.QR) and len(typed.split()) < recovery.WORDS:
        number = len(typed.split()) + 1
        line = getpass.getpass(f"From word {number} on (not shown): ")
        if not line.strip():
            break
        typed = f"{typed} {line}".strip()
    return typed


def _told(work: Callable[[], str]) -> int:
    try:
        print(work())
    except VaultError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _usage(line: str) -> int:
    print(line, file=sys.stderr)
    return 2
