"""The adoption of an invented case: applied for, visited once, waiting for the head."""

from baleharum.adoptions.policy import months_later
from baleharum.adoptions.policy import WORKFLOW
from baleharum.demo.past import dated
from baleharum.demo.past import row
from baleharum.demo.past import write_history
from datetime import timedelta
from plone.dexterity.utils import createContentInContainer
from plone.uuid.interfaces import IUUID
from typing import Any


#: The case, who writes, and days ago of the application and of the first visit.
KEY, WORKER, APPLIED, VISITED = "k16", "worker2", 30, 12


def tell(story: Any) -> None:
    """File the adoption of a story, where it has one."""
    if story.told["key"] != KEY:
        return
    case = story.case
    made = createContentInContainer(case, "AdoptionFile", **_fields(story))
    made.creators = (WORKER,)
    begun, visited = story._moment(APPLIED, 6), story._moment(VISITED, 6)
    story._happened(begun, WORKER, "adoption:added", made)
    story._happened(visited, WORKER, "adoption:visit_first", made)
    rows = [
        row("", WORKER, "application", begun),
        row("visit_first", WORKER, "first_visit", visited),
    ]
    write_history(made, WORKFLOW, rows)
    dated(made, begun, visited)


def _fields(story: Any) -> dict[str, Any]:
    day = story.today
    things = story.case.objectValues()
    child = next(each for each in things if getattr(each, "part", "") == "client")
    papers = (IUUID(each) for each in things if getattr(each, "kind", "") == "surat-permohonan")
    return {
        "about": IUUID(child),
        "applied_on": day - timedelta(days=APPLIED),
        "application": next(papers, None),
        "why": "Ayahnya meninggal, ibunya merantau; paman dan bibi mengasuhnya sejak kecil.",
        "husband_name": "Lalu Contoh Rahmat",
        "husband_born": months_later(day, -12 * 44),
        "husband_religion": "islam",
        "wife_name": "Baiq Contoh Aini",
        "wife_born": months_later(day, -12 * 41),
        "wife_religion": "islam",
        "address": "Lingkungan Contoh, Kelurahan Gomong",
        "couple": "ya",
        "married_on": months_later(day, -12 * 15),
        # More than the law has in mind: the head has to say why all the same.
        "children": 2,
        "earlier": 0,
        "healthy": "ya",
        "able": "ya",
        "protection": "Hidup di jalan, tidak ada wali yang sah.",
        "child_said": "Saya mau tinggal dengan paman dan bibi.",
        "visit1_on": day - timedelta(days=VISITED),
        "visit1_by": "Pekerja sosial Bale Harum",
        "visit1_note": "Rumah sederhana dan bersih; anak punya kamar sendiri.",
    }
