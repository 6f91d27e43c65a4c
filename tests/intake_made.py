"""An intake box with its people, and reports in it."""

from baleharum.intake.filing import file_report
from baleharum.intake.submission import SentFile
from baleharum.team.api import assign
from io import BytesIO
from plone import api
from tests.centre import MINIMAL_PDF


#: Standing appointments on the box; the others of tests.centre have none.
APPOINTMENTS = {
    "intake1": "intake",
    "supervisor1": "supervisor",
    "head1": "head",
    "privacy1": "privacy",
    "operator1": "depositor",
}

NARRATIVE = "Tetangga saya dipukuli suaminya setiap malam."
KEY = "token-of-a-form-0001"


def sample_box(portal, but=(), **fields):
    """Make the box `penerimaan` and appoint its people, but for some; returns it."""
    with api.env.adopt_roles(["Manager"]):
        box = api.content.create(portal, "IntakeBox", id="penerimaan", title="Penerimaan", **fields)
    for user_id, function in APPOINTMENTS.items():
        if user_id not in but:
            assign(box, user_id, function, granted_by="system")
    return box


def sample_report(box, key="", files=(), **fields):
    """File a report as the public form does, for whoever is logged in; returns it."""
    return file_report(box, {"source": "formulir", "narrative": NARRATIVE, **fields}, files, key)


def sent_pdf(name="bukti.pdf", more=b"", **fields):
    """A small PDF as it comes in; more: bytes that make it another one."""
    return SentFile(name, BytesIO(MINIMAL_PDF + more), **fields)
