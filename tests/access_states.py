"""A centre with a case, document, person and note in every state, and somebody of every kind."""

from baleharum.demo.past import write_history
from baleharum.plans.facts import plans
from baleharum.plans.versions import add_version
from baleharum.team import api as team
from DateTime import DateTime
from datetime import timedelta
from plone import api
from plone.app.testing import PloneSandboxLayer
from plone.app.testing import setRoles
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from plone.app.testing import TEST_USER_ID
from plone.dexterity.utils import createContentInContainer
from Products.CMFCore.indexing import processQueue
from tests.assessments_made import sample_assessment
from tests.centre import acting
from tests.centre import PASSWORD
from tests.centre import sample_case
from tests.centre import sample_document
from tests.centre import sample_note
from tests.centre import sample_partner
from tests.centre import sample_person
from tests.consents_made import sample_basis
from tests.consents_made import sample_draft
from tests.consents_made import sample_proof
from tests.http import Visitor
from tests.intake_made import sample_box
from tests.intake_made import sample_report
from tests.layers import CENTRE_FIXTURE
from tests.litigation_made import sample_bundle
from tests.mandates_made import sample_health
from tests.mandates_made import sample_mandate
from tests.plans_made import QUIET
from tests.plans_made import sample_conference
from tests.plans_made import sample_mediation
from tests.plans_made import sample_plan
from tests.plans_made import sample_record
from tests.programmes_made import sample_activity
from tests.programmes_made import sample_batch
from tests.programmes_made import sample_folder
from tests.programmes_made import sample_programme
from tests.public_made import service
from tests.public_made import settle
from tests.public_made import trees
from tests.rewinding import WarmFunctionalTesting
from tests.rewinding import WarmIntegrationTesting
from tests.stays_made import sample_house


#: persona -> accounts; what the table says of a persona holds for each of them.
PERSONAS = {
    "anonymous": ("",),
    "member": ("operator1",),
    "editor": ("editor1",),
    "staff": ("worker3",),
    "elsewhere": ("worker4",),
    "former": ("advocate2", "worker7"),
    "lead": ("worker1",),
    "worker": ("worker2",),
    "substitute": ("worker5",),
    "psychologist": ("psychologist1",),
    "doctor": ("doctor1",),
    "advocate": ("advocate1",),
    "reader": ("worker6",),
    "intake": ("intake1",),
    "supervisor": ("supervisor1",),
    "head": ("head1",),
    "privacy": ("privacy1",),
    "archivist": ("archivist1",),
    "data": ("data1",),
    "siteadmin": ("siteadmin2",),
    "manager": (SITE_OWNER_NAME,),
}
ACCOUNTS = [(persona, user) for persona, users in PERSONAS.items() for user in users]

#: Accounts that the centre of tests.centre does not have: all social workers, appointed as staff.
MORE_STAFF = ("worker4", "worker5", "worker6", "worker7")
GLOBAL_ROLES = {
    "editor1": ("Editor", "Contributor", "Reviewer", "Reader"),
    "siteadmin2": ("Site Administrator",),
}

TEAM = {
    "worker1": "lead",
    "worker2": "worker",
    "psychologist1": "clinician",
    "doctor1": "clinician",
    "advocate1": "advocate",
}

CASE_STATES = (
    "intake triage assessment planning intervention monitoring referred on_hold termination "
    "aftercare closed declined archived destroyed"
).split()
#: From here on a case is over: the assignments have ended.
OVER = ("closed", "declined", "archived", "destroyed")
FILE_STATES = "draft submitted returned approved superseded withdrawn".split()
SUBJECT_STATES = ("active", "restricted")
ASSESSMENT_STATES = "draft submitted endorsed superseded withdrawn".split()
PAGE_STATES = "draft review published retracted".split()
PARTNER_STATES = ("internal", "public", "inactive")
REPORT_STATES = ("received", "triage", "converted", "redirected", "dismissed")
BATCH_STATES = tuple("draft verification decreed distributed accounted finished cancelled".split())
LETTER_STATES = (
    "draft submitted signed sent accepted refused_by_partner replied finished cancelled".split()
)
COURT_STATES = (
    "preparation report investigation prosecution trial judgment appeal execution diversion "
    "finished discontinued"
).split()
BUNDLE_STATES = "draft checking approved exported filed served closed".split()
STAY_STATES = "proposed admitted extended left transferred absconded cancelled".split()
ADOPTION_STATES = (
    "application first_visit care_permit trial_care second_visit adoption_permit court_order"
    " finished refused withdrawn"
).split()
REPATRIATION_STATES = (
    "proposed verification postponed approved travelling handed_over finished cancelled"
).split()
RELEASE_STATES = ("requested", "released", "refused", "withdrawn")
CONSENT_STATES = ("draft", "in_force", "refused", "expired", "withdrawn", "replaced", "void")
BASIS_STATES = ("recorded", "ended")
MANDATE_STATES = ("in_force", "ended")

#: heading of the manual -> (kind, level, author) of its documents.
FILES = {
    "CaseFile, restricted": ("tanda-terima", "restricted", "advocate2"),
    "CaseFile, confidential": ("catatan-kasus", "confidential", "worker7"),
    "CaseFile, confidential, of an advocate": ("surat-kuasa", "confidential", "advocate2"),
    "CaseFile, secret, of a social worker": ("asesmen-biopsikososial", "secret", "worker7"),
    "CaseFile, secret, psychology": ("laporan-psikologis", "secret", "advocate2"),
    "CaseFile, secret, medicine": ("resume-medis", "secret", "advocate2"),
    "CaseFile, secret, law": ("putusan", "secret", "advocate2"),
}

#: heading of the manual -> (kind, author) of its assessments.
ASSESSMENTS = {
    "Assessment, confidential": ("triage", "worker7"),
    "Assessment, secret, of a social worker": ("biopsychosocial", "worker7"),
    "Assessment, secret, psychology": ("psychological", "psychologist1"),
    "Assessment, secret, medicine": ("medical", "doctor1"),
}

#: What a document goes through to a state: (transition, state).
PATHS = {
    "draft": (),
    "submitted": (("submit", "submitted"),),
    "returned": (("submit", "submitted"), ("return", "returned")),
    "approved": (("submit", "submitted"), ("approve", "approved")),
    "superseded": (("submit", "submitted"), ("approve", "approved"), ("supersede", "superseded")),
    "withdrawn": (("withdraw", "withdrawn"),),
}
#: Where a case was before it came into a state that it comes back from.
BEFORE = {"on_hold": "triage", "referred": "assessment"}

#: heading -> column -> path below the register; filled when the layer is set up.
WHERE: dict[str, dict[str, str]] = {}


class StatesLayer(PloneSandboxLayer):
    """The test centre with everything in every state."""

    defaultBases = (CENTRE_FIXTURE,)

    def setUpPloneSite(self, portal):
        """Make accounts and content."""
        setRoles(portal, TEST_USER_ID, ["Manager"])
        people(portal["perkara"])
        setRoles(portal, TEST_USER_ID, ["Member"])
        register = portal["perkara"]
        WHERE.clear()
        WHERE["CaseRegister"] = {"open": ""}
        case = everything_in_a_case(register)
        WHERE["Shelter"] = {"open": sample_house(register).getId()}
        WHERE["Case"] = {s: case_in(register, s).getId() for s in CASE_STATES}
        WHERE["CaseFile, in a case that is over"] = {s: f"{WHERE['Case'][s]}/d1" for s in OVER}
        elsewhere = sample_case(register)
        team.assign(elsewhere, "worker4", "lead", granted_by="supervisor1")
        assert case.getId() in WHERE["CaseNote"]["recorded"]
        directory_of(portal)
        box_of(portal)
        programmes_of(portal)
        # While the site is still there: the layer commits without it.
        processQueue()


def people(register):
    """Make the accounts that the centre lacks, and give the global roles."""
    for user_id in (*MORE_STAFF, "siteadmin2", "data1"):
        api.user.create(
            email=f"{user_id}@example.org",
            username=user_id,
            password=PASSWORD,
            properties={"profession": "social", "fullname": user_id.capitalize()},
        )
    for user_id in MORE_STAFF:
        team.assign(register, user_id, "staff", granted_by="system")
    team.assign(register, "data1", "data", granted_by="system")
    for user_id, roles in GLOBAL_ROLES.items():
        api.user.grant_roles(username=user_id, roles=list(roles))


def staffed_case(register):
    """Open a case and assign everybody of TEAM, the deputy, and for a while the two formers."""
    case = sample_case(register)
    now = team.utcnow()
    with acting("supervisor1"):
        team.revoke_all(case, "given to the team")
        for user_id, function in {**TEAM, "advocate2": "advocate", "worker7": "worker"}.items():
            team.assign(case, user_id, function)
        team.assign(
            case,
            "worker5",
            "worker",
            "substitute",
            starts=now - timedelta(hours=1),
            expires=now + timedelta(days=1),
            now=now - timedelta(hours=1),
        )
    return case


def let_go(case, keep=True):
    """End what has ended: the formers, or in a case that is over everybody; then the reader."""
    with acting("supervisor1"):
        for record in team.current(case, team.utcnow()):
            if not keep or record.principal in PERSONAS["former"]:
                team.revoke(case, record.number, "left")


def break_in(case):
    """Let the reader in by emergency access."""
    with acting("worker6"):
        team.break_glass(case, "worker6", "Client in danger, colleague out of reach.", 24)


def everything_in_a_case(register):
    """Fill one running case with documents, people and a note in every state."""
    case = staffed_case(register)
    for heading, (kind, level, author) in FILES.items():
        WHERE[heading] = {}
        for state in FILE_STATES:
            document = sample_document(case, author, kind, level)
            in_file_state(document, author, state)
            WHERE[heading][state] = below(document)
    for heading, (kind, author) in ASSESSMENTS.items():
        WHERE[heading] = {}
        for state in ASSESSMENT_STATES:
            assessment = sample_assessment(case, kind, author)
            put(assessment, "assessment_workflow", [("", "draft")], state)
            WHERE[heading][state] = below(assessment)
    WHERE["CaseSubject"] = {}
    for state in SUBJECT_STATES:
        person = sample_person(case, "worker7")
        put(person, "subject_workflow", [("", "active")], state)
        WHERE["CaseSubject"][state] = below(person)
    WHERE["CaseNote"] = {"recorded": below(sample_note(case, "advocate2"))}
    plans_in(case)
    consents_in(case)
    letters_in(case)
    litigation_in(case)
    stays_in(case)
    mandates_in(case)
    let_go(case)
    break_in(case)
    put(case, "case_workflow", [("", "intake")], "intervention")
    return case


#: heading -> (workflow, its states) of what is planned and done in a case.
PLANNED = {
    "CarePlan": ("plan_workflow", "superseded approved submitted draft"),
    "CaseConference": ("conference_workflow", "draft approved"),
    "Mediation": ("mediation_workflow", "draft concluded stopped"),
}


def plans_in(case):
    """Fill a case with plans, conferences and mediations in every state, and a record."""
    makers = {
        "CarePlan": a_plan,
        "CaseConference": sample_conference,
        "Mediation": sample_mediation,
    }
    # After violence there is no mediation to edit or conclude.
    case.categories = QUIET["categories"]
    case.reindexObject(idxs=["case_categories"])
    for heading, (workflow_id, states) in PLANNED.items():
        # First all of them: a case has one version of its plan in the making.
        made = [makers[heading](case, "worker7") for _state in states.split()]
        for content, state in zip(made, states.split(), strict=True):
            put(content, workflow_id, [("", "draft")], state)
        WHERE[heading] = {s: below(c) for s, c in zip(states.split(), made, strict=True)}
    WHERE["ServiceRecord"] = {"recorded": below(sample_record(case, "worker7"))}


def a_plan(case, author):
    """File a plan, or the next version of the one that is there."""
    found = plans(case)
    if not found:
        return sample_plan(case, author)
    put(found[-1], "plan_workflow", [("", "draft")], "approved")
    with acting(author):
        return add_version(found[-1])


def consents_in(case):
    """Record a consent and another lawful basis in every state."""
    proof = api.content.get_uuid(sample_proof(case, "worker7"))
    WHERE["ConsentForm"], WHERE["LawfulBasis"] = {}, {}
    for state in CONSENT_STATES:
        # Something is missing, so that giving the draft is tried and changes nothing.
        consent = sample_draft(case, author="worker7", proof=proof, explained=False)
        put(consent, "consent_workflow", [("", "draft")], state)
        WHERE["ConsentForm"][state] = below(consent)
    for state in BASIS_STATES:
        basis = sample_basis(case)
        put(basis, "basis_workflow", [("", "recorded")], state)
        WHERE["LawfulBasis"][state] = below(basis)


def letters_in(case):
    """Write a referral letter in every state."""
    WHERE["ReferralLetter"] = {}
    for state in LETTER_STATES:
        with acting("worker7"):
            letter = createContentInContainer(case, "ReferralLetter")
        put(letter, "referral_workflow", [("", "draft")], state)
        WHERE["ReferralLetter"][state] = below(letter)


#: heading -> what is said when it is begun.
BEGUN = {
    "DocumentRelease": {"kind": "visum", "reason": "Bukti."},
    "CourtProceeding": {"matter": "Penganiayaan", "role": "anak-konflik", "offence": "fisik"},
}


#: A diversion tells from its history where it leads.
LED = {"diversion": [("", "investigation"), ("divert", "diversion")]}


def litigation_in(case):
    """Make a procedure, a litigation file and a request for a document in every state, and a bundle."""
    for heading, workflow_id, states in (
        ("CourtProceeding", "litigation_workflow", COURT_STATES),
        ("LitigationFile", "bundle_workflow", BUNDLE_STATES),
        ("DocumentRelease", "release_workflow", RELEASE_STATES),
    ):
        WHERE[heading] = {}
        for state in states:
            with acting("advocate2"):
                content = createContentInContainer(case, heading, **BEGUN.get(heading, {}))
            put(content, workflow_id, LED.get(state, [("", states[0])]), state)
            WHERE[heading][state] = below(content)
    WHERE["FiledBundle"] = {"recorded": below(sample_bundle(case))}


def stays_in(case):
    """Propose a stay and a repatriation, and begin an adoption, in every state."""
    for heading, workflow_id, states in (
        ("ShelterStay", "stay_workflow", STAY_STATES),
        ("Repatriation", "repatriation_workflow", REPATRIATION_STATES),
        ("AdoptionFile", "adoption_workflow", ADOPTION_STATES),
    ):
        WHERE[heading] = {}
        for state in states:
            with acting("worker7"):
                content = createContentInContainer(case, heading)
            put(content, workflow_id, [("", states[0])], state)
            WHERE[heading][state] = below(content)


def mandates_in(case):
    """Add a ruling in every state, and a health record."""
    WHERE["Mandate"] = {}
    for state in MANDATE_STATES:
        mandate = sample_mandate(case, "worker7")
        put(mandate, "mandate_workflow", [("", "in_force")], state)
        WHERE["Mandate"][state] = below(mandate)
    WHERE["HealthRecord"] = {"kept": below(sample_health(case))}


def directory_of(portal):
    """Make a directory with a partner in every state."""
    with api.env.adopt_roles(["Manager"]):
        directory = api.content.create(portal, "PartnerDirectory", id="mitra", title="Mitra")
    WHERE["PartnerDirectory"] = {"open": "/mitra"}
    pages_of(portal)
    WHERE["Partner"] = {}
    for state in PARTNER_STATES:
        with acting("head1"):
            partner = sample_partner(directory)
        put(partner, "partner_workflow", [("", "internal")], state)
        WHERE["Partner"][state] = f"/mitra/{partner.getId()}"


def box_of(portal):
    """Make an intake box with a report in every state; its people are those of the register."""
    box = sample_box(portal, but=("operator1",))
    WHERE["IntakeBox"] = {"open": "/penerimaan"}
    WHERE["IntakeReport"] = {}
    for state in REPORT_STATES:
        report = sample_report(box)
        put(report, "intake_workflow", [("", "received")], state)
        WHERE["IntakeReport"][state] = f"/penerimaan/{report.getId()}"


def programmes_of(portal):
    """Make a folder of programmes with a batch in every state; intake1 is its operator."""
    folder = sample_folder(portal, but=("worker1",))
    programme = sample_programme(folder)
    WHERE["ProgrammeFolder"] = {"open": "/program"}
    WHERE["Programme"] = {"open": f"/program/{programme.getId()}"}
    WHERE["AssistanceBatch"] = {}
    for state in BATCH_STATES:
        batch = sample_batch(programme)
        put(batch, "batch_workflow", [("", "draft")], state)
        WHERE["AssistanceBatch"][state] = f"/program/{programme.getId()}/{batch.getId()}"
    WHERE["GroupActivity"] = {}
    for state in ("planned", "concluded", "cancelled"):
        activity = sample_activity(programme)
        put(activity, "activity_workflow", [("", "planned")], state)
        WHERE["GroupActivity"][state] = f"/program/{programme.getId()}/{activity.getId()}"


def pages_of(portal):
    """Make a service page in every state; nothing is missing for its next step."""
    settle(portal)
    layanan, services = trees(portal)
    other = service(services, "Accompaniment")
    WHERE["ServicePage"] = {}
    for state in PAGE_STATES:
        page = service(layanan, f"Layanan {state}", counterpart=api.content.get_uuid(other))
        put(page, "service_page_workflow", [("", "draft")], state)
        WHERE["ServicePage"][state] = f"/layanan/{page.getId()}"


def case_in(register, state):
    """Make a case with a document of a former advocate in it, in a state."""
    case = staffed_case(register)
    document = sample_document(case, "advocate2")
    in_file_state(document, "advocate2", "submitted")
    let_go(case, keep=state not in OVER)
    break_in(case)
    rows = [("", "intake")]
    if state in BEFORE:
        rows.append(("start_triage", BEFORE[state]))
    put(case, "case_workflow", rows, state)
    return case


def in_file_state(document, author, state):
    """Give a document the history that leads to a state."""
    rows = [row("", author, "draft")]
    for transition, reached in PATHS[state]:
        actor = author if transition in ("submit", "withdraw") else "supervisor1"
        rows.append(row(transition, actor, reached))
    write_history(document, "case_document_workflow", rows)
    document.reindexObject()


def put(content, workflow_id, path, state):
    """Give something a history that ends in a state."""
    rows = [row(transition, "supervisor1", reached) for transition, reached in path]
    if rows[-1]["review_state"] != state:
        rows.append(row("", "supervisor1", state))
    write_history(content, workflow_id, rows)
    content.reindexObject()


def row(transition, actor, state):
    """Return a row of a workflow history."""
    return {
        "action": transition or None,
        "actor": actor,
        "comments": "",
        "review_state": state,
        "time": DateTime(),
    }


def below(content) -> str:
    """Return the path of something below the register."""
    return "/".join(content.getPhysicalPath()[3:])


def object_at(portal, path: str):
    """Return what is at a path below the register, or with a / in front, below the site."""
    if path.startswith("/"):
        return portal.unrestrictedTraverse(path[1:])
    return portal["perkara"].unrestrictedTraverse(path) if path else portal["perkara"]


def visitor(portal, user_id: str, *, cookie=False) -> Visitor:
    """Return somebody who speaks to the site; '' is nobody."""
    password = SITE_OWNER_PASSWORD if user_id == SITE_OWNER_NAME else PASSWORD
    return Visitor(portal, user_id, password, cookie=cookie)


STATES_FIXTURE = StatesLayer()
STATES_INTEGRATION = WarmIntegrationTesting(bases=(STATES_FIXTURE,), name="States:Integration")
STATES_FUNCTIONAL = WarmFunctionalTesting(bases=(STATES_FIXTURE,), name="States:Functional")


def set_up(*layers) -> list:
    """Set up the fixture and layers over it; returns all of them in that order."""
    ordered = [STATES_FIXTURE, *layers]
    for layer in ordered:
        layer.setUp()
    return ordered


def tear_down(layers: list) -> None:
    """Take away what `set_up` made, the last first, and from the list."""
    while layers:
        layers.pop().tearDown()
