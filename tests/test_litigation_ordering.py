"""The order of the exhibits: put somewhere, sorted and put back, taken apart; nothing is lost."""

from Acquisition import aq_parent
from baleharum.litigation import exhibits
from baleharum.litigation import ordering
from baleharum.litigation import policy
from baleharum.litigation.exhibits import ExhibitRefused
from baleharum.litigation.facts import facts_of
from baleharum.litigation.gates import blockers
from baleharum.litigation.gates import findings
from baleharum.litigation.shown import Shown
from hypothesis import given
from hypothesis import strategies as st
from tests.centre import acting
from tests.centre import sample_case
from tests.document_samples import pdf
from tests.http import Visitor
from tests.litigation_made import agreed
from tests.litigation_made import bound
from tests.litigation_made import checked
from tests.litigation_made import court_of
from tests.litigation_made import ready
from tests.litigation_made import sample_file
from tests.litigation_made import taken_in
from tests.litigation_made import worked
from tests.referrals_made import approved
from tests.test_litigation_gates import ENTRIES
from tests.test_litigation_gates import entry
from tests.test_litigation_gates import facts
from tests.test_litigation_gates import source
from tests.test_litigation_gates import WHOLE
from tests.test_referrals_pages import send
from tests.test_referrals_rest import path
from zope.i18n import translate

import json
import pytest
import transaction


# --- rules ---------------------------------------------------------------------------------------


@given(ENTRIES, st.data())
def test_what_is_put_somewhere_is_there_and_all_others_keep_their_order(entries, data):
    if not entries:
        return
    number = data.draw(st.sampled_from([each.number for each in entries]))
    section, at = data.draw(st.sampled_from("AB")), data.draw(st.integers(0, 15))
    found = policy.placed(entries, ["A", "B"], number, section, at)
    others = [each for each in policy.ordered(entries, "AB") if each.number != number]
    assert [each for each in found if each.number != number] == others
    within = [each.number for each in found if each.section == section]
    assert within.index(number) + 1 == (at if 0 < at <= len(within) else len(within))


@given(ENTRIES, st.sampled_from(["", "A", "B"]))
def test_sorting_loses_nothing_and_is_taken_back(entries, section):
    found = policy.by_date(entries, section)
    assert sorted(found) == sorted(entries)
    assert policy.in_order(found, [each.number for each in entries]) == entries
    assert [e for e in found if section not in ("", e.section)] == [
        e for e in entries if section not in ("", e.section)
    ]


def test_what_has_no_day_comes_last():
    rows = (entry(1, dated=None), entry(3), entry(2))
    assert [each.number for each in policy.by_date(rows)] == [2, 3, 1]


def test_whoever_changes_the_order_changes_its_mark():
    rows = (entry(1), entry(2, section="A"))
    marks = {
        policy.stamp(rows),
        policy.stamp(rows[:1]),
        policy.stamp(rows[::-1]),
        policy.stamp((rows[0], entry(2))),
    }
    assert len(marks) == 4
    assert policy.stamp((entry(1, title="Lain"), rows[1])) == policy.stamp(rows)


@pytest.mark.parametrize(
    ("one", "two", "found"),
    [
        ("", "", {1, 2}),
        ("", "7", {1, 2}),
        ("1-4", "4,9", {1, 2}),
        ("1-4", "5-9", set()),
    ],
)
def test_the_same_document_counts_twice_where_it_shows_the_same_pages(one, two, found):
    same = {"sha256": "a" * 64}
    rows = (entry(1, included=one, **same), entry(2, included=two, **same), entry(3))
    assert policy.doubled(rows) == found


def test_pages_that_the_document_has_not_stop_the_bundle():
    assert [f.gate for f in blockers(facts(source(about={"included": "1,3"})))] == ["G7"]
    assert not blockers(facts(source(about={"included": "2"})))


def test_of_pages_that_are_left_out_nobody_is_warned():
    odd = source(about={"included": "2"}, rendered=WHOLE.__class__(pages=2, size=9, blank=(1,)))
    assert findings(facts(odd)) == []


# --- a file --------------------------------------------------------------------------------------


@pytest.fixture
def app(functional):
    return functional["app"]


@pytest.fixture
def site(functional):
    return functional["portal"]


def nine_pages(app, site):
    """A file with two exhibits of one page, and one of six."""
    case = sample_case(site["perkara"])
    context = ready(app, site, case)
    lines = [f"Halaman nomor {n}" for n in range(1, 7)]
    taken_in(context, approved(case, "catatan-kasus", data=pdf(*lines)))
    worked(app)
    return context


@pytest.fixture
def file(prepared):
    return prepared(nine_pages)


@pytest.fixture
def case(file):
    return aq_parent(file)


def numbers(context):
    return [each.number for each in context.entries]


def test_an_exhibit_is_taken_apart_and_bound_page_by_page(app, file):
    with acting("advocate1"):
        exhibits.describe(file, 3, included="1-4")
        assert ordering.split(file, 3, "2-3") == 4
    assert [(e.number, e.included) for e in file.entries][2:] == [(3, "1,4"), (4, "2-3")]
    assert {f.gate for f in findings(facts_of(file))} == set()
    shown = {line.source.code: (line.first, line.last) for line in Shown(file).lines}
    assert shown == {"P-1": (3, 3), "P-2": (4, 4), "P-3": (5, 6), "P-4": (7, 8)}
    bundle = bound(app, checked(file))
    told = {row["code"]: row for row in json.loads(bundle.manifest.data)["exhibits"]}
    assert {c: (row["first_page"], row["last_page"]) for c, row in told.items()} == shown
    assert told["P-3"]["included_pages"] == "1,4" and told["P-3"]["document_pages"] == 6


@pytest.mark.parametrize(
    ("text", "said"),
    [("0", "1-4,7"), ("4-2", "1-4,7"), ("5-7", "6 pages, there is no page 7"), ("x", "1-4,7")],
)
def test_pages_that_are_none_are_refused_with_what_helps(file, text, said):
    with acting("advocate1"), pytest.raises(ExhibitRefused) as refused:
        exhibits.describe(file, 3, included=text)
    assert said in translate(refused.value.args[0])


def test_all_pages_are_kept_as_all(file):
    with acting("advocate1"):
        exhibits.describe(file, 3, included=" 1 - 6 ")
    assert file.entries[2].included == ""


@pytest.mark.parametrize("text", ["", "1-6", "7", "a"])
def test_an_exhibit_keeps_a_page_when_it_is_taken_apart(file, text):
    with acting("advocate1"), pytest.raises(ExhibitRefused):
        ordering.split(file, 3, text)
    assert numbers(file) == [1, 2, 3]


def test_who_has_seen_another_order_moves_nothing(file):
    with acting("advocate1"):
        seen = ordering.stamp(file)
        ordering.place(file, 3, "B", 1, seen)
        assert numbers(file) == [3, 1, 2]
        for change in (
            lambda: ordering.place(file, 2, "A", 1, seen),
            lambda: ordering.move(file, 2, -1, seen),
            lambda: ordering.sort(file, "", seen),
        ):
            with pytest.raises(ExhibitRefused):
                change()
    assert numbers(file) == [3, 1, 2]


def test_sorting_is_taken_back_until_something_is_moved(file):
    with acting("advocate1"):
        exhibits.describe(file, 1, dated="2026-05-01")
        exhibits.describe(file, 2, dated="")
        ordering.sort(file)
        assert numbers(file) == [3, 1, 2] and ordering.may_undo(file)
        ordering.undo(file)
        assert numbers(file) == [1, 2, 3] and not ordering.may_undo(file)
        ordering.sort(file, "B")
        ordering.move(file, 3, 1)
        with pytest.raises(ExhibitRefused):
            ordering.undo(file)
    assert numbers(file) == [1, 3, 2]


def test_pages_follow_an_index_of_several_pages(app, site, case):
    to = court_of(site)
    agreed(case, to)
    context = sample_file(case, to)
    long = "Surat keterangan yang panjang namanya dan memenuhi beberapa baris daftar isi " * 2
    taken_in(context, approved(case, "catatan-kasus", data=pdf("Surat")))
    with acting("advocate1"):
        # As many lines as sixty exhibits have.
        rows = [
            each._replace(number=at, title=long[:190])
            for at in range(1, 61)
            for each in context.entries[:1]
        ]
        exhibits.write(context, rows)
    worked(app)
    known = Shown(context)
    assert known.facts.around().front > 3
    bundle = bound(app, checked(context))
    told = json.loads(bundle.manifest.data)["exhibits"]
    assert [row["first_page"] for row in told] == [line.first for line in known.lines]
    assert bundle.last_page == known.whole


# --- pages and services --------------------------------------------------------------------------


def test_the_order_is_kept_by_plain_forms(site, file):
    transaction.commit()
    visitor, page = Visitor(site, "advocate1"), f"{path(file)}/view"
    send(visitor, page, action="put", number="3", section="A", place="")
    transaction.begin()
    assert numbers(file) == [3, 1, 2]
    assert "It is P-1 now: 1 of 1 in section A." in visitor.get(page).text
    send(visitor, page, action="sort", section="B")
    send(visitor, page, action="put", number="2", section="B", place="1", order="another")
    transaction.begin()
    assert numbers(file) == [3, 1, 2]
    send(visitor, f"{path(file)}/@@exhibit", "?number=3", action="split", number="3", pages="5-6")
    transaction.begin()
    assert [(e.number, e.included) for e in file.entries[:2]] == [(3, "1-4"), (4, "5-6")]


def test_the_order_is_kept_over_rest(site, file):
    transaction.commit()
    visitor, service = Visitor(site, "advocate1"), f"{path(file)}/@exhibits"
    order = visitor.rest("GET", service).json()["order"]
    sent = {"section": "A", "place": 1, "order": order}
    answer = visitor.rest("POST", f"{service}/3/place", sent)
    assert [row["number"] for row in answer.json()["items"]] == [3, 1, 2]
    stale = visitor.rest("POST", f"{service}/1/place", {**sent, "section": "B"})
    assert stale.status == 400 and "Somebody else" in stale.json()["message"]
    assert visitor.rest("POST", f"{service}/9/place", {"section": "B"}).status == 400
    assert visitor.rest("POST", f"{service}/1/place", {"section": "Z"}).status == 400
    answer = visitor.rest("POST", f"{service}/3/split", {"pages": "1-2"})
    assert [row["included"] for row in answer.json()["items"]] == ["3-6", "1-2", "", ""]
    assert visitor.rest("PATCH", f"{service}/3", {"included": "9"}).status == 400
    visitor.rest("POST", f"{service}/1/down", {})
    visitor.rest("PATCH", f"{service}/1", {"dated": "2026-01-01"})
    assert visitor.rest("POST", f"{service}/sort", {"section": "B"}).status == 200
    assert visitor.rest("POST", f"{service}/unsort", {}).status == 200
    transaction.begin()
    assert numbers(file) == [3, 4, 2, 1]
    worker = Visitor(site, "worker1")
    assert worker.rest("POST", f"{service}/1/place", {"section": "A"}).status in (401, 403, 404)
