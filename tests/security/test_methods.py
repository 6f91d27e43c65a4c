"""Methods and values of content are no pages: the publisher would call and show them all."""

from Acquisition import aq_base
from tests.access_states import object_at
from tests.access_states import visitor
from tests.access_states import WHERE
from tests.security.sweeping import pages
from tests.security.test_sweeps import THINGS

import pytest


#: heading -> somebody who views it.
WHO = {
    **dict.fromkeys(THINGS, "worker1"),
    **dict.fromkeys(("CourtProceeding", "LitigationFile", "FiledBundle"), "advocate1"),
    "DocumentRelease": "advocate1",
    "HealthRecord": "doctor1",
    "CaseRegister": "supervisor1",
    "PartnerDirectory": "supervisor1",
    "Partner": "supervisor1",
    "IntakeBox": "supervisor1",
    "IntakeReport": "supervisor1",
}
#: What moves a number, a basis, a secret: named, so that a renaming is noticed.
NAMED = {
    "CaseRegister": {"next_number", "name_for"},
    "ReferralLetter": {"rest_on", "stop"},
    "Partner": {"show", "hide"},
    "IntakeReport": {"freeze", "parts", "add_part"},
    "IntakeBox": {"remembered", "next_number"},
}


def own_names(content) -> set[str]:
    """Return the names that the product, or what is stored, gives to content; no underscore."""
    classes = (c for c in type(content).__mro__ if c.__module__.startswith("baleharum"))
    found = {name for cls in classes for name in vars(cls)} | set(vars(content))
    return {name for name in found if not name.startswith("_")}


@pytest.mark.parametrize("heading", WHO)
def test_no_method_or_value_of_content_is_a_page(realm, heading):
    where = WHERE[heading]
    content = object_at(
        realm.portal, where.get(THINGS.get(heading, ""), next(iter(where.values())))
    )
    who = visitor(realm.portal, WHO[heading])
    path = "/".join(content.getPhysicalPath()[2:])
    missing = who.get(f"{path}/nothing")
    assert (who.get(path).status, missing.status) == (200, 404)
    names = own_names(aq_base(content)) - set(pages(content))
    assert names >= NAMED.get(heading, set())
    told = [n for n in sorted(names) if who.get(f"{path}/{n}").body != missing.body]
    assert told == []
    posted = [n for n in sorted(names) if who.post(f"{path}/{n}", {"series": "x"}).status == 200]
    assert posted == []
