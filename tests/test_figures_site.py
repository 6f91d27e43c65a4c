"""Figures of a site: kept with every change, seen by few, exported, kept, published, repaired."""

from baleharum.cases.content import Case
from baleharum.cases.figures import Fact
from baleharum.cases.moments import today
from baleharum.statistics import ledger
from baleharum.statistics import publishing
from baleharum.statistics import snapshots
from baleharum.statistics.figures import Question
from baleharum.statistics.periods import before
from baleharum.statistics.periods import month_of
from baleharum.statistics.periods import period
from baleharum.statistics.quarter import KEPT_BACK
from baleharum.statistics.reports import counted
from baleharum.statistics.reports import DEFINITIONS
from baleharum.statistics.reports import REPORTS
from baleharum.statistics.rows import People
from baleharum.statistics.sealed import opened
from baleharum.statistics.setup import statistics
from baleharum.statistics.snapshots import SnapshotRefused
from baleharum.statistics.work import KeepMonth
from baleharum.statistics.work import MONTHLY
from baleharum.team.api import assign
from baleharum.vault import keystore
from baleharum.vault.interfaces import Broken
from baleharum.vault.moment import forget
from datetime import date
from io import BytesIO
from openpyxl import load_workbook
from pathlib import Path
from plone import api
from tests.centre import acting
from tests.centre import sample_case
from tests.centre import sample_person
from tests.disposal import old_case
from tests.disposal import signed
from tests.figures_made import case_with
from tests.figures_made import shape
from tests.figures_made import telling
from tests.http import Visitor
from zope.annotation.interfaces import IAnnotations
from zope.event import notify
from zope.lifecycleevent import Attributes
from zope.lifecycleevent import ObjectModifiedEvent

import pytest
import re
import transaction


#: persona of docs/access.md -> an account of the centre; operator1 is appointed as data officer.
ACCOUNTS = {
    "supervisor": "supervisor1",
    "head": "head1",
    "data": "operator1",
    "lead": "worker1",
    "staff": "worker3",
    "intake": "intake1",
    "privacy": "privacy1",
    "archivist": "archivist1",
    "editor": "editor1",
    "anonymous": "",
}


def one_row(register, case):
    return dict(ledger.rows(register))[case.UID()]


def test_a_case_is_counted_as_it_is_filed_edited_and_moved(register):
    case = sample_case(register, categories=("odgj", "prse"), sub_district="ampenan")
    row = one_row(register, case)
    assert (row.number, row.category, row.sub_district, row.clients) == (
        case.id,
        "odgj",
        "ampenan",
        0,
    )
    assert row.spells == ((case.received_on.toordinal(), 0, ""),)
    sample_person(case, sex="p", birth_date=date(2014, 1, 1))
    sample_person(case, part="alleged_perpetrator", relation="guru")
    assert one_row(register, case).clients == 1
    case.sub_district = "mataram"
    notify(ObjectModifiedEvent(case, Attributes(None, "sub_district")))
    assert one_row(register, case).sub_district == "mataram"
    assert ledger.differing(register) == []


def test_nothing_in_a_row_tells_of_people_in_the_clear(register):
    case = case_with(register, [{"sex": "p", "birth_date": date(2014, 1, 1), "education": "sltp"}])
    ledger.settle()
    kept = IAnnotations(register)[ledger.KEY][case.UID()]
    assert b"sltp" not in repr(kept).encode()
    assert "Melati" not in repr(kept)
    question = Question(period("2026-01"), split="age")
    table = counted(register, "recap", question).tables[0]
    assert shape(table, "new")["korban-kekerasan:6-12"] == (1,)
    other = case_with(register)
    ledger.settle()
    rows = IAnnotations(register)[ledger.KEY]
    rows[other.UID()] = (*rows[other.UID()][:-2], 1, kept[-1])
    with pytest.raises(Broken):
        counted(register, "recap", question)


def test_counting_wakes_no_case(register):
    cases = [case_with(register, [{"sex": "l"}]) for _n in range(3)]
    ledger.settle()
    transaction.savepoint(optimistic=True)
    for case in cases:
        case._p_deactivate()
    for name in REPORTS:
        counted(register, name, Question(period("2026-Q1")))
    assert [case._p_changed for case in cases] == [None, None, None]


def test_what_cannot_be_counted_stops_nobody_and_is_found(register, monkeypatch, caplog):
    case = case_with(register)
    ledger.settle()
    monkeypatch.setattr(Case, "harm", property(lambda self: 1 / 0), raising=False)
    ledger.note(case)
    ledger.settle()
    assert "could not be counted" in caplog.text
    monkeypatch.undo()
    del IAnnotations(register)[ledger.KEY][case.UID()]
    IAnnotations(register)[ledger.KEY]["gone"] = (case.id, "odgj", "", ((1, 0, ""),))
    assert ledger.differing(register) == [case.id, "gone"]
    assert ledger.rebuild(register) == 2
    assert ledger.differing(register) == []


def test_of_a_destroyed_case_spells_and_category_are_left(register):
    case = old_case(register, sub_district="ampenan", person={"sex": "p", "birth_year": 1980})
    before_ = one_row(register, case)
    assert (before_.clients, before_.sub_district) == (1, "ampenan")
    signed(register)
    with acting("archivist1"):
        api.portal.get_tool("portal_workflow").doActionFor(case, "destroy", comment="Ya.")
    row = one_row(register, case)
    assert row == row._replace(sub_district="", clients=0, people=b"", facts=())
    assert (row.category, row.spells) == (before_.category, before_.spells)
    assert ledger.differing(register) == []


def test_older_figures_of_a_destroyed_case_tell_nothing_of_people(register):
    case = old_case(register, person={"sex": "p", "birth_year": 1980})
    uid, older = case.UID(), one_row(register, case)
    assert opened([uid])(uid, older).clients[0].sex == "p"
    keystore.shred(uid)
    assert older.people and opened([uid])(uid, older) == People()
    # A database of before that comes back is counted all the same.
    sheet = counted(register, "quarter", Question(month_of(today())))
    assert sheet.tables[2].cell("unknown", "people") == 1


def test_a_reported_withdrawal_and_a_letter_are_facts(register):
    with telling():
        case = case_with(
            register,
            told=[
                Fact(date(2026, 1, 9), "referred", "rsj", 8),
                Fact(date(2026, 1, 9), "withdrawn"),
            ],
        )
        table = counted(register, "answers", Question(period("2026-01"))).tables[0]
        assert shape(table, "sent", "late") == {"rsj": (1, 1), "total": (1, 1)}
        found = counted(
            register, "withdrawals", Question(period("2026-01")), ("withdrawals", "all", "open")
        )
    assert found.cases == (case.UID(),)


def test_late_filing_is_told_beside_the_kept_figures_of_the_month_before(register):
    case_with(register, categories=("odgj",))
    with acting("head1"):
        kept = snapshots.keep(register, "recap", Question(period("2026-01")))
    case_with(register, categories=("odgj",))
    sheet = counted(register, "recap", Question(period("2026-02")))
    (found, whole) = snapshots.drift(register, sheet, Question(period("2026-02")))
    assert found.mapping["forward"] == 1
    assert found.mapping["carried"] == 2
    assert found.mapping["number"] == kept.number
    assert whole.mapping["carried"] == 2
    (then, *_more) = snapshots.differences(register, kept, "en")
    assert (then.then, then.now) == (1, 2)


def test_a_snapshot_is_what_was_kept(register):
    case_with(register, [{"sex": "p", "birth_year": 1990}], categories=("odgj",))
    with acting("supervisor1"):
        kept = snapshots.keep(register, "recap", Question(period("2026-01"), split="sex"))
    text = snapshots.text_of(register, kept)
    assert (kept.number, kept.by, kept.definitions) == ("F00001", "supervisor1", DEFINITIONS)
    assert "odgj:p" in text
    for language in ("id", "en"):
        sheet = snapshots.sheet_of(register, kept, language)
        assert shape(sheet.tables[0], "new") == {"odgj:p": (1,), "total": (1,)}
    rows = IAnnotations(register)[snapshots.KEY]
    rows["F00001"] = (*kept[:8], "0" * 64, kept.sealed)
    with pytest.raises(Broken):
        snapshots.text_of(register, snapshots.kept_as(register, "F00001"))
    with pytest.raises(SnapshotRefused):
        snapshots.kept_as(register, "F00009")


def test_the_worker_keeps_the_month_once(register):
    with api.env.adopt_user(user=api.user.get("head1")):
        KeepMonth()(api.portal.get(), {}, None)
        KeepMonth()(api.portal.get(), {}, None)
    found = snapshots.all_kept(register)
    month = before(month_of(today())).token
    assert sorted(each.report for each in found) == sorted(MONTHLY)
    assert {each.period for each in found} == {month}


QUARTER = Question(period("2026-Q1"))


def many(register):
    people = [("ampenan", "p", 30, 12), ("ampenan", "l", 9, 7), ("mataram", "p", 3, 2)]
    for place, sex, age, number in people:
        case_with(
            register,
            [{"sex": sex, "birth_year": 2026 - age}] * number,
            sub_district=place,
            harm=("fisik",),
        )


def test_a_quarter_is_published_covered_and_taken_back(register):
    many(register)
    with acting("head1"):
        kept = snapshots.keep(register, "quarter", QUARTER)
        published = publishing.publish(register, kept.number, "Bale Contoh")
    places = published.sheet("en").tables[1]
    assert places.cell("mataram", "p") == KEPT_BACK
    assert places.cell("total", "total") == 21
    assert published.sheet("en").tables[2].cell("total", "people") == 21
    assert KEPT_BACK not in snapshots.text_of(register, kept)
    assert [each.name for each in publishing.all_published()] == ["Bale Contoh"]
    with acting("head1"):
        again = snapshots.keep(register, "quarter", QUARTER)
        with pytest.raises(SnapshotRefused):
            publishing.publish(register, again.number, "Bale Contoh")
        publishing.retract(register, kept.number)
        assert publishing.all_published() == []
        with pytest.raises(SnapshotRefused):
            publishing.publish(register, again.number, "Bale Contoh")
        publishing.publish(register, kept.number, "Bale Contoh")
    assert [each.what for each in publishing.decisions(register)] == [
        "published",
        "retracted",
        "published",
    ]


@pytest.mark.parametrize(
    ("report", "question", "name"),
    [
        ("recap", QUARTER, "Bale"),
        ("quarter", Question(period("2026-01")), "Bale"),
        ("quarter", Question(period("2026")), "Bale"),
        ("quarter", Question(period("2026-Q1"), sub_district="ampenan"), "Bale"),
        ("quarter", Question(period("2090-Q1")), "Bale"),
        ("quarter", QUARTER, " "),
        ("quarter", QUARTER, "B" * 121),
    ],
)
def test_what_is_not_published(register, report, question, name):
    kept = snapshots.keep(register, report, question)
    with pytest.raises(SnapshotRefused):
        publishing.publish(register, kept.number, name)
    assert publishing.all_published() == []


def test_an_older_site_gets_role_permissions_and_rows(register):
    case = case_with(register)
    ledger.settle()
    del IAnnotations(register)[ledger.KEY]
    site = api.portal.get()
    site._delRoles(["Case Data Officer"])
    site.manage_permission("baleharum: View figures", (), acquire=1)
    statistics(api.portal.get_tool("portal_setup"))
    statistics(api.portal.get_tool("portal_setup"))
    assert [row.number for _uid, row in ledger.rows(register)] == [case.id]
    found = {
        each["name"]
        for each in site.rolesOfPermission("baleharum: View figures")
        if each["selected"]
    }
    assert found == {"Case Data Officer", "Case Supervisor", "Case Head"}


@pytest.fixture
def centre(functional):
    """A committed centre with figures, and a data officer."""
    register = functional["portal"]["perkara"]
    assign(register, "operator1", "data", granted_by="system")
    many(register)
    ours = sample_case(register, received_on=date(2026, 1, 8), categories=("odgj",))
    forget()
    transaction.commit()
    return register, ours


QUERY = "report=recap&period=2026-01"


def promised():
    """Return page -> personas, as docs/access.md has them."""
    text = Path(__file__).parent.parent.joinpath("docs/access.md").read_text("utf-8")
    part = text.partition("\n## Figures\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `([\w-]+)` \| (.+) \|$", part, re.M)
    return {page: [each.strip() for each in who.split(",")] for page, who in rows}


def test_who_sees_figures_is_what_the_manual_promises(centre, visit):
    pages = promised()
    assert pages.pop("statistics") == ["everybody"]
    assert len(pages) == 6
    for page, personas in pages.items():
        for persona, user in ACCOUNTS.items():
            status = visit(user).get(f"perkara/@@{page}?{QUERY}").status
            assert (status == 200) == (persona in personas), (page, persona, status)


def test_a_case_in_doubt_is_named_to_who_may_see_it_alone(centre, visit):
    register, _ours = centre
    case = old_case(register, closed="1999/05/04")
    transaction.commit()
    query = "report=recap&period=1999-05"
    for person, told in (("supervisor1", True), ("operator1", False)):
        found = visit(person).rest("GET", f"perkara/@figures?{query}")
        assert found.json()["problems"]
        assert (case.getId() in found.text) is told
        assert (case.getId() in visit(person).get(f"perkara/@@figures?{query}").text) is told


def test_the_page_shows_tables_drawings_and_the_way_to_cases(centre, visit):
    _register, ours = centre
    page = visit("supervisor1").get(f"perkara/@@figures?{QUERY}").text
    assert "<svg" in page
    assert "style=" not in page.partition("<svg")[2].partition("</svg>")[0]
    assert 'role="img"' in page
    cell = f"perkara/@@figures-cases?{QUERY}&table=recap&row=odgj&column=new"
    assert ours.getId() in visit("supervisor1").get(cell).text
    assert ours.getId() not in visit("operator1").get(cell).text
    for name in REPORTS:
        assert visit("operator1").get(f"perkara/@@figures?report={name}").status == 200, name
    refused = visit("head1").get("perkara/@@figures?period=gestern")
    assert refused.status == 400
    assert "2026-Q4" in refused.text


def test_services_say_what_pages_say(centre, visit):
    register, ours = centre
    head = visit("head1")
    found = head.rest("GET", f"perkara/@figures?{QUERY}").json()
    (table, *_more) = found["tables"]
    rows = {row["key"]: cells for row, cells in zip(table["rows"], table["cells"], strict=True)}
    assert rows["odgj"][1] == 1
    assert found["problems"] == []
    asked = f"perkara/@figures-cases?{QUERY}&table=recap&row=odgj&column=new"
    assert [each["number"] for each in head.rest("GET", asked).json()["items"]] == [ours.getId()]
    officer = visit("operator1").rest("GET", asked).json()
    assert (officer["cases_total"], officer["items"]) == (1, [])
    for wrong in ("report=x", "period=x", "split=x", "sub_district=x"):
        assert head.rest("GET", f"perkara/@figures?{wrong}").status == 400
    asked = {"report": "quarter", "period": "2026-Q1"}
    kept = head.rest("POST", "perkara/@figures-kept", asked).json()
    assert kept["number"] == "F00001"
    step = f"perkara/@figures-kept/{kept['number']}/publish"
    assert visit("operator1").rest("POST", step, {"name": "Bale"}).status == 403
    assert head.rest("POST", step, {"name": "Bale"}).json()["published"] is True
    one = head.rest("GET", "perkara/@figures-kept/F00001").json()
    assert one["differences"] == []
    assert head.rest("GET", "perkara/@figures-kept/F00009").status == 404
    everybody = Visitor(register.aq_parent, "").rest("GET", "@statistics").json()
    assert [each["quarter"] for each in everybody["items"]] == ["2026-Q1"]
    assert KEPT_BACK in str(everybody)
    back = head.rest("POST", "perkara/@figures-kept/F00001/retract", {}).json()
    assert back["published"] is False
    assert head.rest("GET", "perkara/@figures-repair").json()["differing"] == []
    assert head.rest("POST", "perkara/@figures-repair", {}).json() == {"changed": 0}


def test_files(centre, visit):
    register, _ours = centre
    officer = visit("operator1")
    xlsx = officer.get(f"perkara/@@figures-export?{QUERY}&format=xlsx")
    cells = [cell.value for row in load_workbook(BytesIO(xlsx.body)).active for cell in row]
    assert 4 in cells
    assert not any(isinstance(each, str) and each.startswith("=") for each in cells)
    register.title = "=1+1"
    transaction.commit()
    csv = officer.get(f"perkara/@@figures-export?{QUERY}&format=csv")
    assert csv.body.decode("utf-8-sig").startswith('"\'=1+1, 2026-01"')
    pdf = officer.get(f"perkara/@@figures-export?{QUERY}&format=pdf")
    assert pdf.body.startswith(b"%PDF-1.7")
    assert officer.get(f"perkara/@@figures-export?{QUERY}&format=doc").status == 400


def test_what_is_published_is_read_by_everybody(centre, visit):
    register, _ours = centre
    with acting("head1"):
        kept = snapshots.keep(register, "quarter", QUARTER)
        publishing.publish(register, kept.number, "Bale Contoh")
    transaction.commit()
    page = Visitor(register.aq_parent, "").get("@@statistics")
    assert page.status == 200
    assert "Bale Contoh, January–March 2026" in page.text
    assert KEPT_BACK in page.text
    assert "perkara" not in page.text
    assert "@@statistics" in Visitor(register.aq_parent, "").get("").text


def test_kept_figures_are_shown_with_what_would_be_told_now(centre, visit):
    register, _ours = centre
    with acting("head1"):
        kept = snapshots.keep(register, "quarter", QUARTER)
        snapshots.keep(register, "recap", QUARTER)
    case_with(register, categories=("odgj",))
    transaction.commit()
    head, officer1 = visit("head1"), visit("operator1")

    def sent(visitor, page, **form):
        token = visitor.authenticator("perkara/@@figures")
        return visitor.post(f"perkara/@@{page}", {"_authenticator": token, **form}).status

    listed = head.get("perkara/@@figures-kept").text
    assert "F00001" in listed
    assert "F00002" in listed
    page = head.get("perkara/@@figures-kept?number=F00002").text
    assert kept.sha256 not in page
    assert "then-and-now" in page
    assert head.get("perkara/@@figures-kept?number=F00001").text.count('id="public-name"') == 1
    officer = officer1.get("perkara/@@figures-kept?number=F00001").text
    assert kept.sha256 in officer
    assert 'id="public-name"' not in officer
    asked = {"action": "keep", "report": "trend", "period": "2026"}
    assert sent(officer1, "figures-kept", **asked) == 302
    form = {"action": "publish", "number": "F00001", "name": "Bale Contoh"}
    assert sent(officer1, "figures-kept", **form) in (302, 401, 403, 404)
    assert publishing.all_published() == []
    assert sent(head, "figures-kept", **form) == 302
    assert [each.name for each in publishing.all_published()] == ["Bale Contoh"]
    assert snapshots.all_kept(register)[0].report == "trend"
    assert sent(head, "figures-kept", action="retract", number="F00001") == 302
    assert sent(head, "figures-repair", action="rebuild") == 302
    assert publishing.all_published() == []
