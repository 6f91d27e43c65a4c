"""Checking the signature and the time stamp that came with a package, without a site or a network."""

from asn1crypto import cms
from asn1crypto import pem
from asn1crypto import tsp
from asn1crypto import x509
from baleharum.bundles.awaiting import awaited
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import extract_certificate_info
from pyhanko.sign.validation import async_validate_detached_cms
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.sign.validation.generic_cms import validate_tst_signed_data
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator.context import ValidationContext
from typing import Any
from typing import BinaryIO

import hashlib


#: What a certificate of an office or of a person allows; one of the two is enough.
USAGE = KeyUsageConstraints(
    key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False
)
PIECE = 1 << 20

Roots = Sequence[x509.Certificate]


class NotValid(ValueError):
    """What is wrong with a signature or a time stamp, in words."""


@dataclass(frozen=True)
class Checked:
    """who: subject of the certificate; fingerprint: its SHA-256, to compare with what its owner tells;
    trusted: it stands on one of the roots that were given; at: the moment of a time stamp."""

    who: str
    fingerprint: str
    trusted: bool
    at: datetime | None = None


def roots_in(path: Path) -> list[x509.Certificate]:
    """Return the certificates of a PEM file. Raises OSError and ValueError."""
    found = pem.unarmor(path.read_bytes(), multiple=True)
    return [x509.Certificate.load(data) for _name, _headers, data in found]


def check_signature(
    signature: bytes, data: bytes, roots: Roots, at: datetime | None = None
) -> Checked:
    """Check a detached signature (CMS, DER) over data, as of a moment or of now. Raises NotValid."""
    try:
        signed = cms.ContentInfo.load(signature)["content"]
        signers = extract_certificate_info(signed)
        context = _context(roots, signers, at)
        check = async_validate_detached_cms(data, signed, context, key_usage_settings=USAGE)
        status = awaited(check)
    except Exception as error:  # Whatever a parser stumbles over is the file's fault.
        raise NotValid("The signature can't be read.") from error
    if not (status.intact and status.valid):
        raise NotValid("The signature is of something else, or was changed.")
    return _checked(signers, bool(roots) and status.trusted)


def check_time_stamp(stamp: bytes, data: bytes, roots: Roots) -> Checked:
    """Check the answer of a service of time stamps (RFC 3161, DER) over data. Raises NotValid."""
    try:
        signed = tsp.TimeStampResp.load(stamp)["time_stamp_token"]["content"]
        at = _moment(signed)
        signers = extract_certificate_info(signed)
        context = _context(roots, signers, at)
        found: dict[str, Any] = awaited(
            validate_tst_signed_data(
                signed, context, lambda algorithm: hashlib.new(algorithm, data).digest()
            )
        )
    except Exception as error:  # Whatever a parser stumbles over is the file's fault.
        raise NotValid("The time stamp can't be read.") from error
    if not (found["intact"] and found["valid"]):
        raise NotValid("The time stamp is of something else, or was changed.")
    return _checked(signers, bool(roots) and found["trust_problem_indic"] is None, at)


def check_signed_bundle(signed: BinaryIO, bundle: BinaryIO, roots: Roots) -> Checked:
    """Check that a signed PDF is a bundle and nothing but its signature, both open files. Raises
    NotValid."""
    _begins_with(signed, bundle)
    try:
        (signature,) = PdfFileReader(signed).embedded_signatures
        signers = extract_certificate_info(signature.signed_data)
        stamp = _stamp_in(signature.signer_info)
        at = stamp and _moment(stamp)
        check = async_validate_pdf_signature(
            signature,
            _context(roots, signers, at),
            stamp and _context(roots, extract_certificate_info(stamp), at),
            key_usage_settings=USAGE,
        )
        status = awaited(check)
    except Exception as error:  # As above.
        raise NotValid("The signature of the signed bundle can't be read.") from error
    if not (
        status.intact and status.valid and status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    ):
        raise NotValid("The signed bundle was changed after it was signed.")
    return _checked(signers, bool(roots) and status.trusted, at)


def _begins_with(signed: BinaryIO, bundle: BinaryIO) -> None:
    for stream in (signed, bundle):
        stream.seek(0)
    while piece := bundle.read(PIECE):
        if signed.read(len(piece)) != piece:
            raise NotValid("The signed bundle is not the one of this package.")


def _stamp_in(signer: cms.SignerInfo) -> cms.SignedData | None:
    for attribute in signer["unsigned_attrs"]:
        if attribute["type"].native == "signature_time_stamp_token":
            return attribute["values"][0]["content"]
    return None


def _moment(stamp: cms.SignedData) -> datetime:
    return stamp["encap_content_info"]["content"].parsed["gen_time"].native


def _context(roots: Roots, signers: Any, at: datetime | None) -> ValidationContext:
    """Where no roots are given the certificate stands for itself: then only its owner can say that it
    is theirs. It is judged as of the moment of the time stamp, not of ours."""
    return ValidationContext(
        trust_roots=list(roots) or [signers.signer_cert],
        other_certs=signers.other_certs,
        moment=at,
        allow_fetching=False,
    )


def _checked(signers: Any, trusted: bool, at: datetime | None = None) -> Checked:
    certificate = signers.signer_cert
    return Checked(certificate.subject.human_friendly, certificate.sha256.hex(), trusted, at)
