"""The litigation file of an invented case, as its advocate builds it: still a draft.

The worker makes its pages as it does in a centre, once it runs: nothing here waits for it.
"""

from baleharum.demo import consents
from baleharum.litigation import chronology
from baleharum.litigation import exhibits
from baleharum.litigation import pseudonyms
from baleharum.litigation import redacted
from baleharum.litigation import redactions
from baleharum.litigation.pseudonyms import Row
from baleharum.renditions.boxes import Box
from plone import api
from plone.dexterity.utils import createContentInContainer
from plone.uuid.interfaces import IUUID


#: Key of the case.
KEY = "k11"
FIELDS = {
    "subject": "Gugatan cerai",
    "court": "Pengadilan Agama Contoh",
    "edition": "pseudonymous",
    "with_chronology": True,
    "sections": ("A Surat kuasa", "B Bukti surat"),
}
#: Kind of a document -> its section, and what is said of it. What has no duty stamp yet is told by
#: a gate, as it would be.
EXHIBITS = {
    "surat-kuasa": ("A", {"title": "Surat kuasa khusus", "has_original": "1", "duty": "meterai"}),
    "surat-permohonan": ("B", {"title": "Kronologi", "proves": "Pertengkaran yang berulang."}),
    "asesmen-awal": ("B", {"title": "Asesmen awal", "proves": "Keadaan klien.", "included": "1"}),
}
#: The name of the client in the power of attorney, once where it is introduced.
BOX = Box(1, 0.33486, 0.16973, 0.18646, 0.01721, "name")
FACT = {
    "day": "2026-01-10",
    "text": "Pertengkaran keras sampai tetangga datang melerai.",
    "standing": "agreed",
    "pins": [(2, "1")],
}


def tell(story) -> None:
    """File the litigation file of a story, where it has one."""
    if story.told["key"] != KEY:
        return
    things = story.case.objectValues()
    advocate = next(t["user"] for t in story.told["team"] if t["function"] == "advocate")
    with api.env.adopt_user(username=advocate):
        context = createContentInContainer(
            story.case,
            "LitigationFile",
            about=_uid(things, part="client"),
            recipient=consents._partner("pengadilan"),
            proceeding=_uid(things, portal_type="CourtProceeding"),
            **FIELDS,
        )
        for kind, (section, said) in EXHIBITS.items():
            exhibits.add(context, [_uid(things, kind=kind)], section)
            exhibits.describe(context, context.highest, **said)
        redactions.add(context, 1, [BOX], pages=1)
        redacted.ask(context, 1)
        chronology.save(context, 0, **FACT)
        pseudonyms.write(story.case, _rows(things))


def _rows(things) -> list[Row]:
    return [
        Row("Penggugat", _uid(things, part="client")),
        Row("Tergugat", _uid(things, part="alleged_perpetrator")),
        Row("Saksi A", _uid(things, part="witness")),
    ]


def _uid(things, **wanted) -> str:
    """Return the UID of the first thing of a case that is so."""
    ((name, value),) = wanted.items()
    return IUUID(next(each for each in things if getattr(each, name, "") == value))
