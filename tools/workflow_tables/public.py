"""The workflow of a service page."""

from tools.workflow_tables.states import HEAD
from tools.workflow_tables.states import leaf_state


SUBMIT = "baleharum: Submit service page"
PUBLISH = "baleharum: Publish service page"
RETRACT = "baleharum: Retract service page"
#: Those who write pages, and those who build the site.
WRITERS = ("Editor", "Manager", "Site Administrator")
READERS = (*WRITERS, HEAD)

WORKFLOWS = {
    "service_page_workflow": dict(
        # Everybody reads a page, and nobody else who wrote it.
        history=RETRACT,
        states={
            "draft": leaf_state(READERS, WRITERS),
            "review": leaf_state(READERS),
            "published": leaf_state((*READERS, "Anonymous")),
            "retracted": leaf_state(READERS),
        },
        transitions={
            "submit": ("draft", "review", SUBMIT),
            "return": ("review", "draft", PUBLISH),
            "publish": ("review", "published", PUBLISH),
            "retract": ("draft published", "retracted", RETRACT),
            "revise": ("retracted", "draft", SUBMIT),
        },
        guards={},
    ),
}
