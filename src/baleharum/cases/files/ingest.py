"""What happens to a document when it is filed, on every path: form, upload, REST, script."""

from baleharum.cases.files.door import entered
from baleharum.cases.files.policy import profession_of_record
from baleharum.cases.files.scanning import take_down
from baleharum.documents.filenames import clean_name
from baleharum.team.api import profession_of
from plone.uuid.interfaces import IUUID
from zExceptions import BadRequest


def filed(document, event) -> None:
    """Take down what was received (hash, size, type, what it holds, whose record), have it read.

    Raises BadRequest without a file, or with one that is not kept.
    """
    if event.newParent is None or document.sha256:
        return
    if document.file is None:
        raise BadRequest("A document needs a file. Choose one.")
    document.file.filename = clean_name(document.file.filename or "")
    try:
        with document.file.open() as stream:
            came = entered(stream, document.file.filename, document.file.contentType or "")
    except ValueError as refused:
        raise BadRequest(str(refused)) from refused
    received = came.examined
    document.sha256, document.size = received.sha256, received.size
    document.file.contentType = document.media_type = received.media_type
    document.findings = received.findings
    document.series = document.series or IUUID(document)
    document.profession = profession_of_record(document.kind, profession_of(document.Creator()))
    take_down(document, came.scan)


def changed(document, event) -> None:
    """Follow a change of kind or level: who may read it."""
    document.profession = profession_of_record(document.kind, profession_of(document.Creator()))
    document.reindexObjectSecurity()
