"""Signature and time stamp of the centre over a bundle, where it has a certificate: files beside the
package, whose bytes are the same with them and without."""

from baleharum.bundles.signing import signatory
from baleharum.vault.files import SealedFile
from io import BytesIO


#: Field of a bundle -> (media type, its name after the stem of the bundle).
FIELDS = {
    "signed": ("application/pdf", "-signed.pdf"),
    "signature": ("application/pkcs7-signature", "-manifest.json.p7s"),
    "time_stamp": ("application/timestamp-reply", "-manifest.json.tsr"),
}


def signed(pdf, manifest: bytes) -> dict[str, bytes]:
    """Return field -> bytes of what the centre signs; nothing where it does not. pdf: open file.

    Raises CannotSign; then nothing is bound, and the job is tried again.
    """
    who = signatory()
    if who is None:
        return {}
    target = BytesIO()
    made = who.sign(pdf, manifest, target)
    pdf.seek(0)
    found = {
        "signed": target.getvalue(),
        "signature": made.signature,
        "time_stamp": made.time_stamp,
    }
    return {field: data for field, data in found.items() if data}


def kept(stem: str, found: dict[str, bytes]) -> dict[str, SealedFile]:
    """Return field -> sealed file, with the name that it is handed out by."""
    return {
        field: SealedFile(data, FIELDS[field][0], f"{stem}{FIELDS[field][1]}")
        for field, data in found.items()
    }
