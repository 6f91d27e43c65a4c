"""Houses of the invented centre, and who lives in them: in time, extended, overdue, waiting, gone."""

from baleharum.cases.moments import today
from baleharum.demo.past import dated
from baleharum.demo.past import row
from baleharum.demo.past import write_history
from baleharum.stays.content import Extension
from baleharum.stays.houses import houses_of
from baleharum.stays.policy import FAMILY_CARE
from baleharum.stays.policy import place_token
from baleharum.stays.policy import WORKFLOW
from dataclasses import dataclass
from datetime import timedelta
from plone import api
from plone.dexterity.utils import createContentInContainer
from plone.uuid.interfaces import IUUID
from typing import Any


HOUSES = (
    {
        "name": "Rumah Melati",
        "kind": "rumah-aman",
        "address": "Jalan Contoh Teduh 12 (alamat contoh)",
        "phone": "+6281200000301",
        "remarks": "Penjaga malam bergantian; kunci cadangan pada kepala.",
        "rooms": [
            ("Anggrek", 2, "p", "dewasa", "umum", "biasa"),
            ("Cempaka", 2, "semua", "anak", "umum", "biasa"),
            ("Dahlia", 4, "semua", "semua", "keluarga", "biasa"),
            ("Kamboja", 1, "p", "semua", "umum", "mudah-diakses"),
        ],
    },
    {
        "name": "Rumah Singgah Contoh",
        "kind": "rptc",
        "address": "Jalan Contoh Pelabuhan 3 (alamat contoh)",
        "phone": "+6281200000302",
        "remarks": "",
        "rooms": [
            ("Barak putra", 3, "l", "dewasa", "umum", "biasa"),
            ("Barak putri", 3, "p", "dewasa", "umum", "biasa"),
            ("Lantai bawah", 2, "semua", "semua", "umum", "mudah-diakses"),
        ],
    },
    {
        "name": "Keluarga asuh Contoh",
        "kind": "pengasuhan-keluarga",
        "address": "Gang Contoh 5 (alamat contoh)",
        "phone": "",
        "remarks": "Menerima anak di bawah 12 tahun.",
        "religion": "islam",
        "rooms": [("Kamar anak", 2, "semua", "anak", "umum", "biasa")],
    },
)
#: What is noted of a family before a child lives with it.
ASSESSED = ("assessed_on", "declared_on")
CELLS = ("name", "beds", "sex", "age", "use", "access")


@dataclass(frozen=True)
class Plan:
    """A stay of a story. house, room: numbers; came: days ago; ended: days ago, None for nobody who
    has left; extended: days ago of an extension; proposed: days before they came."""

    state: str
    house: int
    room: int = 0
    came: int = 0
    ended: int | None = None
    extended: int | None = None
    why: str = "Rumah tidak aman untuk sementara."


PLANS = {
    "k03": Plan("transferred", 2, 1, came=450, ended=444),
    "k06": Plan("left", 1, 1, came=200, ended=194),
    "k09": Plan("left", 2, 3, came=132, ended=128, why="Terlantar dan sakit."),
    "k11": Plan("admitted", 1, 1, came=5),
    "k12": Plan("extended", 1, 2, came=9, extended=3),
    "k15": Plan("admitted", 2, 2, came=9, why="Aman dari perekrut sampai keterangan diberikan."),
    "k17": Plan("proposed", 1),
    "k20": Plan("proposed", 3, why="Belum ada keluarga yang ditemukan."),
}
STEPS = {"left": "leave", "transferred": "transfer"}
RULES = {"rules_by": "Klien", "rules_witness": "Petugas jaga"}
LISTED = {"listed_by": "Klien", "listed_witness": "Petugas jaga"}


def add_houses(register: Any) -> None:
    """Add the houses, as the head of the centre does."""
    with api.env.adopt_user(username="head1"):
        for told in HOUSES:
            rooms = [dict(zip(CELLS, cells, strict=True)) for cells in told["rooms"]]
            family = told["kind"] == FAMILY_CARE
            more = dict.fromkeys(ASSESSED, today() - timedelta(days=90)) if family else {}
            createContentInContainer(register, "Shelter", **{**told, **more, "rooms": rooms})


def tell(story: Any) -> None:
    """File the stay of a story, where it has one."""
    plan = PLANS.get(story.told["key"])
    if plan is not None:
        Told(story, plan).tell()


class Told:
    """One stay, written as if it had happened."""

    def __init__(self, story: Any, plan: Plan) -> None:
        self.story, self.plan = story, plan
        team = {each["function"]: each["user"] for each in story.told["team"]}
        self.worker = team.get("lead") or story.told["team"][0]["user"]

    def tell(self) -> None:
        """File it as it stands."""
        plan, story = self.plan, self.story
        self.stay = createContentInContainer(story.case, "ShelterStay", **self._fields())
        self.stay.creators = (self.worker,)
        begun = self._moment(plan.came)
        self.rows = [row("", self.worker, "proposed", begun)]
        story._happened(begun, self.worker, "stay:added", self.stay)
        last = begun
        if plan.state != "proposed":
            last = self._came()
        if plan.extended is not None:
            last = self._extended(plan.extended)
        if plan.ended is not None:
            last = self._ended(plan.ended)
        write_history(self.stay, WORKFLOW, self.rows)
        dated(self.stay, begun, last)

    def _fields(self) -> dict[str, Any]:
        things = self.story.case.objectValues()
        client = next(each for each in things if getattr(each, "part", "") == "client")
        agreement = (IUUID(e) for e in things if getattr(e, "kind", "") == "kontrak-layanan")
        house = houses_of(self.story.register)[self.plan.house - 1]
        fields = {"about": IUUID(client), "house": IUUID(house), "why": self.plan.why}
        if self.plan.state == "proposed":
            return fields
        day = self._day(self.plan.came)
        return fields | {
            "room": place_token(IUUID(house), self.plan.room),
            "arrived_on": day,
            "rules_on": day,
            "rules_proof": next(agreement, None),
            "belongings": [{"what": "Tas pakaian", "count": 1, "keeper": "Lemari kamar"}],
            "listed_on": day,
            **RULES,
            **LISTED,
        }

    def _came(self) -> Any:
        house = houses_of(self.story.register)[self.plan.house - 1]
        self.stay._keep("placed", self.stay.room)
        self.stay._keep("kind", house.kind)
        self.stay._keep("limit", self._day(self.plan.came - 7))
        return self._step("admit", "admitted", "supervisor1", self.plan.came)

    def _extended(self, ago: int) -> Any:
        limit = self.stay.limit
        until = limit + timedelta(days=7)
        given = Extension(self._day(ago), limit, until, "Pelaku masih di sekitar rumah.")
        self.stay._keep("given", (tuple(given),))
        self.stay._keep("limit", until)
        return self._step("extend", "extended", "head1", ago, "Disetujui satu pekan.")

    def _ended(self, ago: int) -> Any:
        state = self.plan.state
        self.stay._keep("left_on", self._day(ago))
        self.stay._keep("exit_note", "Diantar petugas; keadaan baik.")
        self.stay._keep("handed_to", "Keluarga")
        self.stay._keep("returned", True)
        if state == "transferred":
            self.stay._keep("moved_to", "Sentra Contoh")
        return self._step(STEPS[state], state, self.worker, ago)

    def _step(self, transition: str, state: str, actor: str, ago: int, words: str = "") -> Any:
        when = self._moment(ago)
        self.rows.append(row(transition, actor, state, when))
        self.story._happened(when, actor, f"stay:{transition}", self.stay, words)
        return when

    def _day(self, ago: int) -> Any:
        return self.story.today - timedelta(days=ago)

    def _moment(self, ago: int) -> Any:
        return self.story._moment(ago, 4)
