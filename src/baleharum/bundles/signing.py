"""The centre's signature and a time stamp, where it has them: files beside the package.

What they are over is the same bytes with them and without. The certificate is a PKCS#12 file that
`BALEHARUM_SIGNATURE` names, its password in a file beside it with `.password` after the name; the
service of time stamps (RFC 3161) is the address in `BALEHARUM_TIME_STAMPS`.
"""

from asn1crypto import cms
from asn1crypto import tsp
from baleharum.bundles.awaiting import awaited
from baleharum.jobs.interfaces import TemporaryFailure
from dataclasses import dataclass
from pathlib import Path
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.timestamps import HTTPTimeStamper
from pyhanko.sign.timestamps import TimestampRequestError
from typing import BinaryIO

import hashlib
import os
import stat


SIGNATURE = "BALEHARUM_SIGNATURE"
TIME_STAMPS = "BALEHARUM_TIME_STAMPS"

#: Seconds for which the service of time stamps may keep us waiting.
PATIENCE = 20
FIELD = "BaleHarum"


class CannotSign(TemporaryFailure):
    """The certificate can't be used, or there is no time stamp; the message says what to do."""


@dataclass(frozen=True)
class Signed:
    """signature: CMS over the manifest, detached; time_stamp: answer of
    the service (TimeStampResp) over the manifest, b"" where there is no service."""

    signature: bytes
    time_stamp: bytes


@dataclass(frozen=True)
class Signatory:
    """Who signs: path of a PKCS#12 file, and the address of a service of time stamps or ''."""

    certificate: Path
    service: str = ""

    def sign(self, bundle: BinaryIO, manifest: bytes, signed_bundle: BinaryIO) -> Signed:
        """Sign a bundle and its manifest. signed_bundle: where the signed PDF is written; it begins
        with all bytes of the other one. Raises CannotSign."""
        signer = self._signer()
        stamper = HTTPTimeStamper(self.service, timeout=PATIENCE) if self.service else None
        try:
            return awaited(_sign(signer, stamper, bundle, manifest, signed_bundle))
        except (TimestampRequestError, OSError) as error:
            raise CannotSign(
                f"There is no time stamp from {self.service}. Nothing was exported; try again"
                f" later, or take {TIME_STAMPS} away."
            ) from error

    def _signer(self) -> signers.SimpleSigner:
        password = self.certificate.with_name(f"{self.certificate.name}.password")
        secret = _secret(password).strip() if password.exists() else None
        _secret(self.certificate)
        # It says by None, and in a log, what went wrong.
        signer = signers.SimpleSigner.load_pkcs12(str(self.certificate), passphrase=secret)
        if signer is None:
            raise CannotSign(
                f"{self.certificate} can't be opened: it has to be a PKCS#12 file, and its password"
                f" has to be in {password}."
            )
        return signer


def signatory() -> Signatory | None:
    """Who signs for this centre; None where nobody does."""
    certificate = os.environ.get(SIGNATURE)
    if not certificate:
        return None
    return Signatory(Path(certificate), os.environ.get(TIME_STAMPS, ""))


def _secret(path: Path) -> bytes:
    """What is in a file that only the user of this process may read."""
    try:
        with path.open("rb") as file:
            if stat.S_IMODE(os.fstat(file.fileno()).st_mode) & 0o077:
                raise CannotSign(f"Others may read {path}: chmod 600 it.")
            return file.read()
    except OSError as error:
        raise CannotSign(f"{path} can't be read: {error.strerror}.") from error


async def _sign(
    signer: signers.SimpleSigner,
    stamper: HTTPTimeStamper | None,
    bundle: BinaryIO,
    manifest: bytes,
    signed_bundle: BinaryIO,
) -> Signed:
    bundle.seek(0)
    settings = signers.PdfSignatureMetadata(
        field_name=FIELD, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES
    )
    pdf_signer = signers.PdfSigner(settings, signer, timestamper=stamper)
    await pdf_signer.async_sign_pdf(IncrementalPdfFileWriter(bundle), output=signed_bundle)
    signature = await signer.async_sign_general_data(manifest, "sha256", detached=True)
    stamp = await _time_stamp(stamper, manifest) if stamper else b""
    return Signed(signature.dump(), stamp)


async def _time_stamp(stamper: HTTPTimeStamper, data: bytes) -> bytes:
    token: cms.ContentInfo = await stamper.async_timestamp(hashlib.sha256(data).digest(), "sha256")
    granted = tsp.TimeStampResp({"status": {"status": "granted"}, "time_stamp_token": token})
    return granted.dump()
