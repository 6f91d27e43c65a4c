"""The frame of the case pages."""

from tests.centre import acting


def test_the_overview_shows_number_state_and_lead(case, http_request):
    with acting("worker1"):
        html = case.restrictedTraverse("view")()
    assert case.getId() in html
    assert "Worker1" in html
