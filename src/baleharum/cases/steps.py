"""The next steps of a case or something in it: what a person may do, and what it still needs."""

from baleharum.cases.kinds import kind_of
from baleharum.cases.layout import case_of
from baleharum.cases.policy import label_token
from baleharum.cases.policy import leads_back
from baleharum.cases.requirements import Missing
from baleharum.cases.requirements import missing_for
from baleharum.cases.requirements import told_for
from baleharum.terms.lists import label
from baleharum.terms.lists import term
from baleharum.terms.lists import terms
from dataclasses import dataclass
from dataclasses import replace
from plone import api
from urllib.parse import urljoin
from zope.i18nmessageid import Message


#: The steps that carry the work onward; all others are exceptions on the way.
ONWARD = frozenset(
    "start_triage start_assessment make_plan approve_plan start_monitoring return_from_referral"
    " propose_termination start_aftercare close resume submit approve endorse"
    " report investigate prosecute open_trial give_judgment execute complete agree_diversion"
    " admit leave verify depart hand_over"
    " visit_first grant_care begin_care visit_second grant_adoption order finish".split()
)

#: What stands for the reason while nobody has been asked for it yet.
NOT_ASKED = {"comment": "-", "reason_code": None}

#: Pages below the case that only some may open, and their permission.
MENDING = {"edit": "Modify portal content"}


@dataclass(frozen=True)
class Step:
    """A transition of the workflow.

    id: of the transition; label, target: messages; reason: whether a comment is required; missing:
    all that it still needs; codes: name of the code list of which a reason is chosen, '' for none;
    mine: whether the person may trigger it; told: what they have to know first.
    """

    id: str
    label: Message
    target: Message
    reason: bool
    missing: tuple[Missing, ...]
    codes: str = ""
    mine: bool = True
    told: tuple[Message, ...] = ()

    @property
    def onward(self) -> bool:
        """Whether it carries the work onward."""
        return label_token(self.id) in ONWARD


def lists_of(context) -> tuple[str, str]:
    """Return the code lists of the transitions and of the states of something with steps."""
    kind = kind_of(context.portal_type)
    return context.step_lists if kind is None else (kind.transitions, kind.states)


def steps(context, details=NOT_ASKED) -> list[Step]:
    """Return the transitions that the person may trigger, each with all it needs.

    Steps onward come first, and of these the ones that need nothing more.
    """
    workflow = api.portal.get_tool("portal_workflow")
    found = [row["id"] for row in workflow.getTransitionsFor(context)]
    rows = [_step(context, workflow, transition, details) for transition in found]
    return sorted(rows, key=lambda step: (not step.onward, bool(step.missing)))


def steps_of_others(case) -> list[Step]:
    """Return the steps onward that are open now, but for other people than the current one."""
    workflow = api.portal.get_tool("portal_workflow")
    (definition,) = workflow.getWorkflowsFor(case)
    mine = {row["id"] for row in workflow.getTransitionsFor(case)}
    history = case.workflow_history["case_workflow"]
    found = [
        transition
        for transition in definition.states[api.content.get_state(case)].transitions
        if transition not in mine
        and label_token(transition) in ONWARD
        and leads_back(transition, history)
    ]
    return [replace(_step(case, workflow, t, NOT_ASKED), mine=False) for t in found]


def step(context, transition: str, details=NOT_ASKED) -> Step | None:
    """Return one of the steps, None if the person may not take it (now)."""
    return next((s for s in steps(context, details) if s.id == transition), None)


def _step(context, workflow, transition, details):
    transitions, states = lists_of(context)
    token = label_token(transition)
    (definition,) = workflow.getWorkflowsFor(context)
    asked = term(transitions, token).extra
    return Step(
        id=transition,
        label=label(transitions, token),
        target=label(states, definition.transitions[transition].new_state_id),
        reason=asked["comment"] == "required",
        codes=asked.get("codes", ""),
        missing=tuple(missing_for(context, transition, details)),
        told=tuple(told_for(context, transition)),
    )


def codes(step: Step) -> list[tuple[str, Message]]:
    """Return (token, label) of the reasons of which one is chosen with a step, [] for none."""
    if not step.codes:
        return []
    return [(t.token, label(step.codes, t.token)) for t in terms(step.codes) if not t.retired]


def state_label(context) -> Message:
    """Return the label of the state of a case or of something in it."""
    return label(lists_of(context)[1], api.content.get_state(context))


def mended_at(context, missing: Missing) -> str:
    """Return the address where something missing is mended, '' where the person cannot go."""
    if missing.mend.startswith("#"):
        return missing.mend
    try:
        around = case_of(context)
    except LookupError:
        # A page of the public side lies in no case.
        around = context
    permission = MENDING.get(missing.mend)
    if not missing.mend or (permission and not api.user.has_permission(permission, obj=around)):
        return ""
    return urljoin(f"{around.absolute_url()}/", missing.mend)
