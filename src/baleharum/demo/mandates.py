"""A rehabilitation ruling, guidance by Bapas, and health records of the invented cases."""

from baleharum.demo.past import dated
from baleharum.demo.past import row
from baleharum.demo.past import write_history
from dataclasses import dataclass
from dataclasses import field
from datetime import timedelta
from plone import api
from plone.dexterity.utils import createContentInContainer
from plone.uuid.interfaces import IUUID
from typing import Any


@dataclass(frozen=True)
class Plan:
    """A record of a story. begun: days ago; days: field -> in so many days; partner: kind."""

    portal_type: str
    author: str
    begun: int
    texts: dict[str, Any]
    days: dict[str, int] = field(default_factory=dict)
    partner: str = ""


PLANS = {
    "k05": (
        Plan(
            "Mandate",
            "worker1",
            230,
            {
                "kind": "bimbingan-bapas",
                "number": "W21.PAS-CONTOH/2026",
                "issuer": "Lembaga Pemasyarakatan Contoh",
                "approach": "keluarga",
                "officer": "Pembimbing kemasyarakatan (contoh)",
                "report_months": 2,
                "remarks": "Wajib lapor, ikut pelatihan keterampilan.",
            },
            {
                **{"decided_on": -240, "begins_on": -235, "ends_on": 130},
                **{"report_on": -175, "reported_on": -58},
            },
            "bapas",
        ),
    ),
    "k07": (
        Plan(
            "HealthRecord",
            "doctor1",
            120,
            {
                "insurance": "bpjs-pbi",
                "conditions": ("gangguan-jiwa",),
                "treatment": "berjalan",
                "facility": "Puskesmas contoh",
                "note": "Obat diambil setiap bulan, didampingi keluarga.",
            },
            {"control_on": 12, "checked_on": -18},
        ),
    ),
    "k08": (
        Plan(
            "Mandate",
            "worker3",
            80,
            {
                "kind": "putusan-rehabilitasi",
                "number": "CONTOH/Pid.Sus/2026",
                "issuer": "Pengadilan Negeri Contoh",
                "approach": "residensial",
                "worker": "Pekerja sosial adiksi, LKS contoh",
                "demanded": ("laporan-sosial", "laporan-monev"),
                "report_months": 1,
                "remarks": "Menjalani rehabilitasi sosial selama enam bulan.",
            },
            {
                **{"decided_on": -84, "begins_on": -80, "ends_on": 100},
                **{"report_on": -50, "reported_on": -49},
            },
            "lks-napza",
        ),
    ),
    "k19": (
        Plan(
            "HealthRecord",
            "doctor1",
            150,
            {
                "insurance": "bpjs-pbi",
                "conditions": ("hiv",),
                "treatment": "berjalan",
                "facility": "Poliklinik contoh",
                "note": "Terapi diminum teratur; kontrol setiap tiga bulan.",
            },
            {"control_on": 40, "checked_on": -30},
        ),
    ),
}
#: portal type -> workflow, state, word of the timeline.
KEPT = {
    "Mandate": ("mandate_workflow", "in_force", "mandate:added"),
    "HealthRecord": ("health_workflow", "kept", "health:added"),
}


def tell(story: Any) -> None:
    """File what a story has of these."""
    for plan in PLANS.get(story.told["key"], ()):
        workflow, state, said = KEPT[plan.portal_type]
        when = story._moment(plan.begun, 5)
        with api.env.adopt_user(plan.author):
            made = createContentInContainer(
                story.case, plan.portal_type, checkConstraints=False, **_fields(story, plan)
            )
        made.creators = (plan.author,)
        write_history(made, workflow, [row("", plan.author, state, when)])
        story._happened(when, plan.author, said, made)
        dated(made, when, when)


def _fields(story: Any, plan: Plan) -> dict[str, Any]:
    people = story.case.objectValues()
    client = next(each for each in people if getattr(each, "part", "") == "client")
    days = {name: story.today + timedelta(days=n) for name, n in plan.days.items()}
    found = plan.partner and api.content.find(portal_type="Partner", partner_kind=plan.partner)
    office = {"office": found[0].UID} if found else {}
    return {"about": IUUID(client), **plan.texts, **days, **office}
