"""What a tombstone proves: everything that a case held, each kind of record as well."""

from baleharum.cases.machine import as_the_machine
from baleharum.retention.tombstone import hashes_of
from hashlib import sha256
from tests.assessments_made import sample_assessment
from tests.consents_made import sample_basis
from tests.plans_made import sample_conference
from tests.plans_made import sample_plan
from tests.referrals_made import sample_referral
from tests.referrals_made import some_partner
from tests.test_case_rules import put

import pytest


def hashes(case):
    with as_the_machine():
        return hashes_of(case)


@pytest.mark.parametrize(
    ("make", "more"),
    [
        (sample_assessment, 1),
        (sample_plan, 1),
        (sample_conference, 1),
        (sample_basis, 1),
    ],
)
def test_every_record_of_a_case_is_part_of_its_hash(case, make, more):
    _files, before, _unreadable = hashes(case)
    made = make(case)
    _files, after, unreadable = hashes(case)
    assert len(after) - len(before) == more and not unreadable
    assert hashes(case) == hashes(case)
    assert made.getId()


def test_so_is_a_letter_as_it_was_signed(portal, register, case):
    case.lawful_basis = "persetujuan"
    put(case, "triage", "assessment")
    letter = sample_referral(case, some_partner(portal))
    files, texts, unreadable = hashes(case)
    assert sha256(letter.pdf.data).hexdigest() in files and not unreadable
    assert len(texts) >= 2
