"""Referral letters of the invented cases: one in each stage that people have to deal with."""

from baleharum.consents.telling import mark_told
from baleharum.demo import consents
from baleharum.demo.past import dated
from baleharum.demo.past import row
from baleharum.demo.past import write_history
from baleharum.referrals.content import Rest
from baleharum.referrals.fixing import fix_text
from baleharum.referrals.fixing import sign
from baleharum.referrals.policy import HANDOVER
from baleharum.referrals.policy import WORKFLOW
from dataclasses import dataclass
from plone import api
from plone.dexterity.utils import createContentInContainer
from plone.uuid.interfaces import IUUID


#: state -> the steps that lead there, with the state after each.
SENT = (("submit", "submitted"), ("sign", "signed"), ("send", "sent"))
DONE = (*SENT, ("accept", "accepted"), ("reply", "replied"))
PATHS = {
    "draft": (),
    "submitted": SENT[:1],
    "sent": SENT,
    "refused_by_partner": (*SENT, ("refuse", "refused_by_partner")),
    "cancelled": (*SENT, ("cancel", "cancelled")),
    "replied": DONE,
    "finished": (*DONE, ("finish", "finished")),
}


@dataclass(frozen=True)
class Plan:
    """A letter of a story. partner: its kind; days: how many days ago it was begun, and each step
    was taken; given: days ago of a consent that the story does not have already, 0 for none."""

    state: str
    partner: str
    days: tuple[int, ...]
    mode: str = "layanan"
    given: int = 0
    words: str = ""


PLANS = {
    "k03": Plan("finished", "rs", (406, 405, 404, 404, 402, 385, 384)),
    "k05": Plan("finished", "sentra", (43, 42, 41, 41, 39, 25, 24), HANDOVER),
    "k06": Plan("sent", "rsj", (15, 14, 13, 12), given=16),
    "k07": Plan("refused_by_partner", "rs", (153, 152, 152, 152, 150), words="Kamar penuh."),
    "k09": Plan("replied", "rs", (128, 128, 128, 128, 127, 120)),
    "k14": Plan(
        "cancelled", "rs", (12, 11, 10, 9, 4), given=13, words="Persetujuan klien ditarik."
    ),
    "k15": Plan("submitted", "uptd-ppa", (3, 1), given=5),
    "k17": Plan("draft", "rs", (2,)),
}
TEXT = (
    "Klien didampingi pekerja sosial pusat kami. Layanan lanjutan diperlukan karena tidak tersedia"
    " di tempat kami.\n\nMohon menghubungi kami lebih dahulu sebelum menghubungi klien."
)
#: Kinds of documents that these letters enclose.
ENCLOSED = ("laporan-monev", "rencana-intervensi", "asesmen-awal")


def tell(story) -> None:
    """File the letter of a story, where it has one."""
    plan = PLANS.get(story.told["key"])
    if plan is not None:
        Told(story, plan).tell()


class Told:
    """One letter, written as if it had happened."""

    def __init__(self, story, plan: Plan) -> None:
        self.story, self.plan = story, plan
        leads = [each["user"] for each in story.told["team"] if each["function"] == "lead"]
        self.worker = leads[0]

    def tell(self) -> None:
        """File it as it stands."""
        if self.plan.given:
            self._ground()
        when = self.story._moment(self.plan.days[0], 2)
        self.letter = createContentInContainer(self.story.case, "ReferralLetter", **self._fields())
        self.letter.creators = (self.worker,)
        self.rows = [row("", self.worker, "draft", when)]
        self.story._happened(when, self.worker, "referral:added", self.letter)
        path = zip(PATHS[self.plan.state], self.plan.days[1:], strict=True)
        for (transition, state), days_ago in path:
            when = self._step(transition, state, days_ago)
        dated(self.letter, self.story._moment(self.plan.days[0], 2), when)

    def _ground(self) -> None:
        days_ago = self.plan.given
        if self.story.told["lawful_basis"] != consents.CONSENT:
            consents._basis(self.story, "rujukan", days_ago)
            return
        withdrawn = self.plan.state == "cancelled"
        ended = self.plan.days[-1] if withdrawn else 0
        told = consents.Told(self.story, "rujukan", self.plan.partner)
        told.tell(days_ago, "withdrawn" if withdrawn else "in_force", ended, self.plan.words)
        if withdrawn:
            mark_told(told.consent, told.recipient, self._day(ended), "telepon")

    def _step(self, transition, state, days_ago):
        """Take one step, with all that is noted before and with it; returns its moment."""
        noted = getattr(self, f"_{transition}", None)
        if noted is not None:
            noted(self._day(days_ago))
        actor = {"sign": "head1", "cancel": "system"}.get(transition, self.worker)
        when = self.story._moment(days_ago, 3)
        self.rows.append(row(transition, actor, state, when))
        write_history(self.letter, WORKFLOW, self.rows)
        words = self.plan.words if transition in ("refuse", "cancel") else ""
        self.story._happened(when, actor, f"referral:{transition}", self.letter, words)
        return when

    def _fields(self) -> dict:
        case = self.story.case
        client = next(p for p in case.objectValues() if getattr(p, "part", "") == "client")
        return {
            "partner": consents._partner(self.plan.partner),
            "about": IUUID(client),
            "mode": self.plan.mode,
            "services": ("kesehatan",) if self.plan.partner in ("rs", "rsj") else (),
            "purpose": "Layanan lanjutan sesuai kebutuhan klien",
            "data": {
                "nama": "Untuk pendaftaran",
                "jenis-kelamin": "Untuk penempatan",
                "kontak-aman": "Agar klien tidak dihubungi dengan cara yang berbahaya",
            },
            "text": TEXT,
            "documents": self._documents(),
        }

    def _documents(self) -> tuple[str, ...]:
        found = [
            each
            for each in self.story.case.objectValues()
            if getattr(each, "kind", "") in ENCLOSED and api.content.get_state(each) == "approved"
        ]
        return tuple(IUUID(each) for each in found if each.openable and not each.active)[:2]

    def _day(self, days_ago):
        return self.story._moment(days_ago, 3).date()

    def _submit(self, day) -> None:
        fix_text(self.letter)
        self.letter.rest_on(self._rest())

    def _rest(self) -> Rest:
        for each in self.story.case.objectValues():
            if getattr(each, "purpose", "") != "rujukan":
                continue
            if each.portal_type == "ConsentForm":
                return Rest("consent", IUUID(each), each.title, consents.CONSENT)
            if each.portal_type == "LawfulBasis":
                return Rest("law", IUUID(each), each.title, each.basis)
        return Rest()

    def _sign(self, day) -> None:
        sign(self.letter, day, "head1")

    def _send(self, day) -> None:
        letter = self.letter
        letter.sent_channel, letter.sent_on, letter.sent_time = "kurir", day, "09:30"
        letter.sent_to = "Ni Luh Contoh, bagian penerimaan"

    def _accept(self, day) -> None:
        self.letter.answered_by, self.letter.answered_on = "Ni Luh Contoh", day

    _refuse = _accept

    def _reply(self, day) -> None:
        letter = self.letter
        letter.replied_on, letter.reply_summary = (
            day,
            "Layanan diberikan; klien menerima dengan baik.",
        )
        letter.reply_document = self._paper("balasan-rujukan")
        if self.plan.mode == HANDOVER:
            letter.minutes = self._paper("ba-serah-terima")
            letter.handed_by, letter.handed_on = "Kepala Contoh", day
            letter.taken_by, letter.taken_on = "Ni Luh Contoh", day

    def _paper(self, kind: str) -> str | None:
        found = [c for c in self.story.case.objectValues() if getattr(c, "kind", "") == kind]
        return IUUID(found[-1]) if found else None
