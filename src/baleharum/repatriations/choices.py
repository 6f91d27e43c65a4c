"""What the forms of a repatriation offer: documents of the case."""

from baleharum.cases.files.choices import DocumentsOfCase
from baleharum.cases.files.policy import LIVE_STATES
from baleharum.cases.policy import FINAL


#: field -> kinds of document of which it names one, () for any.
KINDS: dict[str, tuple[str, ...]] = {
    "origin_proof": (),
    "reply_proof": ("balasan-rujukan", "surat-permohonan"),
    "minutes": ("ba-pemulangan", "ba-serah-terima"),
    "cost_proof": ("tanda-terima",),
}

PROOFS = DocumentsOfCase("origin_proof", LIVE_STATES)
REPLIES = DocumentsOfCase("reply_proof", LIVE_STATES, *KINDS["reply_proof"])
MINUTES = DocumentsOfCase("minutes", FINAL, *KINDS["minutes"])
RECEIPTS = DocumentsOfCase("cost_proof", LIVE_STATES, *KINDS["cost_proof"])
