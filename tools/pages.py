"""The kinds of pages of the centre, and whose page each one is: for pictures and for page tests."""

from dataclasses import dataclass
from datetime import date
from datetime import timedelta
from playwright.sync_api import Page


@dataclass(frozen=True)
class Kind:
    """One kind of page. owner: the account that looks at it, '' for somebody not logged in.

    path: below the site; in {braces} a case, see CASES. language: the only one in which the page
    speaks, '' where whoever looks chooses. twin: a page that is made as another one is, or of it in
    another language: it has its pictures, and tests look at the other.
    """

    name: str
    owner: str
    path: str
    language: str = ""
    twin: bool = False

    @property
    def public(self) -> bool:
        """Whether everybody reads it: it has the frame of the public side."""
        return bool(self.language)


#: name -> state of the case; of those cases the one that worker1 has had for longest.
CASES = {
    "case": "intervention",
    "new": "triage",
    "draft": "assessment",
    "watched": "monitoring",
    "planned": "planning",
}

#: The batches of the demo are of the year in which it is built.
BATCH = f"/program/p1/JSLU-{date.today().year}"
#: Day of a visit of the demo, see programmes.json.
VISITED = date.today() - timedelta(days=9)

KINDS = (
    Kind("home", "", "", "id"),
    Kind("home-en", "", "/en", "en"),
    Kind("login", "", "/login"),
    Kind("report-form", "", "/lapor", "id"),
    Kind("report-form-en", "", "/en/report", "en"),
    Kind("report-code", "", "/lapor/kode", "id"),
    Kind("report-code-en", "", "/en/report/code", "en", twin=True),
    Kind("report-forms", "admin", "/@@report-forms"),
    Kind("services", "", "/layanan", "id"),
    Kind("services-en", "", "/en/services", "en", twin=True),
    Kind("service", "", "/layanan/rumah-aman", "id"),
    Kind("service-en", "", "/en/services/safe-house", "en"),
    Kind("helpers", "", "/@@partners", "id"),
    Kind("helpers-en", "", "/en/@@partners", "en"),
    Kind("traces", "", "/@@leave-no-trace", "id"),
    Kind("traces-en", "", "/en/@@leave-no-trace", "en"),
    Kind("found", "", "/@@search?SearchableText=anak", "id"),
    Kind("found-en", "", "/en/@@search?SearchableText=child", "en"),
    Kind("privacy", "", "/tentang/pelindungan-data", "id"),
    Kind("privacy-en", "", "/en/about/privacy", "en", twin=True),
    Kind("public-information", "", "/tentang/informasi-publik", "id", twin=True),
    Kind("public-information-en", "", "/en/about/public-information", "en", twin=True),
    Kind("accessibility", "", "/tentang/aksesibilitas", "id", twin=True),
    Kind("accessibility-en", "", "/en/about/accessibility", "en", twin=True),
    Kind("donations", "", "/tentang/donasi", "id"),
    Kind("donations-en", "", "/en/about/donations", "en"),
    Kind("news", "", "/kabar/waspada-penipuan", "id"),
    Kind("news-en", "", "/en/news/beware-of-fraud", "en", twin=True),
    Kind("news-all", "", "/kabar", "id", twin=True),
    Kind("news-all-en", "", "/en/news", "en", twin=True),
    Kind("event", "", "/kegiatan/hksn", "id"),
    Kind("event-en", "", "/en/events/solidarity-day", "en", twin=True),
    Kind("site-map", "", "/@@sitemap", "id"),
    Kind("site-map-en", "", "/en/@@sitemap", "en", twin=True),
    Kind("service-draft", "editor1", "/layanan/rumah-aman"),
    Kind("service-new", "editor1", "/layanan/++add++ServicePage"),
    Kind("public-settings", "admin", "/@@public-settings"),
    Kind("desk", "worker1", "/@@desk"),
    Kind("desk-supervisor", "supervisor1", "/@@desk"),
    Kind("desk-empty", "operator1", "/@@desk"),
    Kind("register", "worker1", "/perkara"),
    Kind("register-all", "supervisor1", "/perkara"),
    Kind("register-filtered", "supervisor1", "/perkara?risk=tinggi"),
    Kind("case-new", "intake1", "/perkara/++add++Case"),
    Kind("case", "worker1", "{case}"),
    Kind("case-triage", "worker1", "{new}"),
    Kind("case-edit", "worker1", "{draft}/edit"),
    Kind("case-step", "worker1", "{case}/@@change-state"),
    Kind("case-step-reason", "worker1", "{case}/@@change-state?transition=revise_plan"),
    Kind("documents", "worker1", "{case}/documents"),
    Kind("documents-found", "worker1", "{case}/@@find?text=klien"),
    Kind("documents-found-all", "worker1", "/perkara/@@find?text=asesmen"),
    Kind("document", "worker1", "{case}/d1"),
    Kind("document-text", "worker1", "{case}/d2"),
    Kind("document-photo", "worker1", "{case}/d7"),
    Kind("document-step", "worker1", "{new}/d2/@@change-state?transition=withdraw"),
    Kind("document-edit", "worker1", "{draft}/d5/edit"),
    Kind("people", "worker1", "{case}/people"),
    Kind("person", "worker1", "{case}/p1"),
    Kind("person-edit", "worker1", "{draft}/p1/edit"),
    Kind("person-new", "worker1", "{case}/++add++CaseSubject"),
    Kind("consents", "worker1", "{case}/consents"),
    Kind("consent", "worker1", "{case}/c1"),
    Kind("consent-withdrawn", "privacy1", "{case}/c2"),
    Kind("consent-draft", "worker1", "{draft}/c3"),
    Kind("consent-edit", "worker1", "{draft}/c3/edit"),
    Kind("consent-new", "worker1", "{case}/++add++ConsentForm"),
    Kind("basis-new", "supervisor1", "{case}/++add++LawfulBasis"),
    Kind("consent-settings", "head1", "/perkara/@@consent-settings"),
    Kind("referrals", "worker1", "{case}/referrals"),
    Kind("referral", "worker1", "{watched}/l1"),
    Kind("referral-submitted", "head1", "{planned}/l1"),
    Kind("referral-new", "worker1", "{case}/++add++ReferralLetter"),
    Kind("litigation", "worker1", "{case}/litigation"),
    Kind("court", "advocate1", "{case}/h1"),
    Kind("court-edit", "advocate1", "{case}/h1/@@attorney"),
    Kind("file", "advocate1", "{case}/f1"),
    Kind("file-edit", "advocate1", "{case}/f1/edit"),
    Kind("exhibit", "advocate1", "{case}/f1/@@exhibit?number=1"),
    Kind("redactions", "advocate1", "{case}/f1/@@redactions?number=1"),
    Kind("chronology", "advocate1", "{case}/f1/@@chronology"),
    Kind("fact", "advocate1", "{case}/f1/@@fact?number=1"),
    Kind("file-read", "supervisor1", "{case}/f1"),
    Kind("pseudonyms", "worker1", "{case}/@@pseudonyms"),
    Kind("stays", "worker1", "{case}/stays"),
    Kind("shelters", "supervisor1", "/perkara/@@shelters"),
    Kind("shelter", "supervisor1", "/perkara/s1"),
    Kind("shelter-edit", "head1", "/perkara/s1/edit"),
    Kind("shelter-new", "head1", "/perkara/++add++Shelter"),
    Kind("stay-new", "worker1", "{case}/++add++ShelterStay"),
    Kind("repatriations", "worker1", "{case}/repatriations"),
    Kind("repatriation-new", "worker1", "{case}/++add++Repatriation"),
    Kind("mandates", "worker1", "{case}/mandates"),
    Kind("mandate-new", "worker1", "{case}/++add++Mandate"),
    Kind("adoptions", "worker1", "{case}/adoptions"),
    Kind("adoption-new", "worker1", "{case}/++add++AdoptionFile"),
    Kind("notes", "worker1", "{case}/notes"),
    Kind("plan", "worker1", "{case}/plan"),
    Kind("plan-version", "worker1", "{case}/r1"),
    Kind("conference", "worker1", "{case}/k1"),
    Kind("conference-new", "worker1", "{case}/++add++CaseConference"),
    Kind("plan-new", "worker1", "{draft}/++add++CarePlan"),
    Kind("record-new", "worker1", "{case}/++add++ServiceRecord?goal=2"),
    Kind("assessments", "worker1", "{case}/assessments"),
    Kind("assessment", "worker1", "{case}/a3"),
    Kind("assessment-compared", "worker1", "{case}/a3/@@compare-versions"),
    Kind("assessment-new", "worker1", "{case}/++add++Assessment?kind=triage"),
    Kind("assessment-edit", "worker1", "{draft}/a1/edit"),
    Kind("assessment-step", "worker1", "{draft}/a1/@@change-state?transition=submit"),
    Kind("team", "worker1", "{case}/team"),
    Kind("team-supervisor", "supervisor1", "{case}/team"),
    Kind("timeline", "worker1", "{case}/timeline"),
    Kind("deadlines", "worker1", "/@@deadlines"),
    Kind("deadlines-centre", "supervisor1", "/perkara/@@deadlines?scope=centre"),
    Kind("deadlines-case", "worker1", "{new}/deadlines"),
    Kind("deadline-settings", "worker1", "/@@deadline-settings"),
    Kind("review", "supervisor1", "/perkara/@@review-queue"),
    Kind("review-empty", "worker3", "/perkara/@@review-queue"),
    Kind("staff", "head1", "/perkara/@@staff"),
    Kind("person-access", "supervisor1", "/perkara/@@person-access?person=worker1"),
    Kind("access-log", "worker1", "{case}/access-log"),
    Kind("reader-log", "privacy1", "/perkara/@@reader-log?person=worker1"),
    Kind("alarms", "privacy1", "/perkara/@@alarms"),
    Kind("desk-privacy", "privacy1", "/@@desk"),
    Kind("desk-psychologist", "psychologist1", "/@@desk"),
    Kind("register-psychologist", "psychologist1", "/perkara"),
    Kind("my-login", "worker1", "/@@my-login"),
    Kind("second-factor", "worker1", "/@@second-factor"),
    Kind("retention", "supervisor1", "{case}/@@retention"),
    Kind("subject-requests", "worker1", "{case}/@@subject-requests"),
    Kind("requests", "privacy1", "/perkara/@@requests"),
    Kind("breaches", "privacy1", "/perkara/@@breaches"),
    Kind("disposal", "archivist1", "/perkara/@@disposal"),
    Kind("security-check", "admin", "/@@security-check"),
    Kind("partners", "worker1", "/mitra"),
    Kind("partner", "head1", "/mitra/m9"),
    Kind("partner-public", "", "/mitra/m1", "id"),
    Kind("partner-new", "head1", "/mitra/++add++Partner"),
    Kind("partners-import", "head1", "/mitra/@@import-partners"),
    Kind("intake", "intake1", "/penerimaan"),
    Kind("intake-dismissed", "supervisor1", "/penerimaan?state=dismissed"),
    Kind("report-enter", "intake1", "/penerimaan/@@enter-report"),
    Kind("intake-staff", "head1", "/penerimaan/@@staff"),
    Kind("programmes", "operator1", "/program"),
    Kind("programmes-staff", "head1", "/program/@@staff"),
    Kind("programme", "operator1", "/program/p1"),
    Kind("programme-add", "operator1", "/program/++add++Programme"),
    Kind("batch-add", "operator1", "/program/p1/++add++AssistanceBatch"),
    Kind("batch", "operator1", f"{BATCH}-001"),
    Kind("batch-edit", "operator1", f"{BATCH}-001/edit"),
    Kind("batch-recipients", "operator1", f"{BATCH}-001/@@recipients"),
    Kind("activity", "operator1", f"/program/p6/UPSK-K{VISITED.year}-001"),
    Kind("equipment", "operator1", "/program/p4/@@equipment"),
    Kind("batch-import", "operator1", f"{BATCH}-002/@@import-list"),
    Kind("figures", "head1", "/perkara/@@figures?period=2026"),
    Kind("figures-trend", "supervisor1", "/perkara/@@figures?report=trend"),
    Kind("figures-kept", "head1", "/perkara/@@figures-kept"),
    Kind("figures-repair", "head1", "/perkara/@@figures-repair"),
    Kind("statistics", "", "/@@statistics", "id"),
    Kind("statistics-en", "", "/en/@@statistics", "en"),
    Kind("emergency", "worker3", "/@@break-glass"),
    Kind("jobs", "admin", "/@@jobs"),
    Kind("missing", "worker3", "{case}"),
)


def find_cases(page: Page, site: str) -> dict[str, str]:
    """Return name -> path of the cases in CASES; the page is that of worker1."""
    found = {}
    for name, state in CASES.items():
        page.goto(f"{site}/perkara?state={state}&sort=received&order=asc")
        address = page.locator("main tbody a").first.get_attribute("href") or ""
        found[name] = address.removeprefix(site)
    return found
