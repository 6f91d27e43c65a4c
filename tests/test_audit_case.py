"""The tab Access of a case: who did what in it, who may know that, and what it hides."""

from baleharum.team import api as team
from baleharum.trail import actions
from baleharum.trail.row import Draft
from baleharum.trail.sqlite import SQLite
from contextlib import closing
from contextlib import contextmanager
from openpyxl import load_workbook
from plone.uuid.interfaces import IUUID
from tests.centre import acting
from tests.centre import sample_case
from tests.centre import sample_document
from tests.centre import sample_note
from tests.centre import sample_person
from tests.http import Visitor
from tests.trail_file import fresh

import csv
import io
import os
import pytest
import re
import sqlite3
import transaction


REASON = "Klien dalam bahaya malam ini."
NETWORK = "192.0.2.0/24"

#: Who may read the record of a case, and who may not.
READERS = ("worker1", "supervisor1", "head1", "privacy1")
OTHERS = ("", "worker2", "worker3", "psychologist1", "advocate1", "intake1", "operator1")
STRANGERS = (*OTHERS, "archivist1", "editor1", "doctor1")


@pytest.fixture
def there(functional, trail):
    """A case with a document; the record begins after."""
    case = sample_case(functional["portal"]["perkara"])
    document = sample_document(case)
    transaction.commit()
    fresh()
    return case, document


def log(case, query=""):
    return f"perkara/{case.getId()}/@@access-log{query}"


def plain(text):
    """Return a page without tags and runs of blanks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", text))


def draft(user, action, case, subject="", detail=""):
    return Draft(user, action, case, subject, "view", "GET", "r", 0, NETWORK, detail)


@contextmanager
def counted(monkeypatch):
    """Yield a list of the questions that are put to the record."""
    asked, select = [], SQLite.select

    def noting(self, sql, values=()):
        asked.append(sql)
        return select(self, sql, values)

    monkeypatch.setattr(SQLite, "select", noting)
    yield asked


class TestWho:
    @pytest.mark.parametrize("user_id", READERS)
    def test_those_who_answer_for_a_case_read_its_record(self, visit, there, user_id):
        case, _document = there
        answer = visit(user_id).get(log(case))
        assert answer.status == 200
        assert 'id="access-rows"' in answer.text
        assert visit(user_id).rest("GET", f"perkara/{case.getId()}/@access-log").status == 200

    @pytest.mark.parametrize("user_id", STRANGERS)
    def test_for_everybody_else_there_is_no_such_page(self, visit, there, user_id):
        case, _document = there
        missing = visit(user_id).get(f"perkara/{case.getId()}/@@nothing")
        answer = visit(user_id).get(log(case))
        assert (answer.status, answer.body) == (404, missing.body)
        assert visit(user_id).rest("GET", f"perkara/{case.getId()}/@access-log").status == 404

    def test_who_was_the_lead_reads_it_no_more(self, functional, visit, there):
        case, _document = there
        with acting("supervisor1"):
            team.revoke_all(case, "handed over")
        transaction.commit()
        assert visit("worker1").get(log(case)).status == 404

    def test_an_administrator_reads_it_not(self, functional, there):
        case, _document = there
        admin = Visitor(functional["portal"], "siteadmin", "correct horse battery")
        assert admin.get(log(case)).status == 404

    def test_an_emergency_reader_reads_it_not(self, visit, there):
        case, _document = there
        team.break_glass(case, "worker3", REASON, 4)
        transaction.commit()
        assert visit("worker3").get(f"perkara/{case.getId()}").status == 200
        assert visit("worker3").get(log(case)).status == 404

    def test_the_tab_is_shown_to_who_may_open_it(self, visit, there):
        case, _document = there
        path = f"perkara/{case.getId()}"
        assert "/access-log" in visit("worker1").get(path).text
        assert "/access-log" not in visit("worker2").get(path).text


class TestPeople:
    def test_a_line_a_person_tells_how_often_why_and_of_emergencies(self, visit, trail, there):
        case, document = there
        uid = IUUID(case)
        team.break_glass(case, "worker3", REASON, 4)
        transaction.commit()
        trail.append([draft("worker3", actions.VIEW, uid, uid)] * 3)
        trail.append([draft("worker3", actions.DOWNLOAD, uid, IUUID(document))])
        trail.append([draft("worker2", actions.EDIT, uid, uid, "summary")] * 2)
        trail.append([draft("operator1", actions.REFUSE, uid)])
        answer = visit("supervisor1").rest("GET", f"perkara/{case.getId()}/@access-log").json()
        found = {one["person"]: one for one in answer["people"]}
        emergency = found["worker3"]
        assert (emergency["counts"]["read"], emergency["emergency"]) == (4, True)
        assert {(t["function"], t["cause"]) for t in emergency["through"]} == {
            ("staff", "assignment"),
            ("reader", "break_glass"),
        }
        assert found["worker2"]["counts"]["changed"] == 2
        assert {t["function"] for t in found["worker2"]["through"]} == {"worker", "staff"}
        assert not found["worker2"]["emergency"]
        assert (found["operator1"]["counts"]["refused"], found["operator1"]["through"]) == (1, [])
        page = plain(visit("supervisor1").get(log(case)).text)
        assert "Emergency access" in page or "darurat" in page

    def test_a_reason_that_had_ended_before_is_not_told(self, visit, trail, there):
        case, _document = there
        with acting("supervisor1"):
            team.revoke_all(case, "handed over")
        transaction.commit()
        trail.append([draft("worker2", actions.REFUSE, IUUID(case))])
        answer = visit("head1").rest("GET", f"perkara/{case.getId()}/@access-log").json()
        (one,) = [p for p in answer["people"] if p["person"] == "worker2"]
        assert [(t["function"], t["standing"]) for t in one["through"]] == [("staff", True)]

    def test_who_was_not_logged_in_has_a_line_too(self, visit, trail, there):
        case, _document = there
        trail.append([draft("", actions.REFUSE, IUUID(case))])
        answer = visit("head1").get(log(case))
        assert answer.status == 200
        assert "access-people" in answer.text

    def test_rows_of_another_case_are_not_there(self, visit, trail, there):
        case, _document = there
        trail.append([draft("doctor1", actions.VIEW, "f" * 32, "f" * 32)])
        answer = visit("head1").rest("GET", f"perkara/{case.getId()}/@access-log").json()
        assert "doctor1" not in {p["person"] for p in answer["people"]}
        assert "doctor1" not in {row["person"] for row in answer["items"]}


class TestRows:
    def test_a_document_has_its_number_only_for_who_sees_it(self, visit, trail, there):
        case, document = there
        with acting("psychologist1"):
            secret = sample_document(case, "psychologist1", "laporan-psikologis", "secret")
        transaction.commit()
        number = secret.getId().upper()
        trail.append([draft("psychologist1", actions.DOWNLOAD, IUUID(case), IUUID(secret))])
        seen = visit("worker1").rest("GET", f"perkara/{case.getId()}/@access-log").json()
        hidden = visit("head1").rest("GET", f"perkara/{case.getId()}/@access-log").json()
        about = [
            next(row["about"] for row in found["items"] if row["action"] == actions.DOWNLOAD)
            for found in (seen, hidden)
        ]
        assert about[0] == number
        assert number not in about[1]
        assert number not in plain(visit("head1").get(log(case)).text)

    def test_no_word_of_a_client_is_in_the_page(self, visit, there):
        case, _document = there
        sample_person(case, name="Kenari Rahasia")
        sample_note(case, text="Kenari Rahasia bercerita.")
        transaction.commit()
        for user_id in READERS:
            assert "Kenari" not in visit(user_id).get(log(case)).text

    def test_looking_is_recorded(self, visit, trail, there):
        case, _document = there
        assert visit("privacy1").get(log(case)).status == 200
        rows = trail.rows(case=IUUID(case), user="privacy1")
        assert {actions.VIEW, actions.LIST} <= {row.action for row in rows}
        assert {row.view for row in rows} == {"access-log"}

    def test_filters_and_paging(self, visit, trail, there):
        case, _document = there
        uid = IUUID(case)
        for user, action in (("worker2", actions.VIEW), ("advocate1", actions.EDIT)):
            trail.append([draft(user, action, uid, uid)] * 110)
        path = f"perkara/{case.getId()}/@access-log"
        ask = visit("head1").rest
        only = ask("GET", f"{path}?person=worker2").json()
        assert {row["person"] for row in only["items"]} == {"worker2"}
        assert {p["person"] for p in only["people"]} >= {"worker2", "advocate1"}
        rest = ask("GET", f"{path}?person=worker2&before={only['before']}").json()
        assert (len(only["items"]), len(rest["items"]), rest["before"]) == (100, 10, None)
        assert not {r["seq"] for r in only["items"]} & {r["seq"] for r in rest["items"]}
        changed = ask("GET", f"{path}?kind=changed").json()
        assert {row["action"] for row in changed["items"]} == {actions.EDIT}
        assert ask("GET", f"{path}?until=2020-01-01").json()["items"] == []
        assert ask("GET", f"{path}?since=2020-01-01&person=advocate1").json()["before"]
        page = visit("head1").get(log(case, "?person=worker2"))
        assert 'rel="next"' in page.text

    @pytest.mark.parametrize("query", ["?kind=x", "?since=kemarin", "?before=x"])
    def test_nonsense_is_refused_with_a_remedy(self, visit, there, query):
        case, _document = there
        assert visit("head1").get(log(case, query)).status == 400

    def test_an_empty_period_has_a_sentence(self, visit, there):
        case, _document = there
        page = visit("head1").get(log(case, "?until=2020-01-01"))
        assert page.text.count('class="bh-empty"') == 2


class TestExport:
    @pytest.mark.parametrize("user_id", ["worker1", "supervisor1", "head1"])
    @pytest.mark.parametrize("kind", ["csv", "xlsx", "json", "exe"])
    def test_only_the_privacy_officer_takes_it_away(self, visit, there, user_id, kind):
        case, _document = there
        assert visit(user_id).get(log(case, f"?export={kind}")).status == 404
        path = f"perkara/{case.getId()}/@access-log?export={kind}"
        assert visit(user_id).rest("GET", path).status == 404
        assert "export=csv" not in visit(user_id).get(log(case)).text

    def test_csv_tells_who_function_when_and_what_kind(self, visit, trail, there):
        case, document = there
        uid = IUUID(case)
        trail.append([draft("worker2", actions.DOWNLOAD, uid, IUUID(document), "hits=3")])
        answer = visit("privacy1").get(log(case, "?export=csv"))
        assert answer.header("Content-Disposition").startswith("attachment;")
        rows = list(csv.reader(io.StringIO(answer.body.decode("utf-8-sig"))))
        assert len(rows[0]) == 5
        (mine,) = [row for row in rows if row[0] == "Worker2 (worker2)"]
        assert mine[1]
        assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d .+", mine[2])
        for secret in (NETWORK, document.getId().upper(), IUUID(document), "hits=3", "worker1\t"):
            assert secret not in answer.body.decode("utf-8-sig")

    def test_a_formula_is_neutralised(self, visit, trail, there):
        case, _document = there
        uid = IUUID(case)
        trail.append([draft("%3Dcmd%7Ccalc", actions.REFUSE, uid)])
        answer = visit("privacy1").get(log(case, "?export=csv"))
        rows = list(csv.reader(io.StringIO(answer.body.decode("utf-8-sig"))))
        assert "'=cmd|calc" in {row[0] for row in rows}
        answer = visit("privacy1").get(log(case, "?export=xlsx"))
        sheet = load_workbook(io.BytesIO(answer.body)).active
        assert "'=cmd|calc" in {row[0].value for row in sheet}

    def test_json_and_the_row_of_the_export(self, visit, trail, there):
        case, _document = there
        answer = visit("privacy1").rest("GET", f"perkara/{case.getId()}/@access-log?export=json")
        assert answer.header("Content-Type") == "application/json"
        found = answer.json()
        assert all(set(row) == {"person", "function", "when", "kind", "action"} for row in found)
        (row,) = trail.rows(case=IUUID(case), actions=(actions.EXPORT,))
        assert row.user == "privacy1"
        assert row.detail.startswith("rows=")

    def test_the_filters_count_for_the_file(self, visit, trail, there):
        case, _document = there
        uid = IUUID(case)
        trail.append([draft("worker2", actions.VIEW, uid)] * 7)
        trail.append([draft("advocate1", actions.VIEW, uid)] * 5)
        path = log(case, "?export=json&person=worker2")
        assert len(visit("privacy1").get(path).json()) == 7
        (row,) = trail.rows(case=uid, actions=(actions.EXPORT,))
        assert row.detail == "rows=7"

    def test_a_format_that_is_none_is_refused(self, visit, there):
        case, _document = there
        assert visit("privacy1").get(log(case, "?export=exe")).status == 400


def test_the_record_is_down(visit, there, monkeypatch, tmp_path):
    case, _document = there
    file = tmp_path / "file"
    file.write_text("")
    monkeypatch.setenv("BALEHARUM_TRAIL", str(file / "trail.sqlite3"))
    assert visit("head1").get(log(case)).status == 503


def test_a_case_with_100000_rows_asks_the_record_twice(visit, trail, there, monkeypatch):
    case, document = there
    uid, other = IUUID(case), IUUID(document)
    kinds = (actions.VIEW, actions.OPEN, actions.OPEN, actions.EDIT)
    for _portion in range(20):
        trail.append(
            [
                draft(f"worker{n % 7}", kinds[n % 4], uid, other if n % 3 else uid)
                for n in range(5000)
            ]
        )
    with counted(monkeypatch) as asked:
        assert visit("head1").get(log(case)).status == 200
    # The people and the rows, each of the rows about the case and of lists that have shown it.
    assert len(asked) == 4
    with closing(sqlite3.connect(os.environ["BALEHARUM_TRAIL"])) as connection:
        for sql in asked:
            holes = sql.count("?")
            plan = connection.execute(f"EXPLAIN QUERY PLAN {sql}", ["x"] * holes).fetchall()
            assert "USING" in str(plan)
            assert "INDEX trail_case" in str(plan) or "INDEX trail_shown_case" in str(plan)


def test_a_request_that_opened_much_is_one_line_of_the_page(visit, trail, there):
    case, document = there
    uid = IUUID(case)
    hidden = [draft("worker2", actions.OPEN, uid, f"{n:032x}") for n in range(9)]
    trail.append([*hidden, draft("worker2", actions.OPEN, uid, IUUID(document))])
    page = plain(visit("worker1").get(log(case, "?person=worker2&kind=opened")).text)
    assert f"{document.getId().upper()} , " in page or f"{document.getId().upper()}, " in page
    assert "×9" in page
    found = visit("worker1").rest("GET", f"perkara/{case.getId()}/@access-log?person=worker2")
    assert len(found.json()["items"]) == 10
