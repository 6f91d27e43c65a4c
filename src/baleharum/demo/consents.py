"""Consents and other lawful bases of the invented cases, from what their stories say already."""

from baleharum.consents.fixing import fix
from baleharum.consents.fixing import note_withdrawal
from baleharum.demo.past import dated
from baleharum.demo.past import row
from baleharum.demo.past import write_history
from datetime import timedelta
from plone import api
from plone.dexterity.utils import createContentInContainer
from plone.uuid.interfaces import IUUID


CONSENT = "persetujuan"
VITAL = "kepentingan-vital"
REASONS = {
    "tugas-publik": "Penanganan PPKS adalah tugas pusat menurut peraturan daerah.",
    "kewajiban-hukum": "Undang-undang mewajibkan pusat menangani dan melaporkan kasus ini.",
    VITAL: "Keselamatan klien terancam; persetujuan belum dapat diminta.",
}
#: Steps of a case that rest on a basis for services, the first of them counts.
RESTING = ("emergency", "start_assessment")

#: key of a case -> more consents: purpose, kind of partner ('' for the centre), given days ago,
#: state, days ago of its end, words of that.
MORE = {
    "k03": [("layanan", "", 450, "expired", 350, "")],
    "k06": [("layanan", "", 30, "in_force", 0, "")],
    "k11": [
        ("litigasi", "lbh", 60, "withdrawn", 1, "Klien menelepon: belum ingin melapor."),
        ("litigasi", "pengadilan", 40, "in_force", 0, ""),
    ],
    "k14": [("foto", "", 70, "in_force", 0, "")],
    "k17": [
        ("foto", "", 36, "refused", 36, "Tidak mau difoto; layanan tetap berjalan."),
        ("riset-laporan", "", 3, "draft", 0, ""),
    ],
}
STEPS = {"expired": "expire", "withdrawn": "withdraw", "refused": "refuse", "replaced": "replace"}


def tell(story) -> None:
    """File what a case rests on: a consent where its basis is consent, else a recorded basis."""
    steps = {step["transition"]: step for step in reversed(story.told["history"])}
    begun = next((steps[name] for name in RESTING if name in steps), None)
    if begun is not None:
        _services(story, begun["days_ago"])
    if "refer" in steps:
        _referral(story, steps["refer"]["days_ago"])
    for purpose, kind, days_ago, state, ended, words in MORE.get(story.told["key"], ()):
        Told(story, purpose, kind).tell(days_ago, state, ended, words)


def _services(story, days_ago) -> None:
    if story.told["lawful_basis"] == CONSENT:
        renewed = story.told["key"] == "k06"
        Told(story, "layanan").tell(days_ago, "replaced" if renewed else "in_force", 30, "")
    else:
        _basis(story, "layanan", days_ago)


def _referral(story, days_ago) -> None:
    if story.told["lawful_basis"] == CONSENT:
        Told(story, "rujukan", "sentra").tell(days_ago, "in_force", 0, "")
    else:
        _basis(story, "rujukan", days_ago)


def _basis(story, purpose, days_ago) -> None:
    token = story.told["lawful_basis"]
    basis = createContentInContainer(
        story.case, "LawfulBasis", purpose=purpose, basis=token, reason=REASONS[token]
    )
    when = story._moment(days_ago, 2)
    basis.creators = ("supervisor1",)
    write_history(basis, "basis_workflow", [row("", "supervisor1", "recorded", when)])
    dated(basis, when)
    story._happened(when, "supervisor1", "basis:added", basis)


class Told:
    """One consent of a story, given by its client in writing."""

    def __init__(self, story, purpose: str, kind: str = "") -> None:
        self.story, self.purpose = story, purpose
        self.recipient = _partner(kind) if kind else ""
        leads = [each["user"] for each in story.told["team"] if each["function"] == "lead"]
        self.worker = leads[0]

    def tell(self, days_ago: int, state: str, ended: int, words: str) -> None:
        """File it as it stands: given so many days ago, ended so many days ago."""
        when = self.story._moment(days_ago, 3)
        self.consent = self._filed(
            valid_until=self._day(ended) - timedelta(days=1) if state == "expired" else None
        )
        self.consent.creators = (self.worker,)
        rows = [row("", self.worker, "draft", when)]
        self.story._happened(when, self.worker, "consent:added", self.consent)
        if state not in ("draft", "refused"):
            fix(self.consent, self._day(days_ago))
            rows.append(row("give", self.worker, "in_force", when))
            self.story._happened(when, self.worker, "consent:give", self.consent)
        if state in STEPS:
            when, actor = self.story._moment(ended, 4), self._actor(state)
            if state == "withdrawn":
                note_withdrawal(self.consent, self._day(ended), when.isoformat(), "telepon")
            rows.append(row(STEPS[state], actor, state, when))
            what = f"consent:{STEPS[state]}"
            self.story._happened(when, actor, what, self.consent, words)
        write_history(self.consent, "consent_workflow", rows)
        dated(self.consent, when)

    def _day(self, days_ago):
        return self.story.today - timedelta(days=days_ago)

    def _actor(self, state) -> str:
        return {"expired": "system", "withdrawn": "privacy1"}.get(state, self.worker)

    def _filed(self, **fields):
        people = self.story.case.objectValues()
        client = next(p for p in people if getattr(p, "part", "") == "client")
        papers = [p for p in people if getattr(p, "kind", "") == CONSENT]
        if client.disability:
            fields["support_format"] = "Dibacakan dengan bahasa yang mudah."
            fields["support_people"] = "Anggota keluarga."
        return createContentInContainer(
            self.story.case,
            "ConsentForm",
            purpose=self.purpose,
            recipient=self.recipient,
            person=IUUID(client),
            givers=(IUUID(client),),
            explained=True,
            proof=IUUID(papers[0]),
            **fields,
        )


def _partner(kind: str) -> str:
    """Return the UID of a partner of the demo centre."""
    catalog = api.portal.get_tool("portal_catalog")
    return catalog.unrestrictedSearchResults(partner_kind=kind)[0].UID
