"""The package for a recipient: bundle, list of evidence, manifest, and where it is due the files."""

from baleharum.bundles import manifest
from baleharum.bundles.assembling import assemble
from baleharum.bundles.assembling import Assembled
from baleharum.bundles.bag import write_bag
from baleharum.bundles.front import evidence_list
from baleharum.bundles.spec import Bundle
from baleharum.bundles.spec import SEALED
from baleharum.documents.hashing import Hashed
from collections.abc import Callable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from io import BufferedWriter
from io import BytesIO
from typing import Any
from typing import BinaryIO
from typing import Protocol


#: A PDF is written in many small pieces, each of which would be sealed and hashed by itself.
PIECE = 1 << 20

README = """{number}

bundle.pdf         the bundle; its page numbers are those of the file
daftar-bukti.pdf   list of documentary evidence
manifest.json      pages, hashes (SHA-256) and checks, for programs
items/             the documents one by one, where they belong to this edition

To check that nothing was changed: in the folder above this one
    sha256sum -c manifest-sha256.txt           (Linux)
    shasum -a 256 -c manifest-sha256.txt       (macOS)
    Get-FileHash data\\bundle.pdf               (Windows: compare with manifest-sha256.txt)
or with the program of the centre: verify-bundle {name}.zip
"""


class Place(Protocol):
    """Where a file is written, and read again: a sealed file, so that nothing plain is on a disk."""

    def open(self, mode: str = "r") -> BinaryIO:
        """Open it to be read ("r") or written anew ("w"), as bytes."""


class InMemory:
    """A place in memory, for what is not large."""

    def __init__(self) -> None:
        self.data = b""

    def open(self, mode: str = "r") -> BinaryIO:
        """See Place."""
        return BytesIO(self.data) if mode == "r" else _Written(self)


class _Written(BytesIO):
    def __init__(self, place: InMemory) -> None:
        super().__init__()
        self._place = place

    def close(self) -> None:
        if not self.closed:
            self._place.data = self.getvalue()
        super().close()


@dataclass(frozen=True)
class Package:
    """made: see Assembled; sha256: of the bundle; hashes: of each file in the package."""

    made: Assembled
    sha256: str
    hashes: Mapping[str, str]


def build(
    bundle: Bundle,
    renditions: Callable[[str], BinaryIO],
    originals: Callable[[str], BinaryIO],
    pdf: Place,
    package: Place,
    gates: Sequence[Mapping[str, Any]] = (),
) -> Package:
    """Write a bundle and its package. The bytes depend on what is given alone.

    renditions, originals: give the open file of an exhibit by its code; pdf, package: where to
    write, once. The files one by one are in the sealed edition alone: an
    original knows the real names. Of a document of which some pages alone are bound in there are
    these pages alone; of one with boxes what is bound in, for in the original all can be read.
    Raises WrongRendition, WrongFile and LetterRefused.
    """
    with pdf.open("w") as target:
        going_by = Hashed(target)
        with BufferedWriter(going_by, PIECE) as pieces:
            made = assemble(bundle, renditions, pieces)
    known = going_by.sha256
    expected = {manifest.BUNDLE: known}
    payload: dict[str, BinaryIO] = {
        manifest.BUNDLE: pdf.open("r"),
        manifest.MANIFEST: BytesIO(manifest.manifest(bundle, made, known, gates).encode()),
        manifest.EVIDENCE: BytesIO(evidence_list(bundle, made.starts)),
        manifest.README: BytesIO(README.format(number=bundle.number, name=bundle.stem).encode()),
    }
    if bundle.edition == SEALED:
        for each in bundle.ordered:
            name = f"data/items/{each.code}.pdf"
            if each.included:
                payload[name] = BytesIO(made.excerpts[each.code])
                continue
            payload[name], expected[name] = renditions(each.code), each.rendition
            if not each.redacted:
                name = f"data/items/{each.code}_original.{each.extension}"
                payload[name], expected[name] = originals(each.code), each.original
    info = {
        "Bagging-Date": bundle.approved_at.date().isoformat(),
        "External-Identifier": bundle.stem,
        "Bag-Software-Agent": "baleharum",
    }
    with payload[manifest.BUNDLE], package.open("w") as target:
        hashes = write_bag(target, bundle.stem, payload, info, expected)
    return Package(made, known, hashes)
