"""The frame of the case pages."""

from plone import api
from tests.centre import acting

import transaction


def test_the_overview_shows_number_state_and_lead(case, http_request):
    with acting("worker1"):
        html = case.restrictedTraverse("view")()
    assert case.getId() in html
    assert "Worker1" in html


def test_no_page_tells_who_wrote_it(functional, visit):
    # Staff and the public read the same page; its author is logged in, and sees no more.
    portal = functional["portal"]
    with api.env.adopt_roles(["Manager"]):
        page = api.content.create(portal, "Document", "layanan-kami", title="Layanan kami")
        api.content.transition(page, "publish")
    transaction.commit()
    for user_id in ("", "editor1", "worker1"):
        answer = visit(user_id).get("layanan-kami", Accept="text/html")
        assert answer.status == 200 and "section-byline" not in answer.text
