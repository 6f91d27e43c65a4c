"""What the forms of an adoption offer: documents of the case."""

from baleharum.cases.files.choices import DocumentsOfCase
from baleharum.cases.files.policy import LIVE_STATES
from baleharum.cases.policy import FINAL


#: field -> kinds of document of which it names one, () for any.
KINDS: dict[str, tuple[str, ...]] = {
    "application": ("surat-permohonan",),
    "marriage_proof": ("kk-akta", "identitas"),
    "health_proof": (),
    "means_proof": (),
    "record_proof": (),
    "child_consent": ("persetujuan",),
    "guardian_consent": ("persetujuan", "pernyataan-keluarga"),
    "visit1_report": ("laporan-sosial",),
    "care_proof": (),
    "visit2_report": ("laporan-sosial",),
    "permit_proof": (),
    "order_proof": ("putusan",),
    "register_proof": ("kk-akta",),
}
#: Those that have to be approved before they count; the others count as soon as they are filed.
APPROVED = ("child_consent", "guardian_consent", "visit1_report", "visit2_report", "order_proof")


def states_of(name: str) -> tuple[str, ...]:
    """Return the states in which the document of a field counts."""
    return FINAL if name in APPROVED else LIVE_STATES


def _papers(name: str) -> DocumentsOfCase:
    return DocumentsOfCase(name, states_of(name), *KINDS[name])


APPLICATION, MARRIAGE_PROOF = _papers("application"), _papers("marriage_proof")
HEALTH_PROOF, MEANS_PROOF = _papers("health_proof"), _papers("means_proof")
RECORD_PROOF = _papers("record_proof")
CHILD_CONSENT, GUARDIAN_CONSENT = _papers("child_consent"), _papers("guardian_consent")
FIRST_REPORT, SECOND_REPORT = _papers("visit1_report"), _papers("visit2_report")
CARE_PERMIT, ADOPTION_PERMIT = _papers("care_proof"), _papers("permit_proof")
COURT_ORDER, REGISTRATION = _papers("order_proof"), _papers("register_proof")
