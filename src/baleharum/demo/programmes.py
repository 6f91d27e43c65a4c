"""Programmes of assistance: one batch whose recipients came in by the door that offices use."""

from baleharum.cases.moments import today
from baleharum.cases.people.checks import SAMPLES
from baleharum.demo.data import read
from baleharum.demo.data import text
from baleharum.programmes import policy
from baleharum.programmes import taking
from baleharum.programmes.recipients import Outcome
from baleharum.programmes.rows import marked
from baleharum.team.api import assign
from baleharum.team.policy import PROGRAMME_FUNCTIONS
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from io import BytesIO
from plone import api
from plone.dexterity.utils import createContentInContainer
from typing import Any


OPERATOR, HEAD = "operator1", "head1"
LIST = "recipients.csv"
#: state -> step that leads there, who takes it, and what they note before.
PATH = (
    ("verification", "submit", OPERATOR, ()),
    (
        "decreed",
        "decree",
        HEAD,
        ("dtsen_checked_on", "list_signed_on", "list_signed_by", "decree_number", "decree_date"),
    ),
    ("distributed", "distribute", OPERATOR, ("handed_from", "handed_at")),
)
WORDS = {
    "list_signed_by": "Kepala Bidang Perlindungan dan Jaminan Sosial",
    "decree_number": "188.45/077/DINSOS-BH",
    "handed_at": "Kantor Pos Mataram",
}


def build(site: Any, accounts: list[dict[str, Any]]) -> None:
    """Appoint the people of the folder, and add its programmes and batches."""
    folder = site["program"]
    # As the profile of the demo says: the people of the list are invented.
    api.portal.set_registry_record(SAMPLES, True)
    assign(folder, OPERATOR, "operator", granted_by="system")
    for account in accounts:
        for function in set(account["standing"]) & set(PROGRAMME_FUNCTIONS):
            assign(folder, account["id"], function, granted_by="system")
    for told in read("programmes"):
        with acting(OPERATOR):
            programme = createContentInContainer(
                folder, "Programme", **{n: told[n] for n in ("title", "programme", "repeat")}
            )
        for batch in told["batches"]:
            tell(programme, batch)
        for activity in told.get("activities", ()):
            tell_activity(programme, activity)


def tell(programme: Any, told: dict[str, Any]) -> Any:
    """Begin one batch and bring it into its state; returns it."""
    year = today().year - told["year_ago"]
    with acting(OPERATOR):
        batch = createContentInContainer(
            programme, "AssistanceBatch", year=year, period=told["period"], source="APBD Kota"
        )
        if told["list"]:
            found = taking.take_now(batch, BytesIO(text(LIST).encode()), LIST, taking.RECIPIENTS)
            if not found.fits:
                raise ValueError(f"The list of the demo is refused: {found.wrong or found.reason}")
    reach(batch, told["state"])
    mark(batch, told)
    return batch


def tell_activity(programme: Any, told: dict[str, Any]) -> Any:
    """Add one activity, so many days ago (or to come); returns it."""
    fields = {name: told[name] for name in told if name not in ("days", "step")}
    day = today() - timedelta(days=told["days"])
    with acting(OPERATOR):
        activity = createContentInContainer(programme, "GroupActivity", held_on=day, **fields)
        if told["step"]:
            api.portal.get_tool("portal_workflow").doActionFor(activity, told["step"])
    return activity


def reach(batch: Any, state: str) -> None:
    """Take the steps that lead to a state, as those who take them."""
    workflow = api.portal.get_tool("portal_workflow")
    for reached, step, who, fields in PATH:
        if api.content.get_state(batch) == state:
            return
        with acting(OPERATOR):
            for name in fields:
                setattr(batch, name, WORDS.get(name, today() - timedelta(days=3)))
        with acting(who):
            workflow.doActionFor(batch, step)
        if api.content.get_state(batch) != reached:
            raise ValueError(f"The step {step} of the demo leads elsewhere.")


def mark(batch: Any, told: dict[str, Any]) -> None:
    """Note what became of its recipients."""
    if not told.get("received"):
        return
    day = (today() - timedelta(days=1)).isoformat()
    with acting(OPERATOR):
        marked(batch, range(1, told["received"] + 1), Outcome(policy.RECEIVED, day))
        for number, reason in told["returned"]:
            marked(batch, [number], Outcome(policy.RETURNED, day, reason))


@contextmanager
def acting(user_id: str) -> Iterator[None]:
    """Act as somebody of the centre."""
    with api.env.adopt_user(username=user_id):
        yield
