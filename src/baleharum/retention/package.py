"""The package that a person gets of their data: a ZIP sealed with a password, AES-256."""

from baleharum import _
from baleharum.cases.interfaces import ICopy
from baleharum.cases.people.content import ICaseSubject
from baleharum.cases.people.earlier import earlier
from baleharum.letters.sending import new_password
from baleharum.letters.sending import sealed_zip
from baleharum.retention import copies
from baleharum.retention.letters import copied
from baleharum.retention.letters import summary
from baleharum.retention.refusals import RetentionRefused
from baleharum.retention.releases import check_packable
from baleharum.retention.requests import person_in
from baleharum.retention.requests import SubjectRequest
from baleharum.team.api import current_user_id
from baleharum.team.api import utcnow
from baleharum.trail.actions import EXPORT
from baleharum.trail.api import change
from baleharum.vault.interfaces import VaultError
from datetime import date
from pathlib import PurePosixPath
from typing import Any
from zope.schema import getFieldNamesInOrder

import io
import json
import shutil


#: Bytes of files that one package holds; more is handed out in two.
LIMIT = 200 * 1024 * 1024


def package(register: Any, found: SubjectRequest) -> bytes:
    """Return the ZIP of an accepted request: record, summary and the files that are released.

    Raises RetentionRefused. The names in it are numbers: a ZIP does not hide them. Its password
    waits on the request for the lead or supervisor of the case, see `releases`. What may not be
    opened is left out, and the package says so.
    """
    case = register.get(found.case_number)
    check_packable(case, found)
    person = person_in(case, found.person_number.rpartition("/")[2])
    taken = packed(case, found, person)
    files = [each for each in taken if copies.opens(each)]
    shut = [each.getId().upper() for each in taken if not copies.opens(each)]
    if sum(map(copies.size_of, files)) > LIMIT:
        raise RetentionRefused(
            _("error_package_large", default="These files are too large for one package.")
        )
    change(EXPORT, found.case, found.person, f"{found.number},files={len(files)}")
    data = _sealed(found, person, (files, shut), password := new_password())
    found.password, found.handed_by = password, ""
    found.packed_by, found.packed_at = current_user_id(), utcnow()
    return data


def packed(case: Any, found: SubjectRequest, person: Any) -> list[Any]:
    """Return what goes into the package now: released for it, and not withdrawn since."""
    named = [case.get(name) for name in found.documents if found.released(name) is not None]
    return [each for each in named if copies.is_for(each, person)]


def _sealed(
    found: SubjectRequest, person: Any, taken: tuple[list[Any], list[str]], password: str
) -> bytes:
    """taken: what goes in, and the numbers of files that a virus is not ruled out of."""
    files, shut = taken
    record = person_record(person)
    written = [text for text in map(copies.texts, files) if text]
    before = [{"field": field, "value": value} for field, value in earlier(person)]
    kept = {"written": written, "earlier": before}
    data = {**record, **{name: rows for name, rows in kept.items() if rows}}
    stream = io.BytesIO()
    with sealed_zip(stream, password) as bundle:
        told = {**data, **({"left_out": shut} if shut else {})}
        bundle.writestr("data.json", json.dumps(told, ensure_ascii=False, indent=1))
        bundle.writestr("ringkasan.pdf", summary(found, record, shut))
        for each in files:
            _add(bundle, each)
    return stream.getvalue()


def _add(bundle: Any, content: Any) -> None:
    """Put something into a ZIP, named by its number. Raises RetentionRefused."""
    name = content.getId().upper()
    if content.portal_type == copies.FILE:
        _add_file(bundle, content, name)
    else:
        bundle.writestr(f"{name}.pdf", copied(content.title, ICopy(content)))


def _add_file(bundle: Any, document: Any, name: str) -> None:
    ending = PurePosixPath(document.filename).suffix
    try:
        with document.file.open() as source, bundle.open(f"{name}{ending}", "w") as target:
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
