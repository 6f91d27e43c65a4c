"""The doors of plone.restapi through which files come in: the same checks as on the page."""

from baleharum.asked import sent_text
from baleharum.asked import typed_number
from baleharum.cases.files.listing import within
from baleharum.cases.files.receiving import KEEP
from baleharum.cases.files.receiving import Outcome
from baleharum.cases.files.receiving import receive
from baleharum.cases.files.receiving import told
from baleharum.cases.files.receiving import TWIN
from baleharum.cases.files.receiving import twin_of
from baleharum.cases.files.upload import outcome_json
from baleharum.cases.files.upload import STATUS
from baleharum.cases.files.versions import may_add_version
from baleharum.cases.people.incoming import known_already
from baleharum.documents.hashing import sha256
from io import BytesIO
from plone import api
from plone.protect.interfaces import IDisableCSRFProtection
from plone.restapi.deserializer import json_body
from plone.restapi.services import Service
from plone.restapi.services.content.add import FolderPost
from plone.restapi.services.content.tus import UploadPatch
from plone.restapi.services.content.tus import UploadPost
from zExceptions import BadRequest
from zExceptions import Forbidden
from zope.interface import alsoProvides

import codecs
import os
import transaction


ERRORS = {409: "Conflict", 422: "Unprocessable Content"}


class CasePost(FolderPost):
    """POST of content to a case, small files in base64; the fields' own checks hold.

    A document whose bytes are in the case already is not filed again, unless `"keep": "both"`
    is asked for; a person who may be known already only with `"matches_seen": true`.
    """

    def reply(self):
        """Return what FolderPost does, or 409 with the document that is there."""
        body = json_body(self.request)
        for name in ("@type", "id"):
            sent_text(body, name)
        if body.get("@type") == "CaseFile":
            data = BytesIO(sent(body.get("file")))
            twin = twin_of(self.context, sha256(data)[0])
            if twin is not None and body.get("keep") != "both":
                return refusal(self.request, told(sent_text(body["file"], "filename"), twin))
        if body.get("@type") == "CaseSubject" and body.get("matches_seen") is not True:
            known = known_already(self.context, self.request, body)
            if known is not None:
                self.request.response.setStatus(409)
                return known
        return super().reply()


class VersionPost(Service):
    """`POST <document>/@versions`: files the next version, `{"file": {…}}` in base64.

    Kind and level stay. Bytes that are in the case already are not filed again, unless
    `"keep": "both"` is asked for.
    """

    def reply(self):
        """Return 201 with what was filed; 409 and 422 as for a new document."""
        if not may_add_version(self.context):
            raise Forbidden("You may not replace this document.")
        alsoProvides(self.request, IDisableCSRFProtection)
        body = json_body(self.request)
        file, keep = body.get("file"), body.get("keep")
        if not isinstance(file, dict):
            raise BadRequest('Send the file: {"file": {"data", "encoding", "filename"}}.')
        outcome = receive(
            self.context.__parent__,
            BytesIO(sent(file)),
            sent_text(file, "filename"),
            keep=keep if keep in KEEP else "",
            replaces=self.context,
        )
        if outcome.document is None:
            return refusal(self.request, outcome)
        self.request.response.setStatus(201)
        self.request.response.setHeader("Location", outcome.url)
        return {
            "@id": outcome.url,
            "number": outcome.number,
            "version": outcome.document.version,
            "message": outcome_json(self.request, outcome)["message"],
        }


class CaseUploadPost(UploadPost):
    """POST of @tus-upload in a case: begins an upload in pieces.

    What has no bytes would get no PATCH, and its sender would take it for filed.
    """

    def reply(self):
        """Return what UploadPost does, or that the file is empty."""
        length = self.request.getHeader("Upload-Length", "").strip()
        if typed_number(length) == 0:
            return refusal(self.request, receive(self.context, BytesIO(), ""))
        return super().reply()


class CaseUploadPatch(UploadPatch):
    """PATCH of @tus-upload in a case: with the last piece the document is filed.

    Upload-Metadata: filename, content-type, kind, level and keep, as in the form of the page;
    replaces: UID of the document whose next version it is.
    """

    outcome: Outcome | None = None

    def reply(self):
        """Return what UploadPatch does, or why the file was not filed."""
        reply = super().reply()
        if self.outcome is None or STATUS[self.outcome.status] < 300:
            return reply
        return refusal(self.request, self.outcome)

    def tus_upload(self):
        """Return the upload, without what a first try of this request has added to it."""
        upload = super().tus_upload()
        offset = typed_number(self.request.getHeader("Upload-Offset", ""))
        if upload is not None and offset is not None and upload.offset() > offset:
            os.truncate(upload.filepath, offset)
        if upload is not None and offset is not None and upload.offset() < offset:
            raise BadRequest("Pieces are missing. Ask with HEAD how far the upload has come.")
        return upload

    def create_or_modify_content(self, tus_upload):
        """File the document; the pieces go when that is committed."""
        metadata = tus_upload.metadata()
        if metadata.get("@type", "CaseFile") != "CaseFile" or metadata.get("mode") != "create":
            raise BadRequest("Only documents (CaseFile) are uploaded to a case.")
        asked = {name: metadata.get(name, "") for name in ("kind", "level", "keep")}
        asked["declared"] = metadata.get("content-type", "")
        if metadata.get("replaces"):
            asked["replaces"] = document_with(self.context, metadata["replaces"])
        with tus_upload.open() as stream:
            self.outcome = receive(self.context, stream, metadata.get("filename", ""), **asked)
        transaction.get().addAfterCommitHook(_forget, (tus_upload,))
        if self.outcome.url:
            self.request.response.setHeader("Location", self.outcome.url)


class NoReplacement(Service):
    """Stands where plone.restapi would put another file into a document."""

    def reply(self):
        """Raise BadRequest."""
        raise BadRequest("The file of a document cannot be replaced. Upload a new version instead.")


def _forget(committed, tus_upload):
    if committed:
        tus_upload.cleanup()


def document_with(case, uid: str):
    """Return the document of a case with this UID. Raises BadRequest for one that is not seen."""
    found = api.portal.get_tool("portal_catalog")(UID=uid, **within(case))
    if not found:
        raise BadRequest("`replaces` is not the UID of a document of this case, see @documents.")
    return found[0].getObject()


def sent(file) -> bytes:
    """Return the bytes of a file in JSON: {'data', 'encoding', …}; b'' for anything else.

    Raises BadRequest for an encoding that does not fit.
    """
    if not isinstance(file, dict) or not isinstance(file.get("data"), str):
        return b""
    data = file["data"].encode()
    if file.get("encoding") not in (None, "base64"):
        # Python knows others: some make text, some unpack a few bytes into gigabytes.
        raise BadRequest("Send the data of the file in base64.")
    try:
        return codecs.decode(data, "base64") if "encoding" in file else data
    except ValueError as wrong:
        raise BadRequest("The data of the file is not in the encoding it names.") from wrong


def refusal(request, outcome: Outcome) -> dict:
    """Return an outcome as plone.restapi tells errors."""
    status = STATUS[outcome.status]
    request.response.setStatus(status)
    details = outcome_json(request, outcome)
    reply = {"error": {"type": ERRORS[status], "message": details["message"]}}
    if outcome.status == TWIN:
        reply["document"] = {"@id": outcome.url, "number": outcome.number}
    return reply
