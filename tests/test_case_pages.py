"""The pages of a case: what they say first, and to whom."""

from tests.centre import acting
from tests.centre import sample_document
from tests.centre import sample_note
from tests.centre import sample_person

import pytest


@pytest.mark.parametrize("tab", ["view", "people", "notes", "timeline", "change-state"])
@pytest.mark.parametrize("user_id", ["worker1", "supervisor1", "head1", "privacy1"])
def test_every_tab_is_shown_to_who_sees_the_case(case, http_request, tab, user_id):
    sample_person(case)
    sample_note(case)
    sample_document(case)
    with acting(user_id):
        html = case.restrictedTraverse(tab)()
    assert case.getId() in html
    assert 'aria-current="page"' in html or tab != "view"
