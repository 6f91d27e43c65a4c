"""The type that a sender declares for a file: it must be what the content is."""

from baleharum import _
from baleharum.documents import kinds
from baleharum.documents.sniff import Refused


#: What browsers and programs say when they don't know: nothing is declared.
UNDECLARED = ("", kinds.UNKNOWN, "binary/octet-stream", "application/x-download")

#: Other names that systems have for the kinds of the list.
ALIASES = {
    kinds.PDF: ("application/x-pdf",),
    kinds.JPEG: ("image/jpg", "image/pjpeg"),
    kinds.PNG: ("image/x-png",),
    kinds.DOCX: ("application/zip", "application/x-zip-compressed"),
    kinds.XLSX: ("application/zip", "application/x-zip-compressed"),
    kinds.ODT: (
        "application/zip",
        "application/x-zip-compressed",
        "application/x-vnd.oasis.opendocument.text",
    ),
    kinds.MP3: ("audio/mp3", "audio/x-mpeg", "audio/x-mp3", "audio/mpeg3"),
    kinds.M4A: ("audio/m4a", "audio/x-m4a", "audio/aac", "audio/mp4a-latm", "video/mp4"),
    kinds.MP4: ("video/x-m4v", "application/mp4", "audio/mp4"),
}


def check_declared(declared: str, media_type: str) -> None:
    """Raise `Refused` if a sender declares another type than the content has."""
    said = declared.partition(";")[0].strip().lower()
    if said in UNDECLARED or said == media_type or said in ALIASES.get(media_type, ()):
        return
    raise Refused(
        "declared",
        _(
            "refused_declared",
            default="The file was sent as '${declared}', but its content is '${found}'. Save it"
            " anew in the program that made it, and choose it again; a program that sends files"
            " must name their right type, or none.",
            mapping={"declared": said[:60], "found": media_type},
        ),
    )
