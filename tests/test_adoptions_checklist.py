"""The checklist of an adoption, check by check: pure rules, no site."""

from baleharum.adoptions import checklist
from baleharum.adoptions.checklist import Facts
from baleharum.adoptions.checklist import FAILED
from baleharum.adoptions.checklist import findings
from baleharum.adoptions.checklist import PASSED
from baleharum.adoptions.checklist import UNKNOWN
from baleharum.adoptions.policy import months_later
from baleharum.adoptions.policy import trial_ends
from baleharum.adoptions.policy import visit_due
from baleharum.terms.lists import terms
from dataclasses import replace
from datetime import date

import pytest


DAY = date(2026, 11, 30)
ASKED = date(2026, 6, 1)

#: An application in which everything is as the law wants it.
GOOD = Facts(
    applied_on=ASKED,
    births=(date(1986, 5, 1), date(1990, 5, 1)),
    religions=("hindu", "hindu"),
    married_on=date(2015, 1, 1),
    couple="ya",
    children=1,
    earlier=0,
    healthy="ya",
    able="ya",
    clean="ya",
    health_shown=True,
    means_shown=True,
    record_shown=True,
    born=date(2024, 1, 1),
    religion="hindu",
    child_heard=True,
    guardian_agrees=True,
    report=True,
    care_begun=date(2026, 5, 30),
)

#: (check, what is otherwise, its result).
CASES = [
    ("umur-pemohon", {"births": (date(1996, 6, 1), date(1996, 6, 1))}, PASSED),
    ("umur-pemohon", {"births": (date(1996, 6, 2), date(1990, 5, 1))}, FAILED),
    ("umur-pemohon", {"births": (date(1970, 6, 2), date(1990, 5, 1))}, PASSED),
    ("umur-pemohon", {"births": (date(1970, 6, 1), date(1990, 5, 1))}, FAILED),
    ("umur-pemohon", {"births": (date(1986, 5, 1), None)}, UNKNOWN),
    ("umur-pemohon", {"births": (date(1960, 5, 1), None)}, FAILED),
    # Without a day of application the couple is judged as of the day.
    ("umur-pemohon", {"births": (date(1970, 12, 1), date(1990, 5, 1)), "applied_on": None}, PASSED),
    (
        "umur-pemohon",
        {"births": (date(1970, 11, 30), date(1990, 5, 1)), "applied_on": None},
        FAILED,
    ),
    ("lama-menikah", {"married_on": date(2021, 6, 1)}, PASSED),
    ("lama-menikah", {"married_on": date(2021, 6, 2)}, FAILED),
    ("lama-menikah", {"married_on": None}, UNKNOWN),
    ("agama", {"religions": ("hindu", "islam")}, FAILED),
    ("agama", {"religions": ("hindu", "")}, UNKNOWN),
    ("agama", {"religion": ""}, UNKNOWN),
    ("jumlah-anak", {"children": 0}, PASSED),
    ("jumlah-anak", {"children": 2}, FAILED),
    ("jumlah-anak", {"children": None}, UNKNOWN),
    ("pasangan", {"couple": "tidak"}, FAILED),
    ("pasangan", {"couple": ""}, UNKNOWN),
    ("sehat", {"healthy": "tidak"}, FAILED),
    ("sehat", {"health_shown": False}, UNKNOWN),
    ("sehat", {"healthy": ""}, UNKNOWN),
    ("mampu", {"able": "tidak"}, FAILED),
    ("mampu", {"means_shown": False}, UNKNOWN),
    ("catatan-pidana", {"clean": "tidak"}, FAILED),
    ("catatan-pidana", {"record_shown": False}, UNKNOWN),
    ("persetujuan-anak", {"child_heard": False}, UNKNOWN),
    ("persetujuan-anak", {"child_heard": False, "child_agrees": True}, PASSED),
    # What a child says stands for its signature under six alone.
    ("persetujuan-anak", {"born": date(2020, 11, 30)}, UNKNOWN),
    ("persetujuan-anak", {"born": date(2020, 12, 1)}, PASSED),
    ("persetujuan-anak", {"born": None}, UNKNOWN),
    ("izin-wali", {"guardian_agrees": False}, UNKNOWN),
    ("laporan-sosial", {"report": False}, UNKNOWN),
    ("adopsi-terdahulu", {"earlier": None}, UNKNOWN),
    ("adopsi-terdahulu", {"earlier": 1}, UNKNOWN),
    ("adopsi-terdahulu", {"earlier": 1, "earlier_on": date(2024, 6, 1)}, PASSED),
    ("adopsi-terdahulu", {"earlier": 1, "earlier_on": date(2024, 6, 2)}, FAILED),
    ("adopsi-terdahulu", {"earlier": 2, "earlier_on": date(2010, 1, 1)}, FAILED),
    ("umur-anak", {"born": date(2020, 12, 1)}, PASSED),
    ("umur-anak", {"born": date(2020, 11, 30)}, UNKNOWN),
    ("umur-anak", {"born": date(2020, 11, 30), "urgent": True}, PASSED),
    ("umur-anak", {"born": date(2014, 11, 30), "urgent": True}, UNKNOWN),
    ("umur-anak", {"born": date(2014, 11, 30), "protected": True}, PASSED),
    ("umur-anak", {"born": date(2008, 12, 1), "protected": True}, PASSED),
    ("umur-anak", {"born": date(2008, 11, 30), "protected": True}, FAILED),
    ("umur-anak", {"born": None}, UNKNOWN),
    ("umur-anak", {"born": None, "year": 2022}, PASSED),
    ("umur-anak", {"born": None, "year": 2008, "protected": True}, PASSED),
    ("umur-anak", {"born": None, "year": 2007, "protected": True}, FAILED),
    ("enam-bulan", {"care_begun": date(2026, 6, 1)}, FAILED),
    ("enam-bulan", {"care_begun": None}, UNKNOWN),
]


def test_all_is_passed_where_all_is_as_the_law_wants_it():
    assert set(findings(GOOD, DAY).values()) == {PASSED}


@pytest.mark.parametrize("check,otherwise,result", CASES, ids=lambda v: str(v)[:30])
def test_each_check(check, otherwise, result):
    assert findings(replace(GOOD, **otherwise), DAY)[check] == result


def test_of_nothing_nothing_is_known():
    found = findings(Facts(), DAY)
    assert set(found.values()) == {UNKNOWN}
    assert set(checklist.deviations(found)) == set(found) - set(checklist.HARD)


def test_every_check_is_tried_and_named():
    assert {check for check, _otherwise, _result in CASES} == set(checklist.CHECKS)
    assert [term.token for term in terms("adoption-checks")] == list(checklist.CHECKS)
    assert all(term.extra["source"] for term in terms("adoption-checks"))
    assert {t.token for t in terms("adoption-results")} == {PASSED, FAILED, UNKNOWN}


def test_who_is_of_age_is_not_adopted():
    assert checklist.is_of_age(replace(GOOD, born=date(2008, 11, 30)), DAY)
    assert not checklist.is_of_age(replace(GOOD, born=date(2008, 12, 1)), DAY)
    # Who is in doubt is a child.
    assert not checklist.is_of_age(Facts(year=2008), DAY)
    assert not checklist.is_of_age(Facts(), DAY)


@pytest.mark.parametrize(
    "begun,over",
    [
        (date(2026, 5, 30), date(2026, 11, 30)),
        (date(2026, 8, 31), date(2027, 2, 28)),
        (date(2027, 8, 30), date(2028, 2, 29)),
        (date(2026, 6, 30), date(2026, 12, 30)),
    ],
)
def test_six_months_are_of_the_calendar(begun, over):
    assert trial_ends(begun) == over
    assert (over - visit_due(begun)).days == 30


def test_months_go_back_as_well():
    assert months_later(date(2026, 3, 31), -1) == date(2026, 2, 28)
    assert months_later(date(2026, 1, 15), -12) == date(2025, 1, 15)
