"""The invented reports: what they say is possible, and each stage has one."""

from baleharum.cases.identity import phone_number
from baleharum.demo.data import read
from baleharum.demo.intake import PATHS
from baleharum.intake import entering
from baleharum.intake.submission import checked
from baleharum.terms.lists import term

import pytest


REPORTS = read("reports")


@pytest.mark.parametrize("told", REPORTS, ids=lambda told: told["key"])
def test_what_is_told_can_be_filed(told, integration):
    fields = checked(told["fields"])
    phone = fields.get("reporter_phone")
    assert phone is None or phone_number(phone).startswith("+628120000")
    assert len(told["hours"]) == len(PATHS[told["state"]]) + 1
    assert sorted(told["hours"], reverse=True) == told["hours"]
    kinds = {file["kind"] for file in told.get("files", ())} - {""}
    assert all(term("document-kinds", kind) for kind in kinds)
    if fields["source"] in entering.sources():
        wanted = set(entering.demanded(fields["source"]))
        assert "lisan" in wanted or wanted & kinds


def test_there_is_one_in_each_stage_in_two_languages():
    assert {told["state"] for told in REPORTS} == set(PATHS)
    assert {"Indonesia", "English"} <= {told["fields"].get("language") for told in REPORTS}
