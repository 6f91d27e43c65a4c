"""The tables of docs/access.md, tried through the security machinery and in listings."""

from AccessControl import getSecurityManager
from baleharum.cases.policy import label_token
from baleharum.team import policy
from plone import api
from Products.CMFCore.WorkflowCore import WorkflowException
from tests.access_rows import account
from tests.access_rows import each_account
from tests.access_rows import promised
from tests.access_rows import row_id
from tests.access_rows import ROWS
from tests.access_states import ASSESSMENTS
from tests.access_states import FILES
from tests.access_states import object_at
from tests.access_states import PERSONAS
from tests.access_states import WHERE
from tests.access_table import steps
from tests.access_table import tables

import pytest
import transaction


PERMISSIONS = {
    "v": ("View", "Access contents information"),
    "e": ("Modify portal content",),
    "d": ("Delete objects",),
}
#: What `i` is about, by what it is added to.
ADDED = {
    "Case": "baleharum: Add document",
    "CaseRegister": "baleharum: Add case",
    "PartnerDirectory": "baleharum: Add partner",
    "IntakeBox": "baleharum: Add report",
    "ProgrammeFolder": "baleharum: Add programme",
    "Programme": "baleharum: Add batch",
}
INSIDE = {"p": "baleharum: Add person", "n": "baleharum: Add note"}
WORK = "baleharum: Work on case"
SUBMIT = "baleharum: Submit document"
#: What is planned in a case: its steps are those of who writes it, or of who reviews it.
PLANNED = {
    "CarePlan": "plan_workflow",
    "CaseConference": "conference_workflow",
    "Mediation": "mediation_workflow",
}


@pytest.mark.parametrize("heading,persona", ROWS, ids=row_id)
def test_the_security_machinery_keeps_the_promise(states, heading, persona):
    portal = states["portal"]

    def measure(user_id, column):
        content = object_at(portal, WHERE[heading][column])
        with account(portal, user_id):
            return rights(content) | steps_open(content)

    each_account(persona, without("l", promised(heading, persona)), measure)


@pytest.mark.parametrize("heading,persona", ROWS, ids=row_id)
def test_listings_keep_the_promise(states, heading, persona):
    portal = states["portal"]

    def measure(user_id, column):
        content = object_at(portal, WHERE[heading][column])
        path = "/".join(content.getPhysicalPath())
        with account(portal, user_id):
            # Without what is in it, which has rows of its own.
            alone = {"query": path, "depth": 0}
            found = {brain.getPath() for brain in api.content.find(path=alone)}
            assert (path in found) is bool(api.content.find(UID=api.content.get_uuid(content)))
        return {"l"} if path in found else set()

    columns = {c: "l" if "l" in cell else "" for c, cell in promised(heading, persona).items()}
    each_account(persona, columns, measure)


def rights(content) -> set[str]:
    """Return the letters of the permissions that the current person has."""
    may = getSecurityManager().checkPermission
    found = {letter for letter, names in PERMISSIONS.items() if all(may(n, content) for n in names)}
    some = {letter for letter, names in PERMISSIONS.items() if any(may(n, content) for n in names)}
    assert found == some, "to view and to look inside go together"
    if may("Add portal content", content):
        inside = {**INSIDE, "i": ADDED.get(content.portal_type, "")}
        found |= {letter for letter, name in inside.items() if name and may(name, content)}
    if content.portal_type == "CaseFile" and may("View", content):
        found.add("w")
    return found


def steps_open(content) -> set[str]:
    """Return 's' and 'a' where the current person can take such a step."""
    workflow = api.portal.get_tool("portal_workflow")
    open_steps = {row["id"] for row in workflow.getTransitionsFor(content)}
    if content.portal_type == "CaseFile":
        wanted = {"submit": "s", "approve": "a"}
        return {wanted[s] for s in open_steps & set(wanted) if happens(workflow, content, s)}
    if content.portal_type == "Assessment":
        decided = {"return", "endorse"}
        return {"a" if step in decided else "s" for step in open_steps}
    if content.portal_type == "Case":
        known = workflow["case_workflow"].transitions
        return {"s" if WORK in known[s].guard.permissions else "a" for s in open_steps}
    if content.portal_type in PLANNED:
        known = workflow[PLANNED[content.portal_type]].transitions
        return {"s" if SUBMIT in known[s].guard.permissions else "a" for s in open_steps}
    return {"a"} if open_steps else set()


def happens(workflow, content, transition) -> bool:
    """Take a step, undo it, and tell whether it could be taken."""
    before = transaction.savepoint(optimistic=True)
    try:
        workflow.doActionFor(content, transition)
    except WorkflowException:
        return False
    finally:
        before.rollback()
    return True


def without(letters: str, columns: dict[str, str]) -> dict[str, str]:
    """Return the cells without some letters."""
    return {c: "".join(one for one in cell if one not in letters) for c, cell in columns.items()}


@pytest.mark.parametrize(
    "heading,rows,chain",
    [
        ("Case", "Steps of a case", "case_workflow"),
        ("CaseFile, confidential", "Steps of a document", "case_document_workflow"),
        ("CaseSubject", "Steps of a person", "subject_workflow"),
        ("Assessment, confidential", "Steps of an assessment", "assessment_workflow"),
        ("Partner", "Steps of a partner", "partner_workflow"),
        ("IntakeReport", "Steps of a report", "intake_workflow"),
        ("AssistanceBatch", "Steps of a batch", "batch_workflow"),
        ("GroupActivity", "Steps of an activity", "activity_workflow"),
        ("ServicePage", "Steps of a service page", "service_page_workflow"),
        ("CarePlan", "Steps of a plan", "plan_workflow"),
        ("CaseConference", "Steps of a conference", "conference_workflow"),
        ("Mediation", "Steps of a mediation", "mediation_workflow"),
        ("ReferralLetter", "Steps of a referral letter", "referral_workflow"),
        ("CourtProceeding", "Steps of a court procedure", "litigation_workflow"),
        ("LitigationFile", "Steps of a litigation file", "bundle_workflow"),
        ("DocumentRelease", "Steps of a release", "release_workflow"),
        ("ShelterStay", "Steps of a stay", "stay_workflow"),
        ("Repatriation", "Steps of a repatriation", "repatriation_workflow"),
        ("AdoptionFile", "Steps of an adoption", "adoption_workflow"),
        ("Mandate", "Steps of a mandate", "mandate_workflow"),
        ("ConsentForm", "Steps of a consent", "consent_workflow"),
        ("LawfulBasis", "Steps of a basis", "basis_workflow"),
    ],
)
def test_every_step_is_for_whom_the_manual_says(states, heading, rows, chain):
    portal = states["portal"]
    workflow = portal.portal_workflow
    found: dict[str, tuple[set, set]] = {}
    for state, path in WHERE[heading].items():
        content = object_at(portal, path)
        for persona, users in PERSONAS.items():
            with account(portal, users[0]):
                open_steps = {row["id"] for row in workflow.getTransitionsFor(content)}
            for step in map(label_token if chain == "case_workflow" else str, open_steps):
                leaves, who = found.setdefault(step, (set(), set()))
                leaves.add(state)
                who.add(persona)
    assert found == steps(rows)


def test_there_is_a_row_for_everybody_in_every_table():
    for heading, rows in tables().items():
        assert list(rows) == list(PERSONAS), heading


def test_there_is_a_table_for_everything_and_a_column_for_every_state(states):
    workflow = states["portal"].portal_workflow
    columns = {heading: set(next(iter(rows.values()))) for heading, rows in tables().items()}
    assert set(columns) == set(WHERE)
    chains = {
        "CaseRegister": "register_workflow",
        "Case": "case_workflow",
        "CaseSubject": "subject_workflow",
        "CaseNote": "note_workflow",
        "PartnerDirectory": "directory_workflow",
        "Partner": "partner_workflow",
        "IntakeBox": "box_workflow",
        "IntakeReport": "intake_workflow",
        "ProgrammeFolder": "programme_workflow",
        "Programme": "programme_workflow",
        "AssistanceBatch": "batch_workflow",
        "GroupActivity": "activity_workflow",
        "ServicePage": "service_page_workflow",
        "ServiceRecord": "note_workflow",
        **PLANNED,
        "ReferralLetter": "referral_workflow",
        "CourtProceeding": "litigation_workflow",
        "LitigationFile": "bundle_workflow",
        "FiledBundle": "note_workflow",
        "DocumentRelease": "release_workflow",
        "Shelter": "shelter_workflow",
        "ShelterStay": "stay_workflow",
        "Repatriation": "repatriation_workflow",
        "AdoptionFile": "adoption_workflow",
        "Mandate": "mandate_workflow",
        "HealthRecord": "health_workflow",
        "ConsentForm": "consent_workflow",
        "LawfulBasis": "basis_workflow",
        **dict.fromkeys(FILES, "case_document_workflow"),
        **dict.fromkeys(ASSESSMENTS, "assessment_workflow"),
    }
    for heading, chain in chains.items():
        assert columns[heading] == set(workflow[chain].states), heading
    assert columns["CaseFile, in a case that is over"] == {
        state for state in workflow["case_workflow"].states if not team_works(workflow, state)
    }


def team_works(workflow, state) -> bool:
    """Tell whether somebody of the team sees a case in this state."""
    return "Case Worker" in workflow["case_workflow"].states[state].permission_roles["View"]


def test_every_level_and_profession_is_in_one_of_the_tables(states):
    shown = set()
    for heading in FILES:
        document = object_at(states["portal"], WHERE[heading]["draft"])
        shown.add(who_gets_what(document.level, document.profession))
    for level in ("restricted", "confidential", "secret", "no such level"):
        for profession in ("social", "psychology", "medicine", "law", "office", ""):
            assert who_gets_what(level, profession) in shown, (level, profession)


def who_gets_what(level, profession) -> frozenset:
    """Return what everybody who may be assigned gets on a document, over all their groups."""
    roles = dict(policy.document_roles(level, profession, "case", "register"))
    people = {
        ("clinician", "psychology"),
        ("clinician", "medicine"),
        ("advocate", "law"),
        *((f, "social") for f in policy.CASE_FUNCTIONS if f not in ("clinician", "advocate")),
    }
    got = {
        person: frozenset(r for group in person for r in roles.get(f"{group}:case", ()))
        for person in people
    }
    for function in policy.REGISTER_FUNCTIONS:
        got[function, ""] = frozenset(roles.get(f"{function}:register", ()))
    return frozenset(got.items())


def test_every_role_that_a_state_grants_is_held_by_somebody_of_the_tables(states):
    portal = states["portal"]
    workflow = portal.portal_workflow
    # Whoever reads is held by everybody, also by those who are not logged in.
    granted, held = set(), {("partner_workflow", "public", "Anonymous")}
    # Managers of the whole server are no accounts of the site.
    pages = {("service_page_workflow", state, "Manager") for state in WHERE["ServicePage"]}
    held |= {("service_page_workflow", "published", "Anonymous"), *pages}
    for columns in WHERE.values():
        for path in columns.values():
            content = object_at(portal, path)
            (chain,) = workflow.getChainFor(content)
            state = api.content.get_state(content)
            for roles in workflow[chain].states[state].permission_roles.values():
                granted |= {(chain, state, role) for role in roles}
            for users in PERSONAS.values():
                for user_id in filter(portal.acl_users.getUserById, filter(None, users)):
                    roles = portal.acl_users.getUserById(user_id).getRolesInContext(content)
                    held |= {(chain, state, role) for role in roles}
    assert granted <= held
