"""Writes the workflow definitions of the default profile from the tables in `workflow_tables`.

A workflow is a few sentences (who sees, who changes, which transition leads where) and several
thousand lines of XML. The sentences are kept there; `python -m tools.workflows` writes the XML,
and a test compares both, so that nobody edits one of them alone.
"""

from pathlib import Path
from tools.workflow_tables import WORKFLOWS
from xml.sax.saxutils import quoteattr

import sys


TARGET = Path(__file__).parent.parent / "src/baleharum/profiles/default/workflows"

VARIABLES = {
    "action": ("Previous transition", "transition/getId|nothing", True),
    "actor": ("The ID of the user who performed the last transition", "user/getId", True),
    # Reasons stand in the timeline alone, sealed; a history of Plone is kept in the clear.
    "comments": ("Comment about the last transition", "string:", True),
    "review_history": ("Provides access to workflow history", "state_change/getHistory", False),
    "time": ("When the previous transition was performed", "state_change/getDateTime", True),
}


def exits(name, transitions):
    """Return the transitions that leave a state, in the order of the table."""
    return [t for t, (sources, _target, _p) in transitions.items() if name in sources.split()]


def state_xml(name, permissions, transitions):
    """Yield the lines of one state."""
    yield f' <state state_id="{name}" title="{name}">'
    for transition in exits(name, transitions):
        yield f'  <exit-transition transition_id="{transition}" />'
    for permission, roles in permissions.items():
        yield f'  <permission-map acquired="False" name={quoteattr(permission)}>'
        yield from (f"   <permission-role>{role}</permission-role>" for role in roles)
        yield "  </permission-map>"
    yield " </state>"


def transition_xml(name, target, permission, guard):
    """Yield the lines of one transition."""
    yield (
        f' <transition transition_id="{name}" title="{name}" new_state="{target}"'
        ' trigger="USER" before_script="" after_script="">'
    )
    url = f"%(content_url)s/@@change-state?transition={name}"
    yield f'  <action category="workflow" icon="" url={quoteattr(url)}>{name}</action>'
    yield "  <guard>"
    for one in (permission,) if isinstance(permission, str) else permission:
        yield f"   <guard-permission>{one}</guard-permission>"
    if guard:
        yield f"   <guard-expression>{guard}</guard-expression>"
    yield "  </guard>"
    yield " </transition>"


def variables_xml(history):
    """Yield the lines of the variables that every workflow keeps. history: who reads it."""
    for name, (text, expression, status) in VARIABLES.items():
        catalog = "False"
        yield (
            f' <variable variable_id="{name}" for_catalog="{catalog}"'
            f' for_status="{status}" update_always="{status}">'
        )
        yield f"  <description>{text}</description>"
        yield f"  <default><expression>{expression}</expression></default>"
        viewers = (
            f"<guard-permission>{history}</guard-permission>" if name == "review_history" else ""
        )
        yield f"  <guard>{viewers}</guard>"
        yield " </variable>"


def workflow_xml(name, spec):
    """Return the definition of one workflow as text."""
    states, transitions = spec["states"], spec["transitions"]
    managed = list(dict.fromkeys(p for permissions in states.values() for p in permissions))
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        "<!-- Written by tools/workflows.py: change the tables there. -->",
        f'<dc-workflow workflow_id="{name}" title="{name}" description=""',
        f'             state_variable="review_state" initial_state="{next(iter(states))}"',
        '             manager_bypass="False">',
        *(f" <permission>{permission}</permission>" for permission in managed),
    ]
    for state, permissions in states.items():
        lines.extend(state_xml(state, permissions, transitions))
    for transition, (_sources, target, permission) in transitions.items():
        guard = spec["guards"].get(transition, "")
        lines.extend(transition_xml(transition, target, permission, guard))
    lines.extend(variables_xml(spec.get("history", "View")))
    lines.append("</dc-workflow>")
    return "\n".join(lines) + "\n"


def definitions():
    """Return path below the profile's workflows folder -> text, for every workflow."""
    return {f"{name}/definition.xml": workflow_xml(name, spec) for name, spec in WORKFLOWS.items()}


def main():
    """Write the definitions, or with --check tell which of them differ."""
    stale = []
    for name, text in definitions().items():
        path = TARGET / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
            if "--check" not in sys.argv:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
    print("\n".join(stale) or "All workflow definitions are as the tables say.")
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
