"""Flags with which an exhibit is withheld: nobody takes one off unseen, on any path."""

from Acquisition import aq_parent
from baleharum.cases.api import add_version
from baleharum.cases.storyline import page as storyline
from baleharum.litigation import exhibits
from baleharum.litigation import lifting
from baleharum.litigation.exhibits import ExhibitRefused
from baleharum.trail.actions import TRANSITION
from baleharum.trail.api import rows
from plone import api
from tests.centre import acting
from tests.centre import sample_case
from tests.document_samples import pdf
from tests.http import Visitor
from tests.litigation_made import court_of
from tests.litigation_made import ready
from tests.litigation_made import sample_file
from tests.litigation_made import taken_in
from tests.referrals_made import take
from tests.referrals_made import uid
from tests.test_referrals_pages import send
from tests.test_referrals_rest import path

import pytest
import transaction


WHY = "Salah centang: surat ini tidak menyebut rumah aman."


@pytest.fixture
def app(functional):
    return functional["app"]


@pytest.fixture
def site(functional):
    return functional["portal"]


def with_flags(app, site):
    context = ready(app, site, sample_case(site["perkara"]))
    with acting("advocate1"):
        exhibits.describe(context, 1, flags=("privileged", "location", "minor"))
    return context


@pytest.fixture
def file(prepared):
    return prepared(with_flags)


@pytest.fixture
def case(file):
    return aq_parent(file)


def flags(context, number=1) -> tuple[str, ...]:
    return next(e.flags for e in context.entries if e.number == number)


def lift(context, flag="location", reason=WHY, number=1, by="advocate1"):
    with acting(by):
        lifting.lift(context, number, flag, reason)


def texts(found) -> str:
    from zope.i18n import translate

    return " ".join(translate(each, target_language="en") for each in found)


@pytest.mark.parametrize(
    "sent", [(), ("minor",), ("privileged",), ("location", "minor"), ("signed", "minor")]
)
def test_a_flag_is_not_unticked_by_a_script(file, sent):
    with acting("advocate1"), pytest.raises(ExhibitRefused) as refused:
        exhibits.describe(file, 1, flags=sent, title="Lain")
    assert "Lift the flag" in str(refused.value.args[0].default)
    assert flags(file) == ("privileged", "location", "minor")
    assert file.entries[0].title != "Lain", "Nothing half done."


def test_others_are_ticked_and_unticked_as_before(file):
    with acting("advocate1"):
        exhibits.describe(file, 1, flags=("privileged", "location", "signed"))
    assert flags(file) == ("privileged", "location", "signed")


def test_the_form_shows_it_shut_and_saving_leaves_it(site, file):
    advocate, page = Visitor(site, "advocate1"), f"{path(file)}/@@exhibit"
    text = advocate.get(f"{page}?number=1").text
    for flag in ("privileged", "location"):
        (box,) = [tag for tag in text.split("<input") if f'id="flag-{flag}"' in tag]
        assert 'disabled="disabled"' in box and 'checked="checked"' in box
    fields = {"title": "Surat", "section": "B", "duty": "meterai"}
    assert send(advocate, page, "?number=1", action="save", number="1", **fields).status == 302
    transaction.begin()
    assert flags(file) == ("privileged", "location")


def test_the_form_lifts_one_with_a_reason_and_tells_who_approves(trail, site, case, file):
    advocate, page = Visitor(site, "advocate1"), f"{path(file)}/@@exhibit"
    fields = {"action": "lift", "number": "1", "flag": "location"}
    answer = send(advocate, page, "?number=1", reason=" ", **fields)
    assert answer.status == 200 and "whoever approves" in answer.text
    answer = send(advocate, page, "?number=1", reason=WHY, **fields)
    assert answer.status == 302
    transaction.begin()
    assert flags(file) == ("privileged", "minor")
    (row,) = [r for r in rows(actions=(TRANSITION,)) if r.detail == "lift"]
    assert (row.user, row.subject, row.case) == ("advocate1", uid(file), uid(case))
    with acting("worker1"):
        (told,) = [r for r in storyline(case).rows if r.entry.what == "litigation:lift"]
    assert WHY in told.text and "P-1" in told.text and told.entry.actor == "advocate1"
    take(file, "advocate1", "submit")
    transaction.commit()
    supervisor = Visitor(site, "supervisor1")
    for name in ("view", "@@change-state?transition=approve"):
        text = supervisor.get(f"{path(file)}/{name}").text
        assert WHY in text and "Tells where a safe house is" in text, name
    assert WHY not in supervisor.get(f"{path(file)}/@@change-state?transition=return").text


def test_rest_lifts_one_with_a_reason_and_never_by_writing_the_flags(site, file):
    advocate, where = Visitor(site, "advocate1"), f"{path(file)}/@exhibits"
    assert advocate.rest("PATCH", f"{where}/1", {"flags": ["minor"]}).status == 400
    assert advocate.rest("POST", f"{where}/1/lift", {"flag": "location"}).status == 400
    assert advocate.rest("POST", f"{where}/1/lift", {"flag": "minor", "reason": WHY}).status == 400
    assert advocate.rest("POST", f"{where}/7/lift", {"flag": "minor", "reason": WHY}).status == 400
    answer = advocate.rest("POST", f"{where}/1/lift", {"flag": "location", "reason": WHY})
    (row,) = answer.json()["lifted"]
    assert (row["code"], row["flag"], row["who"], row["why"]) == (
        "P-1", "location", "advocate1", WHY,
    )  # fmt: skip
    take(file, "advocate1", "submit")
    transaction.commit()
    supervisor = Visitor(site, "supervisor1")
    assert supervisor.rest("GET", where).json()["lifted"] == [row]
    found = supervisor.rest("GET", f"{path(file)}/@transitions").json()["items"]
    told = {item["id"]: item["told"] for item in found}
    assert WHY in told["approve"][0] and told["return"] == []
    body = {"flag": "privileged", "reason": WHY}
    assert advocate.rest("POST", f"{where}/1/lift", body).status == 403, "Not while it is checked."


def test_who_may_not_write_lifts_nothing(site, file):
    where = f"{path(file)}/@exhibits/1/lift"
    for user_id in ("supervisor1", "worker1"):
        answer = Visitor(site, user_id).rest("POST", where, {"flag": "location", "reason": WHY})
        assert answer.status in (403, 404), user_id
    assert Visitor(site, "advocate2").rest("POST", where, {}).status == 404
    transaction.begin()
    assert "location" in flags(file)


@pytest.mark.parametrize("way", ["form", "rest"])
def test_lifting_asks_once_more_who_sits_there(monkeypatch, site, file, way):
    """As a session whose proof is older than the step-up lets pass."""
    from baleharum.login import api as login

    monkeypatch.setattr(login, "stepped_up", lambda *_args, **_kwargs: False)
    advocate = Visitor(site, "advocate1")
    if way == "form":
        fields = {"action": "lift", "number": "1", "flag": "location", "reason": WHY}
        answer = send(advocate, f"{path(file)}/@@exhibit", "?number=1", **fields)
        assert answer.status == 302 and "@@step-up" in answer.header("Location")
    else:
        body = {"flag": "location", "reason": WHY}
        assert advocate.rest("POST", f"{path(file)}/@exhibits/1/lift", body).status == 401
    transaction.begin()
    assert "location" in flags(file)


def test_a_flag_comes_along_when_the_document_is_taken_out_and_in_again(file):
    document = file.entries[0].document
    with acting("advocate1"):
        exhibits.remove(file, 1)
        exhibits.add(file, [document], "B")
    assert flags(file, 3) == ("privileged", "location")
    lift(file, "location", number=3)
    with acting("advocate1"):
        exhibits.remove(file, 3)
        exhibits.add(file, [document], "B")
    assert flags(file, 4) == ("privileged",)
    assert WHY in texts(lifting.told(file)), "Under its new number as well."


def test_a_flag_comes_along_into_another_file_of_the_case_and_so_does_that_it_was_lifted(
    site, case, file
):
    other = sample_file(case, court_of(site))
    document = case[file.entries[0].name]
    taken_in(other, document)
    assert flags(other) == ("privileged", "location")
    lift(file, "privileged", "Bukan surat pengacara.")
    assert lifting.told(other) == [], "There it still holds."
    lift(other, "privileged", "Lihat LF lain.")
    assert "Bukan surat pengacara." in texts(lifting.told(other))


def test_a_flag_comes_along_to_the_next_version_and_so_does_that_it_was_lifted(case, file):
    """A newer version stops the bundle until it is taken in instead: the flags go with the document."""
    document = case[file.entries[0].name]
    with acting("worker1"):
        newer = add_version(document, pdf("Surat yang baru"), "baru.pdf")
    take(newer, "worker1", "submit")
    take(newer, "supervisor1", "approve")
    lift(file, "location")
    with acting("advocate1"):
        exhibits.remove(file, 1)
        exhibits.add(file, [uid(newer)], "B")
    assert flags(file, 3) == ("privileged",)
    assert WHY in texts(lifting.told(file))


def test_what_is_flagged_again_is_no_longer_told_of(file):
    lift(file)
    assert len(lifting.told(file)) == 1
    with acting("advocate1"):
        exhibits.describe(file, 1, flags=("privileged", "location"))
    assert lifting.told(file) == []


def test_a_reason_lies_sealed_and_names_the_moment(file):
    lift(file)
    (row,) = file.lifted
    assert row[4].endswith("+00:00") and row[3] == "advocate1"
    assert isinstance(file.__dict__["_sealed_lifted"], bytes)
    with acting("advocate1"), pytest.raises(Exception, match="changed in its draft"):
        take(file, "advocate1", "submit")
        file.lifted = ()
    assert api.content.get_state(file) == "checking"


def log(reader, file) -> list[tuple]:
    answer = reader.rest("GET", f"{path(file)}/@privilege-log")
    return [(row["flag"], row["standing"], len(row["acts"])) for row in answer.json()["items"]]


def test_the_privilege_log_tells_what_became_of_each_flag(app, site, file):
    reader = Visitor(site, "advocate1")
    assert log(reader, file) == [("privileged", "held", 0), ("location", "held", 0)]
    lift(file, "location")
    with acting("advocate1"):
        exhibits.remove(file, 1)
    transaction.commit()
    assert log(reader, file) == [("privileged", "taken-out", 0), ("location", "lifted", 1)]
    page = reader.get(f"{path(file)}/@@privilege-log")
    assert page.status == 200 and WHY in page.text
    assert Visitor(site, "worker3").get(f"{path(file)}/@@privilege-log").status == 404
