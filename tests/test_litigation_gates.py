"""The gates over facts: what each finds, and what it lets pass."""

from baleharum.bundles.numbering import Lengths
from baleharum.litigation import policy
from baleharum.litigation.gates import blockers
from baleharum.litigation.gates import Facts
from baleharum.litigation.gates import findings
from baleharum.litigation.gates import Source
from baleharum.litigation.known import Found
from baleharum.litigation.known import Rendered
from baleharum.litigation.policy import Entry
from dataclasses import replace
from datetime import date
from hypothesis import given
from hypothesis import strategies as st

import pytest


TODAY = date(2026, 11, 29)
WHOLE = Rendered(pages=2, size=1000)


def entry(number=1, **fields) -> Entry:
    given = {
        "document": f"uid{number}",
        "name": f"d{number}",
        "version": 1,
        "sha256": f"{number:064x}",
        "ending": "pdf",
        "media_type": "application/pdf",
        "section": "B",
        "title": "Surat",
        "dated": date(2026, 1, number),
        "duty": "meterai",
    }
    return Entry(number, **{**given, **fields})


def source(number=1, about=None, **fields) -> Source:
    """Return an exhibit against which nothing stands; about: fields of the entry."""
    given = {"rendered": WHOLE, **fields}
    return Source(entry(number, **(about or {})), f"P-{number}", **given)


def facts(*sources, **fields) -> Facts:
    return Facts(
        sources=sources or (source(1), source(2)), **{"edition": "sealed", "today": TODAY, **fields}
    )


def gates(found: Facts) -> list[tuple[str, bool]]:
    return [(each.gate, each.blocks) for each in findings(found)]


def test_nothing_is_found_where_all_is_in_order():
    assert gates(facts(duty=True, attorney=True, attorney_on=TODAY)) == []


@pytest.mark.parametrize(
    ("found", "gate"),
    [
        (facts(lacking=("Nothing holds.",)), "G1"),
        (facts(source(readable=False)), "G1"),
        (facts(source(profession="psychology")), "G1"),
        (facts(source(about={"flags": ("privileged",)})), "G2"),
        (facts(source(about={"flags": ("location",)})), "G2"),
        (facts(edition="pseudonymous", found=(Found("P-1", 3),)), "G3"),
        (facts(found=(Found("P-1", 3, 1, 2, "G4"),)), "G4"),
        (facts(source(rendered=replace(WHOLE, legible=(2,)))), "G4"),
        (facts(source(rendered=replace(WHOLE, loose=True))), "G4"),
        (facts(source(rendered=replace(WHOLE, covered=(2,))), edition="pseudonymous"), "G4"),
        (facts(source(about={"flags": ("needs-signature",)})), "G5"),
        (facts(source(about={"duty": "none"}), duty=True), "G6"),
        (facts(source(about={"duty": "nazegelen"}), duty=True), "G6"),
        (facts(attorney=True), "G6"),
        (facts(attorney=True, attorney_on=date(2026, 11, 30)), "G6"),
        (facts(source(openable=False)), "G7"),
        (facts(source(rendered=None)), "G7"),
        (facts(source(rendered=Rendered("encrypted"))), "G7"),
        (facts(source(active=True, rendered=None)), "G7"),
        (facts(source(2)), "G8"),
        (facts(source(1), used=frozenset({"P-1"})), "G8"),
        (facts(source(about={"media_type": "image/jpeg"}), edition="pseudonymous"), "G11"),
        (facts(source(state="superseded")), "G12"),
        (facts(source(state="")), "G12"),
        (facts(source(newer=True)), "G12"),
    ],
)
def test_what_stops_a_bundle(found, gate):
    assert [each.gate for each in blockers(found)] == [gate]


@pytest.mark.parametrize(
    ("found", "gate"),
    [
        (facts(source(1), source(2, about={"sha256": f"{1:064x}"})), "G9"),
        (facts(source(rendered=replace(WHOLE, blank=(2,)))), "G9"),
        (facts(source(rendered=replace(WHOLE, silent=(1,)))), "G9"),
        (facts(source(rendered=replace(WHOLE, turned=(1,)))), "G9"),
        (facts(source(rendered=replace(WHOLE, dense=(2,)))), "G9"),
        (facts(source(rendered=replace(WHOLE, covered=(2,)))), "G4"),
        (facts(pages=3), "G10"),
        (facts(source(rendered=replace(WHOLE, size=2_000_000)), megabytes=1), "G10"),
        (facts(source(about={"dated": None})), "G10"),
        (facts(source(1, about={"dated": TODAY}), source(2)), "G10"),
        (facts(source(about={"media_type": "image/jpeg"})), "G11"),
    ],
)
def test_what_is_only_warned_of(found, gate):
    assert blockers(found) == []
    assert {each.gate for each in findings(found)} == {gate}


def test_two_different_people_let_a_privileged_exhibit_go_out():
    rows = (("advocate1", "2026-11-29", "x"), ("advocate1", "2026-11-29", "y"))
    privileged = {"flags": ("privileged",)}
    assert blockers(facts(source(about={**privileged, "waivers": rows})))
    rows = (*rows, ("supervisor1", "2026-11-29", "z"))
    assert not blockers(facts(source(about={**privileged, "waivers": rows})))
    assert not blockers(facts(source(about=privileged), edition="own-counsel"))


ENTRIES = st.lists(
    st.builds(entry, st.integers(1, 28), section=st.sampled_from("AB")),
    unique_by=lambda each: each.number,
    max_size=12,
).map(tuple)


@given(ENTRIES, st.integers(1, 28), st.sampled_from((-1, 1)))
def test_moving_loses_no_exhibit_and_stays_in_its_section(entries, number, by):
    if number not in {each.number for each in entries}:
        with pytest.raises(KeyError):
            policy.moved(entries, number, by)
        return
    moved = policy.moved(entries, number, by)
    assert sorted(moved) == sorted(entries)
    back = policy.moved(moved, number, -by)
    assert policy.ordered(back, "AB") == policy.ordered(entries, "AB") or moved == entries


@given(ENTRIES, st.integers(1, 50))
def test_codes_have_no_gap_and_follow_the_order_in_which_exhibits_are_bound(entries, first):
    codes = policy.numbered(entries, "AB", "P-", first)
    ordered = [codes[each.number] for each in policy.ordered(entries, "AB")]
    assert ordered == [f"P-{n}" for n in range(first, first + len(entries))]


def test_what_becomes_privileged_has_to_be_waived_anew():
    rows = (("advocate1", "2026-11-29", "x"),)
    before = (entry(1, flags=("minor",), waivers=rows),)
    assert policy.changed(before, 1, flags=("minor", "location"))[0].waivers == ()
    assert policy.changed(before, 1, title="Lain")[0].waivers == rows


@pytest.mark.parametrize("lines", [["Permohonan tanpa huruf"], ["A Satu", "A Dua"], [""]])
def test_what_is_no_section_is_refused(lines):
    with pytest.raises(ValueError):
        policy.sections(lines)


def test_cover_and_index_count_where_they_may_decide():
    def around(front, back, pages):
        return [
            each.gate for each in findings(facts(around=lambda: Lengths(front, back), pages=pages))
        ]

    def typeset():
        raise AssertionError("nobody needs to know")

    # Four pages of exhibits.
    assert around(2, 1, 7) == [] and around(3, 1, 7) == ["G10"]
    assert findings(facts(around=typeset, pages=500)) == []
