"""Repatriations of the invented cases: finished, on the way, approved, being verified."""

from baleharum.demo.past import dated
from baleharum.demo.past import row
from baleharum.demo.past import write_history
from baleharum.repatriations.events import sign_as
from baleharum.repatriations.policy import WORKFLOW
from dataclasses import dataclass
from datetime import timedelta
from plone import api
from plone.dexterity.utils import createContentInContainer
from plone.uuid.interfaces import IUUID
from typing import Any


#: step -> state after it, and days until the next one.
WAY = (
    ("verify", "verification"),
    ("approve", "approved"),
    ("depart", "travelling"),
    ("hand_over", "handed_over"),
    ("finish", "finished"),
)


@dataclass(frozen=True)
class Plan:
    """A repatriation of a story. days: days ago of its proposal, and of each step of the way."""

    days: tuple[int, ...]
    province: str
    regency: str
    why: str
    direction: str = "keluar"
    planned: int = 0
    means: str = "kapal"


PLANS = {
    "k03": Plan((440, 437, 433, 432, 431, 428), "35", "35.09", "Kembali ke keluarga di Jember."),
    "k07": Plan(
        (60, 58, 55, 54, 53, 50),
        "52",
        "52.02",
        "Ditemukan di luar daerah, keluarga di Lombok Tengah.",
        direction="masuk",
        means="mobil-dinas",
    ),
    "k09": Plan((12, 10, 2), "33", "33.74", "Keluarga di Semarang menunggu.", planned=3),
    "k21": Plan((5, 3), "51", "51.71", "Kehabisan bekal di pelabuhan.", planned=4, means="bus"),
}


def tell(story: Any) -> None:
    """File the repatriation of a story, where it has one."""
    plan = PLANS.get(story.told["key"])
    if plan is not None:
        Told(story, plan).tell()


class Told:
    """One repatriation, written as if it had happened."""

    def __init__(self, story: Any, plan: Plan) -> None:
        self.story, self.plan = story, plan
        team = {each["function"]: each["user"] for each in story.told["team"]}
        self.worker = team.get("lead") or story.told["team"][0]["user"]

    def tell(self) -> None:
        """File it as it stands."""
        begun, *steps = self.plan.days
        self.made = createContentInContainer(self.story.case, "Repatriation", **self._fields())
        self.made.creators = (self.worker,)
        when = first = self.story._moment(begun, 5)
        rows = [row("", self.worker, "proposed", when)]
        self.story._happened(when, self.worker, "repatriation:added", self.made)
        for (transition, state), ago in zip(WAY, steps, strict=False):
            when = self._step(rows, transition, state, ago)
        write_history(self.made, WORKFLOW, rows)
        dated(self.made, first, when)

    def _step(self, rows: list, transition: str, state: str, ago: int) -> Any:
        day = self.story.today - timedelta(days=ago)
        if transition == "approve":
            sign_as(self.made, day, "head1")
        elif transition == "depart":
            self.made._keep("departed_on", day)
        elif transition == "hand_over":
            self._handed(day)
        elif transition == "finish":
            self.made._keep("cost", 1_350_000)
            self.made._keep("payer", "apbd")
            self.made._keep("cost_proof", self._document("tanda-terima"))
        actor = "head1" if transition == "approve" else self.worker
        when = self.story._moment(ago, 6)
        rows.append(row(transition, actor, state, when))
        self.story._happened(when, actor, f"repatriation:{transition}", self.made)
        return when

    def _handed(self, day: Any) -> None:
        self.made._keep("handed_on", day)
        self.made._keep("handed_to", "Keluarga inti")
        self.made._keep("handed_office", "Dinas Sosial daerah asal")

    def _fields(self) -> dict[str, Any]:
        plan, story = self.plan, self.story
        things = story.case.objectValues()
        client = next(each for each in things if getattr(each, "part", "") == "client")
        checked = story.today - timedelta(days=plan.days[min(1, len(plan.days) - 1)])
        planned = story.today + timedelta(days=plan.planned)
        if not plan.planned:
            planned = story.today - timedelta(days=plan.days[3])
        return {
            "about": IUUID(client),
            "direction": plan.direction,
            "why": plan.why,
            "origin_proof": self._document("surat-permohonan"),
            "origin_note": "Keterangan klien sesuai dengan jawaban daerah asal.",
            "will_on": checked,
            "will": "Saya ingin pulang.",
            "fit_on": checked,
            "fit_by": "dr. Contoh, puskesmas",
            "province": plan.province,
            "regency": plan.regency,
            "address": "Rumah keluarga (alamat contoh)",
            "office": self._office(),
            "reply_on": checked,
            "reply_note": "Keluarga siap menerima.",
            "escort": "Petugas pendamping Bale Harum",
            "companion": "Perawat pendamping",
            "means": plan.means,
            "planned_on": planned,
        }

    def _office(self) -> str | None:
        found = api.content.find(portal_type="Partner", partner_kind="dinsos-asal")
        return found[0].UID if found else None

    def _document(self, kind: str) -> str | None:
        papers = self.story.case.objectValues()
        return next((IUUID(each) for each in papers if getattr(each, "kind", "") == kind), None)
