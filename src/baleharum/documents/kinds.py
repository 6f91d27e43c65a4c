"""The kinds of file that a case keeps: media types, the names they go by, and what we can do with them."""

PDF = "application/pdf"
JPEG = "image/jpeg"
PNG = "image/png"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODT = "application/vnd.oasis.opendocument.text"
TXT = "text/plain"
MP3 = "audio/mpeg"
M4A = "audio/mp4"
MP4 = "video/mp4"
UNKNOWN = "application/octet-stream"

#: media type -> extensions; the first one is what we would call such a file.
EXTENSIONS = {
    PDF: (".pdf",),
    JPEG: (".jpg", ".jpeg"),
    PNG: (".png",),
    DOCX: (".docx",),
    XLSX: (".xlsx",),
    ODT: (".odt",),
    TXT: (".txt",),
    MP3: (".mp3",),
    M4A: (".m4a",),
    MP4: (".mp4",),
}

#: What has text to read, what has pages to show; the rest is for download only.
WITH_TEXT = (PDF, DOCX, XLSX, ODT, TXT)
WITH_PAGES = (PDF, JPEG, PNG)
OFFICE = (DOCX, XLSX, ODT)
