"""The chronology: facts with their days, and the pages on which they stand."""

from Acquisition import aq_parent
from baleharum.litigation import chronology
from baleharum.litigation import exhibits
from baleharum.litigation import ordering
from baleharum.litigation.exhibits import ExhibitRefused
from baleharum.litigation.facts import facts_of
from baleharum.litigation.gates import findings
from baleharum.litigation.pinned import Pinned
from baleharum.litigation.shown import Shown
from tests.bundles_made import texts
from tests.centre import acting
from tests.centre import sample_case
from tests.document_samples import pdf
from tests.http import Visitor
from tests.litigation_made import bound
from tests.litigation_made import checked
from tests.litigation_made import ready
from tests.litigation_made import taken_in
from tests.litigation_made import worked
from tests.referrals_made import approved
from tests.referrals_made import take
from tests.test_referrals_pages import send
from tests.test_referrals_rest import path
from zope.i18n import translate

import pytest
import transaction


@pytest.fixture
def app(functional):
    return functional["app"]


@pytest.fixture
def site(functional):
    return functional["portal"]


def six_pages(app, site):
    """A file with an exhibit of one page, and one of five; facts are written by its advocate."""
    case = sample_case(site["perkara"])
    context = ready(app, site, case, 1)
    taken_in(context, approved(case, "catatan-kasus", data=pdf(*"abcde")))
    worked(app)
    return context


@pytest.fixture
def file(prepared):
    return prepared(six_pages)


@pytest.fixture
def case(file):
    return aq_parent(file)


def written(context, number=0, by="advocate1", **fields):
    given = {"day": "2026-02-01", "text": "Klien meninggalkan rumah.", **fields}
    with acting(by):
        return chronology.save(context, number, **given)


def told(context, by="advocate1"):
    with acting(by):
        return Pinned(context).rows()


def test_facts_stand_in_the_order_in_which_they_happened(file):
    written(file, day="2026-03-05", text="Laporan polisi.")
    written(file, day="2026-01-01", until="2026-01-31", text="Ancaman berulang.")
    written(file, day="2026-01-01", text="Tahun baru.", standing="disputed")
    assert [row["number"] for row in told(file)] == [3, 2, 1]
    assert told(file)[1]["when"].count("–") == 1


def test_a_fact_leads_to_the_pages_of_the_bundle_and_of_the_document(app, file):
    written(file, pins=((2, "2-3"), (1, "")))
    (row,) = told(file)
    two, one = row["pins"]
    # Cover and index, the first exhibit, then the second.
    assert (two["code"], two["pages"], one["pages"]) == ("P-2", "5–6", "3")
    assert two["pdf"] == "" and two["document"].endswith("view?page=2#preview")
    with acting("advocate1"):
        ordering.place(file, 2, "A", 1)
    assert told(file)[0]["pins"][0]["pages"] == "4–5"
    bundle = bound(app, checked(file))
    assert (
        told(file)[0]["pins"][0]["pdf"] == f"{bundle.absolute_url()}/@@bundle-page?page=4#preview"
    )


def test_pages_are_those_that_the_exhibit_shows(file):
    with acting("advocate1"):
        exhibits.describe(file, 2, included="2,4-5")
    written(file, pins=((2, "4"),))
    assert told(file)[0]["pins"][0]["pages"] == "5"
    for pages in ("1", "3-4", "9", "x"):
        with pytest.raises(ExhibitRefused):
            written(file, pins=((2, pages),))


def test_what_was_left_out_since_is_told(file):
    written(file, pins=((2, "4"), (1, "1")))
    with acting("advocate1"):
        exhibits.describe(file, 2, included="1-2")
        exhibits.remove(file, 1)
    assert [pin["missing"] for pin in told(file)[0]["pins"]] == [True, True]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"day": ""}, "2026-03-05"),
        ({"until": "2026-01-01"}, "not before"),
        ({"text": "  "}, "Write what happened"),
        ({"text": "x" * 2001}, "2000"),
        ({"standing": "true"}, "Choose one"),
        ({"pins": ((9, "1"),)}, "Choose an exhibit"),
        ({"pins": ((1, ""),) * 11}, "10 places"),
    ],
)
def test_what_is_no_fact_is_refused_with_what_helps(file, fields, said):
    with pytest.raises(ExhibitRefused) as refused:
        written(file, **fields)
    assert said in translate(refused.value.args[0])
    assert told(file) == []


def test_a_number_is_never_given_twice(file):
    assert written(file) == 1
    with acting("advocate1"):
        chronology.remove(file, 1)
    assert written(file) == 2


def test_who_has_seen_another_text_changes_nothing(file):
    written(file)
    seen = chronology.mark(chronology.fact_with(file, 1))
    written(file, 1, seen=seen, text="Klien pergi pada malam hari.")
    for change in (
        lambda: written(file, 1, seen=seen, text="Lain."),
        lambda: chronology.remove(file, 1, seen),
    ):
        with pytest.raises(ExhibitRefused), acting("advocate1"):
            change()
    assert told(file)[0]["text"] == "Klien pergi pada malam hari."


def test_facts_are_written_in_the_draft_alone_and_make_one_a_writer(site, file):
    written(file)
    assert "advocate1" in file.writers
    take(file, "advocate1", "submit")
    with pytest.raises(ExhibitRefused):
        written(file)
    transaction.commit()
    visitor = Visitor(site, "advocate1")
    assert "Add a fact" not in visitor.get(f"{path(file)}/@@chronology").text
    assert visitor.get(f"{path(file)}/@@fact").status == 404
    assert visitor.rest("POST", f"{path(file)}/@chronology", {"day": "2026-01-01"}).status >= 400


def test_what_a_fact_says_is_sealed(file):
    written(file, text="Kalimat yang sangat rahasia.")
    transaction.commit()
    stored = file._p_jar.db().storage.load(file._p_oid)[0]
    assert b"sangat rahasia" not in stored


def test_facts_are_written_on_their_page(site, file):
    transaction.commit()
    visitor, page = Visitor(site, "advocate1"), f"{path(file)}/@@fact"
    fields = {"day": "2026-02-01", "until": "", "text": "Klien pergi.", "standing": "agreed"}
    pins = {"exhibit": ["2", "1", ""], "pages": ["2", "", ""]}
    answer = send(visitor, page, action="save", **fields, **pins)
    assert answer.header("Location").endswith("@@chronology#fact-1")
    shown = visitor.get(f"{path(file)}/@@chronology").text
    assert "Klien pergi." in shown and "bundle, page" in shown and "Agreed" in shown
    refused = send(visitor, page, action="save", **{**fields, "day": "", "text": "Teks panjang."})
    assert refused.status == 200 and "Teks panjang." in refused.text
    form = visitor.get(f"{page}?number=1").text
    assert 'value="2026-02-01"' in form
    old = send(visitor, page, "?number=1", action="save", number="1", seen="older", **fields)
    assert "Somebody else has changed this fact" in old.text
    worker = Visitor(site, "worker1")
    assert "Klien pergi." in worker.get(f"{path(file)}/@@chronology").text
    assert worker.get(f"{page}?number=1").status == 404
    send(visitor, page, "?number=1", action="remove", number="1")
    transaction.begin()
    assert chronology.facts_of(file) == []


def test_facts_are_written_over_rest(site, file):
    transaction.commit()
    visitor, service = Visitor(site, "advocate1"), f"{path(file)}/@chronology"
    fact = {"day": "2026-02-01", "text": "Klien pergi.", "pins": [{"exhibit": 2, "pages": "2"}]}
    made = visitor.rest("POST", service, fact)
    assert made.status == 201
    (row,) = made.json()["items"]
    assert row["pins"][0]["bundle_pages"] == "5" and row["standing"] == "unknown"
    changed = visitor.rest("PATCH", f"{service}/1", {"standing": "disputed", "seen": row["seen"]})
    (now,) = changed.json()["items"]
    assert now["standing"] == "disputed" and now["pins"] == row["pins"]
    assert visitor.rest("PATCH", f"{service}/1", {"text": "x", "seen": row["seen"]}).status == 400
    for wrong in ({"pins": "x"}, {"pins": [{"exhibit": 2, "pages": 3}]}, {"pins": [3]}, {}):
        assert visitor.rest("POST", service, {**fact, "text": "", **wrong}).status == 400
    assert visitor.rest("PATCH", f"{service}/7", {"text": "x"}).status in (400, 404)
    worker = Visitor(site, "worker1")
    assert worker.rest("GET", service).json()["items"][0]["text"] == "Klien pergi."
    assert worker.rest("DELETE", f"{service}/1").status in (401, 403, 404)
    assert visitor.rest("DELETE", f"{service}/1").json()["items"] == []


def test_it_is_bound_in_where_the_file_says_so(app, file):
    written(file, day="2026-03-05", text="Laporan polisi.", standing="disputed", pins=((2, "2-3"),))
    written(file, day="2026-01-01", until="2026-01-31", text="Ancaman berulang.")
    with acting("advocate1"):
        file.with_chronology = True
    known = Shown(file)
    # Cover, index, chronology.
    assert [line.first for line in known.lines] == [4, 5]
    bundle = bound(app, checked(file))
    pages = [" ".join(text.split()) for text in texts(bundle.pdf.data)]
    assert "1 Januari 2026 – 31 Januari 2026 Ancaman berulang." in pages[2]
    assert "5 Maret 2026 Dibantah Laporan polisi. P-2, hal. 6–7" in pages[2]
    assert bundle.last_page == known.whole


def test_of_a_fact_that_stands_on_no_page_of_the_bundle_one_is_warned(file):
    written(file, pins=((2, "4"),))
    with acting("advocate1"):
        file.with_chronology = True
        assert "G9" not in {each.gate for each in findings(facts_of(file))}
        exhibits.describe(file, 2, included="1-2")
    (found,) = [each for each in findings(facts_of(file)) if each.gate == "G9"]
    assert not found.blocks and found.message.mapping == {"count": 1}
    assert Shown(file).lines[0].first == 4


def test_whether_it_is_bound_in_is_said_over_rest(site, file):
    transaction.commit()
    visitor = Visitor(site, "advocate1")
    assert visitor.rest("PATCH", path(file), {"with_chronology": "yes"}).status == 400
    assert visitor.rest("PATCH", path(file), {"with_chronology": True}).status == 204
    assert visitor.rest("GET", path(file)).json()["with_chronology"] is True
