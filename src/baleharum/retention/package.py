"""The package that a person gets of their data: a ZIP sealed with a password, AES-256."""

from baleharum import _
from baleharum.cases.people.content import ICaseSubject
from baleharum.retention.letters import summary
from baleharum.retention.refusals import RetentionRefused
from baleharum.retention.requests import ACCEPTED
from baleharum.retention.requests import person_in
from baleharum.retention.requests import SubjectRequest
from baleharum.trail.actions import EXPORT
from baleharum.trail.api import change
from baleharum.vault.interfaces import VaultError
from datetime import date
from mnemonic import Mnemonic
from pathlib import PurePosixPath
from typing import Any
from zope.schema import getFieldNamesInOrder

import io
import json
import pyzipper
import secrets
import shutil


#: Bytes of files that one package holds; more is handed out in two.
LIMIT = 200 * 1024 * 1024
WORDS = 6


def new_password() -> str:
    """Return six words of a list of 2,048 (66 bits): shown once, kept nowhere."""
    book = Mnemonic("english").wordlist
    return "-".join(secrets.choice(book) for _word in range(WORDS))


def is_password(text: str) -> bool:
    """Tell whether a text is one that `new_password` could have made."""
    book = set(Mnemonic("english").wordlist)
    words = text.split("-")
    return len(words) == WORDS and all(word in book for word in words)


def check_packable(found: SubjectRequest) -> None:
    """Raise RetentionRefused for what is no accepted request for access."""
    if found.kind != "access" or found.state != ACCEPTED:
        raise RetentionRefused(
            _("error_no_package", default="Only an accepted request for access has a package.")
        )


def package(register: Any, found: SubjectRequest, password: str) -> bytes:
    """Return the ZIP of an accepted request: record, summary and the chosen files.

    Raises RetentionRefused. The names in it are numbers: a ZIP does not hide them.
    """
    check_packable(found)
    if not is_password(password):
        raise RetentionRefused(_("error_package_password", default="Ask for a new password first."))
    case = register.get(found.case_number)
    person = person_in(case, found.person_number.rpartition("/")[2])
    files = [case[name] for name in found.documents]
    if sum(each.file.getSize() for each in files) > LIMIT:
        raise RetentionRefused(
            _("error_package_large", default="These files are too large for one package.")
        )
    change(EXPORT, found.case, found.person, f"{found.number},files={len(files)}")
    record = person_record(person)
    stream = io.BytesIO()
    with pyzipper.AESZipFile(
        stream, "w", compression=pyzipper.ZIP_DEFLATED, encryption=pyzipper.WZ_AES
    ) as bundle:
        bundle.setpassword(password.encode("ascii"))
        bundle.writestr("data.json", json.dumps(record, ensure_ascii=False, indent=1))
        bundle.writestr("ringkasan.pdf", summary(found, record))
        for each in files:
            _add(bundle, each)
    return stream.getvalue()


def _add(bundle, document):
    if not document.openable:
        return
    ending = PurePosixPath(document.filename).suffix
    try:
        name = f"{document.getId().upper()}{ending}"
        with document.file.open() as source, bundle.open(name, "w") as target:
            shutil.copyfileobj(source, target, 1 << 20)
    except VaultError as error:
        raise RetentionRefused(
            _("error_package_file", default="A file can't be read. Ask the administrator.")
        ) from error


def person_record(person: Any) -> dict[str, Any]:
    """Return all fields of a person as JSON values."""
    values = {name: getattr(person, name) for name in getFieldNamesInOrder(ICaseSubject)}
    plain = {k: v.isoformat() if isinstance(v, date) else v for k, v in values.items()}
    return {"number": person.title, **plain}
