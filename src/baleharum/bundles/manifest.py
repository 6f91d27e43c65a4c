"""What a package says of itself, for programs and for people: manifest.json and its hashes.

The text depends on its input alone: sorted keys, UTF-8, no clock.
"""

from baleharum.bundles.assembling import Assembled
from baleharum.bundles.spec import Bundle
from baleharum.bundles.spec import digest
from baleharum.bundles.spec import Exhibit
from collections.abc import Mapping
from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

import hashlib
import json
import pikepdf


#: Changes when the same bundle gives other bytes: packages of one engine are compared by hash,
#: those of two by what their pages look like.
ENGINE = "1"
LIBRARIES = ("pikepdf", "typst")


def manifest(
    bundle: Bundle, made: Assembled, sha256: str, gates: Sequence[Mapping[str, Any]] = ()
) -> str:
    """Return manifest.json. sha256: of the bundle; gates: what was checked, and who let it pass."""
    told = {
        "number": bundle.number,
        "edition": bundle.edition,
        "profile": bundle.profile,
        "rule_version": bundle.rule_version,
        "supersedes": bundle.supersedes,
        "frozen_at": bundle.approved_at.isoformat(),
        "spec_sha256": digest(bundle),
        "engine": {"version": ENGINE, **{name: version(name) for name in LIBRARIES}, **_qpdf()},
        "bundle": {
            "file": BUNDLE,
            "sha256": sha256,
            "pages": made.pages,
            "first_page": made.first,
            "last_page": made.last,
        },
        "exhibits": [
            {
                "code": each.code,
                "section": each.section,
                "first_page": made.starts[each.code],
                "last_page": made.starts[each.code] + each.pages - 1,
                "original_sha256": each.original,
                "rendition_sha256": each.rendition,
                "redacted": each.redacted,
                **_part(each, made),
            }
            for each in bundle.ordered
        ],
        "gates": [dict(gate) for gate in gates],
    }
    return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


#: Names in a package.
BUNDLE, MANIFEST, EVIDENCE, README = (
    "data/bundle.pdf",
    "data/manifest.json",
    "data/daftar-bukti.pdf",
    "data/README.txt",
)


def _part(exhibit: Exhibit, made: Assembled) -> dict[str, Any]:
    """Which pages of a document are bound in, and the hash of these alone; nothing for a whole one."""
    if not exhibit.included:
        return {}
    return {
        "included_pages": exhibit.included,
        "document_pages": exhibit.of,
        "excerpt_sha256": hashlib.sha256(made.excerpts[exhibit.code]).hexdigest(),
    }


def _qpdf() -> dict[str, str]:
    return {"qpdf": str(pikepdf.__libqpdf_version__)}
