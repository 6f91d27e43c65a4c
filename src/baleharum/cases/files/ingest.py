"""What happens to a document when it is filed, on every path: form, upload, REST, script."""

from baleharum.cases.files.policy import HEAD_BYTES
from baleharum.cases.files.policy import profession_of_record
from baleharum.cases.files.text import ask_for_text
from baleharum.documents.filenames import clean_name
from baleharum.documents.hashing import sha256
from baleharum.documents.sniff import check
from baleharum.team.api import profession_of
from plone.uuid.interfaces import IUUID
from zExceptions import BadRequest


def filed(document, event) -> None:
    """Take down what was received (hash, size, type, whose record) and have its text read.

    Raises BadRequest without a file, or with one that is not kept.
    """
    if event.newParent is None or document.sha256:
        return
    if document.file is None:
        raise BadRequest("A document needs a file. Choose one.")
    with document.file.open() as stream:
        head = stream.read(HEAD_BYTES)
        stream.seek(0)
        document.sha256, document.size = sha256(stream)
    document.file.filename = clean_name(document.file.filename or "")
    try:
        document.media_type = check(head, document.file.filename)
    except ValueError as refused:
        raise BadRequest(str(refused)) from refused
    document.file.contentType = document.media_type
    document.series = document.series or IUUID(document)
    document.profession = profession_of_record(document.kind, profession_of(document.Creator()))
    ask_for_text(document)


def changed(document, event) -> None:
    """Follow a change of kind or level: who may read it, and whether its text is indexed."""
    document.profession = profession_of_record(document.kind, profession_of(document.Creator()))
    secret = document.level == "secret"
    if secret != (document.text_state == "secret"):
        ask_for_text(document)
    document.reindexObjectSecurity()
