"""Court procedures of the invented cases: one that is prepared, one at the police, one at the court,
and one that a diversion has ended."""

from baleharum.cases.moments import WITA
from baleharum.demo.past import dated
from baleharum.demo.past import row
from baleharum.demo.past import write_history
from baleharum.litigation.court.dues import remember
from baleharum.litigation.court.hearings import Hearing
from baleharum.litigation.court.stages import WORKFLOW
from dataclasses import dataclass
from dataclasses import field
from datetime import datetime
from datetime import time
from datetime import timedelta
from plone.dexterity.utils import createContentInContainer
from plone.uuid.interfaces import IUUID


REPORT, POLICE = ("report", "report"), ("investigate", "investigation")
TRIAL = (REPORT, POLICE, ("prosecute", "prosecution"), ("open_trial", "trial"))
DIVERTED = (REPORT, POLICE, ("divert", "diversion"), ("agree_diversion", "finished"))


@dataclass(frozen=True)
class Plan:
    """A procedure of a story. begun: days ago; path: (step, state after it, days ago); days: field ->
    days ago; proofs: field -> kind of the document; hearings: (in days, kind, state, note)."""

    begun: int
    texts: dict
    path: tuple = ()
    days: dict = field(default_factory=dict)
    proofs: dict = field(default_factory=dict)
    hearings: tuple = ()


def _path(steps, *days_ago):
    return tuple((*step, days) for step, days in zip(steps, days_ago, strict=True))


PLANS = {
    "k04": Plan(
        begun=296,
        texts={
            "matter": "Pencurian sepeda motor",
            "role": "anak-konflik",
            "offence": "harta",
            "regime": "lama",
            "max_years": 5,
            "decision": "Anak dan nenek meminta didampingi.",
            "report_no": "LP/B/114/2026",
            "asked_time": "09:00",
            "given_time": "15:00",
            "offered_time": "10:00",
            "told_time": "08:30",
        },
        path=_path(DIVERTED, 296, 296, 290, 274),
        days={
            "decided_on": 296,
            "reported_on": 296,
            "started_on": 296,
            "asked_on": 296,
            "given_on": 294,
            "offered_on": 292,
            "told_on": 291,
            "diversion_on": 290,
            "agreed_on": 275,
        },
        proofs={"given_proof": "laporan-sosial", "agreement": "kesepakatan-diversi"},
    ),
    "k11": Plan(
        begun=70,
        texts={
            "matter": "Kekerasan dalam rumah tangga",
            "role": "korban",
            "offence": "kdrt",
            "represented": True,
            "attorney_to": "Pendamping hukum Bale Harum",
            "attorney_scope": "Mendampingi dan mewakili di semua tingkat.",
        },
        days={"attorney_on": 68},
        proofs={"attorney_proof": "surat-kuasa"},
    ),
    "k12": Plan(
        begun=12,
        texts={
            "matter": "Kekerasan terhadap anak",
            "role": "anak-korban",
            "offence": "fisik",
            "regime": "baru",
            "decision": "Anak dan wali ingin perkara ini diproses.",
            "police": "Unit PPA",
            "report_no": "LP/B/207/2026",
            "asked_time": "10:00",
        },
        path=_path((REPORT, POLICE), 8, 2),
        days={"decided_on": 9, "reported_on": 8, "started_on": 2, "asked_on": 1},
    ),
    "k15": Plan(
        begun=60,
        texts={
            "matter": "Perdagangan orang",
            "role": "korban",
            "offence": "tppo",
            "regime": "baru",
            "decision": "Klien ingin pelaku diadili dan meminta restitusi.",
            "report_no": "LP/A/31/2026",
            "transfer_no": "B-88/P.1/2026",
            "court": "Pengadilan Negeri",
            "court_no": "41/Pid.Sus/2026",
        },
        path=_path(TRIAL, 58, 55, 30, 12),
        days={
            "decided_on": 59,
            "reported_on": 58,
            "started_on": 55,
            "transferred_on": 30,
            "summoned_on": 14,
        },
        hearings=(
            (-6, "dakwaan", "held", "Dakwaan dibacakan. Klien tidak hadir."),
            (5, "saksi-korban", "planned", "Klien bersaksi dari ruang terpisah."),
            (19, "saksi", "planned", ""),
        ),
    ),
}
#: Who takes part in a hearing of the demo.
WHO = ("klien", "advokat", "peksos", "jaksa", "hakim")


def tell(story) -> None:
    """File the court procedure of a story, where it has one."""
    plan = PLANS.get(story.told["key"])
    if plan is not None:
        Told(story, plan).tell()


class Told:
    """One procedure, written as if it had happened."""

    def __init__(self, story, plan: Plan) -> None:
        self.story, self.plan = story, plan
        self.actor = next(t["user"] for t in story.told["team"] if t["function"] == "advocate")

    def tell(self) -> None:
        """File it as it stands."""
        things = self.story.case.objectValues()
        client = next(each for each in things if getattr(each, "part", "") == "client")
        rows = self._hearings()
        context = createContentInContainer(
            self.story.case,
            "CourtProceeding",
            about=IUUID(client),
            hearings=tuple(tuple(each) for each in rows),
            highest=len(rows),
            **self.plan.texts,
            **{name: self._day(-ago) for name, ago in self.plan.days.items()},
            **{name: self._document(kind) for name, kind in self.plan.proofs.items()},
        )
        self._history(context)
        remember(context)

    def _history(self, context) -> None:
        context.creators = (self.actor,)
        when = begun = self.story._moment(self.plan.begun, 3)
        rows = [row("", self.actor, "preparation", begun)]
        self.story._happened(begun, self.actor, "court:added", context)
        for step, state, ago in self.plan.path:
            when = self.story._moment(ago, 6)
            rows.append(row(step, self.actor, state, when))
            self.story._happened(when, self.actor, f"court:{step}", context)
        write_history(context, WORKFLOW, rows)
        dated(context, begun, when)

    def _day(self, days: int):
        return self.story.today + timedelta(days=days)

    def _document(self, kind: str) -> str:
        papers = self.story.case.objectValues()
        return IUUID(next(each for each in papers if getattr(each, "kind", "") == kind))

    def _hearings(self) -> list[Hearing]:
        return [
            Hearing(
                number,
                datetime.combine(self._day(days), time(9, 30), WITA).isoformat(),
                "Pengadilan Negeri, Ruang Sidang 3",
                what,
                WHO,
                state,
                note,
            )
            for number, (days, what, state, note) in enumerate(self.plan.hearings, 1)
        ]
