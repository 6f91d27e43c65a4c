"""The register as a file and as JSON: the same lines, and no cell that a spreadsheet would run."""

from baleharum.cases.register.export import harmless
from baleharum.cases.register.export import write_csv
from baleharum.cases.register.export import write_xlsx
from baleharum.team.api import assign
from hypothesis import given
from hypothesis import strategies as st
from io import BytesIO
from openpyxl import load_workbook
from plone import api
from tests.centre import acting
from tests.centre import sample_case
from tests.centre import sample_person
from tests.http import Visitor

import csv
import pytest
import transaction


FORMATS = ("csv", "xlsx")


@pytest.fixture
def centre(functional):
    """A site with two cases; worker3 has the second alone."""
    portal = functional["portal"]
    first = sample_case(portal["perkara"], risk="tinggi")
    second = sample_case(portal["perkara"], risk="rendah")
    sample_person(first, name="Baiq Melati")
    with acting("supervisor1"):
        assign(second, "worker3", "lead")
    transaction.commit()
    return portal


def table(answer, kind):
    """Return a file as rows of cells, as text."""
    assert answer.status == 200, answer.text
    if kind == "csv":
        return list(csv.reader(answer.body.decode("utf-8-sig").splitlines()))
    sheet = load_workbook(BytesIO(answer.body)).active
    return [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize(
    "user_id,query,seen",
    [
        ("worker1", "", ["BH-2026-00002", "BH-2026-00001"]),
        ("worker1", "&risk=tinggi", ["BH-2026-00001"]),
        ("worker1", "&sort=number&order=asc", ["BH-2026-00001", "BH-2026-00002"]),
        ("worker3", "", ["BH-2026-00002"]),
        ("worker3", "&risk=tinggi", []),
        ("advocate2", "", []),
    ],
)
def test_an_export_has_the_lines_of_the_page(centre, kind, user_id, query, seen):
    query = query or "&sort=number&order=desc"
    rows = table(Visitor(centre, user_id).get(f"perkara/@@export?format={kind}{query}"), kind)
    assert [row[0] for row in rows[1:]] == seen


@pytest.mark.parametrize("kind", FORMATS)
def test_an_export_names_staff_but_nobody_of_the_case(centre, kind):
    rows = table(Visitor(centre, "supervisor1").get(f"perkara/@@export?format={kind}"), kind)
    text = str(rows)
    assert "Worker1" in text
    assert "Melati" not in text


@pytest.mark.parametrize("kind", FORMATS)
def test_a_name_that_is_a_formula_is_written_as_text(centre, kind):
    api.user.get(userid="worker1").setMemberProperties({"fullname": '=HYPERLINK("x")'})
    transaction.commit()
    rows = table(Visitor(centre, "worker2").get(f"perkara/@@export?format={kind}"), kind)
    assert any("'=HYPERLINK" in cell for row in rows for cell in row)
    assert not any(cell.startswith("=") for row in rows for cell in row)


@pytest.mark.parametrize("user_id", ["", "operator1", "editor1"])
def test_without_an_appointment_there_is_no_export_and_no_register(centre, user_id):
    visitor = Visitor(centre, user_id)
    for path in ("perkara/@@export?format=csv", "perkara/@cases", "perkara"):
        assert visitor.get(path).status == 404


def test_a_format_that_does_not_exist_is_refused_with_the_ones_that_do(centre):
    answer = Visitor(centre, "worker1").get("perkara/@@export?format=exe")
    assert answer.status == 400


def test_an_export_is_a_download_that_no_cache_keeps(centre):
    answer = Visitor(centre, "worker1").get("perkara/@@export?format=csv")
    assert answer.header("Content-Disposition").startswith("attachment;")
    assert "no-store" in answer.header("Cache-Control")
    assert int(answer.header("Content-Length")) == len(answer.body)


#: Anything that a person might be called, and what somebody might try.
cells = st.one_of(
    st.text(max_size=20),
    st.builds(
        "{}{}".format,
        st.sampled_from(list("=+-@＝＋－＠\t\r\n ") + ["", " ="]),
        st.text(max_size=5),
    ),
)


def runs(text: str) -> bool:
    """Tell whether a spreadsheet would take a cell for a formula."""
    return text.strip(" ").startswith(tuple("=+-@＝＋－＠\t\r\n"))


@given(st.lists(cells, min_size=1, max_size=4))
def test_no_text_becomes_a_formula(texts):
    made = [harmless(text) for text in texts]
    assert not any(runs(cell) for cell in made)
    kept = ["".join(c for c in text if c >= " " or c in "\t\r\n") for text in texts]
    assert all(cell in (text, f"'{text}") for cell, text in zip(made, kept, strict=True))


def test_a_plain_cell_stays_as_it_is():
    assert harmless("Baiq Nurhayati") == "Baiq Nurhayati"
    assert harmless(None) is None


@pytest.mark.parametrize("write,beginning", [(write_csv, b"\xef\xbb\xbfBaiq"), (write_xlsx, b"PK")])
def test_a_character_that_no_workbook_can_hold_stops_no_export(write, beginning):
    file = BytesIO()
    write(file, [["Baiq\x07 Melati", "\x0b=1+1"]])
    assert file.getvalue().startswith(beginning)
    assert (harmless("Baiq\x07 Melati"), harmless("\x0b=1+1")) == ("Baiq Melati", "'=1+1")


def test_both_writers_make_every_cell_harmless():
    line = ["=1+1", "@SUM(A1)", "-2", "+3", "\tx", "aman"]
    sheet, text = BytesIO(), BytesIO()
    write_xlsx(sheet, [line])
    write_csv(text, [line])
    book = load_workbook(BytesIO(sheet.getvalue())).active
    assert [cell.data_type for cell in book[1]] == ["s"] * 6
    assert [cell.value[0] for cell in book[1]] == ["'"] * 5 + ["a"]
    rows = list(csv.reader(text.getvalue().decode("utf-8-sig").splitlines()))
    assert [cell[0] for cell in rows[0]] == ["'"] * 5 + ["a"]


def test_rest_answers_what_the_page_shows(centre):
    answer = Visitor(centre, "worker1").rest("GET", "perkara/@cases?sort=number&order=asc").json()
    assert [item["number"] for item in answer["items"]] == ["BH-2026-00001", "BH-2026-00002"]
    assert answer["items_total"] == 2
    assert answer["counts"]["risk"] == {"tinggi": 1, "rendah": 1}
    assert answer["items"][0]["leads"] == [{"id": "worker1", "fullname": "Worker1"}]
    assert answer["items"][0]["risk"]["token"] == "tinggi"
    assert {"id": "worker1", "fullname": "Worker1"} in answer["workers"]


@pytest.mark.parametrize("kind", FORMATS)
def test_rest_hands_out_the_file_of_the_page(centre, kind):
    visitor, query = Visitor(centre, "worker1"), f"?format={kind}&risk=tinggi"
    service, page = (visitor.rest("GET", f"perkara/{n}{query}") for n in ("@export", "@@export"))
    assert table(service, kind) == table(page, kind)
    assert [row[0] for row in table(service, kind)[1:]] == ["BH-2026-00001"]
    for name in ("Content-Type", "Content-Disposition"):
        assert service.header(name) == page.header(name)
    # A workbook tells the second in which it was made: two are not as long as each other.
    assert [int(each.header("Content-Length")) for each in (service, page)] == [
        len(each.body) for each in (service, page)
    ]
    assert visitor.rest("GET", "perkara/@export?format=pdf").status == 400
    for user_id in ("operator1", ""):
        assert Visitor(centre, user_id).rest("GET", f"perkara/@export{query}").status == 404


def test_rest_counts_and_lists_nothing_for_who_is_not_assigned(centre):
    answer = Visitor(centre, "advocate2").rest("GET", "perkara/@cases").json()
    assert (answer["items"], answer["items_total"]) == ([], 0)
    assert not any(answer["counts"].values())


def test_rest_pages_follow_one_another(centre):
    visitor, seen = Visitor(centre, "worker1"), []
    path = "perkara/@cases?sort=number&b_size=1"
    while path:
        answer = visitor.rest("GET", path).json()
        seen += [item["number"] for item in answer["items"]]
        path = answer["batching"].get("next", "").partition("/plone/")[2]
    assert seen == ["BH-2026-00002", "BH-2026-00001"]


def test_rest_refuses_a_filter_that_it_does_not_know(centre):
    answer = Visitor(centre, "worker1").rest("GET", "perkara/@cases?risk=merah")
    assert answer.status == 400
    assert "risk" in answer.text
