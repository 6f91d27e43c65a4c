"""Filing a report: whole or absent, once, frozen, sealed, and there for its officers alone."""

from Acquisition import aq_base
from baleharum.intake import codes
from baleharum.intake import filing
from baleharum.intake.messages import add_message
from baleharum.intake.messages import add_note
from baleharum.intake.messages import files_of
from baleharum.intake.messages import messages
from baleharum.intake.submission import SubmissionRefused
from baleharum.team.api import assign
from baleharum.vault import keystore
from baleharum.vault.interfaces import Shredded
from datetime import date
from datetime import datetime
from datetime import UTC
from OFS.CopySupport import CopyError
from plone import api
from plone.app.testing import SITE_OWNER_NAME
from tests.access_rows import account
from tests.centre import acting
from tests.intake_made import KEY
from tests.intake_made import NARRATIVE
from tests.intake_made import sample_box
from tests.intake_made import sample_report
from tests.intake_made import sent_pdf
from zExceptions import BadRequest

import hashlib
import json
import pytest
import transaction


@pytest.fixture
def box(portal):
    """The intake box of the centre."""
    return sample_box(portal)


def test_a_report_arrives_with_its_fields_and_files(box):
    sent = {
        "danger_now": True,
        "harm": ["fisik", "psikis"],
        "happened_on": "2026-11-03",
        "person_age": 34,
        "call_dangerous": True,
        "contact_way": "  Hanya pesan teks.\r\nJangan telepon.  ",
    }
    report = sample_report(box, files=[sent_pdf()], **sent)
    assert report.getId() == report.title == f"L-{datetime.now().year}-00001"
    assert report.said["harm"] == ["fisik", "psikis"]
    assert report.said["happened_on"] == "2026-11-03"
    assert report.said["contact_way"] == "Hanya pesan teks.\nJangan telepon."
    assert (report.risk, report.channel) == ("darurat", "formulir-situs")
    assert api.content.get_state(report) == "received"
    assert [(f.name, f.number, f.openable) for f in files_of(report)] == [("bukti.pdf", 1, True)]


def test_anybody_may_be_the_one_for_whom_it_is_filed(box):
    with account(api.portal.get(), ""):
        report = sample_report(box)
        assert not api.user.has_permission("View", obj=report)
        assert not api.user.has_permission("baleharum: Add report", obj=box)
    assert report.__ac_local_roles__ == {}


def test_the_same_token_is_the_same_report(box):
    first = sample_report(box, KEY, [sent_pdf()])
    again = sample_report(box, KEY, [sent_pdf("lain.pdf", b"%")], narrative="Lain sama sekali.")
    assert again == first and first.said["narrative"] == NARRATIVE
    assert list(box.objectIds()) == [first.getId()]
    assert sample_report(box, KEY + "x").getId().endswith("00002")


def test_what_is_wrong_is_told_at_once_and_leaves_no_gap(box):
    with pytest.raises(SubmissionRefused) as refused:
        sample_report(box, narrative=" ", harm=["marah"], person_age=300, colour="red")
    assert {name for name, _message in refused.value.errors} == {
        "narrative",
        "harm",
        "person_age",
        "colour",
    }
    assert sample_report(box).getId().endswith("00001")


@pytest.mark.parametrize(
    "files,word",
    [
        ([sent_pdf(f"{n}.pdf") for n in range(6)], "5"),
        ([sent_pdf("program.exe")], "program.exe"),
        ([sent_pdf("foto.jpg")], "foto.jpg"),
        ([sent_pdf("besar.pdf", b" " * (20 << 20))], "20 MB"),
        ([sent_pdf("baik.pdf", kind="rahasia")], "kind"),
    ],
)
def test_files_pass_the_gate_or_nothing_is_kept(box, files, word):
    with pytest.raises(SubmissionRefused, match=word):
        sample_report(box, KEY, files)
    assert not box.objectIds() and codes.filed_as(box, KEY) is None


def test_five_files_may_come(box):
    report = sample_report(box, files=[sent_pdf(f"{n}.pdf", str(n).encode()) for n in range(5)])
    assert len(files_of(report)) == 5


def test_a_failure_in_the_middle_leaves_nothing(box, monkeypatch):
    def broken(*args):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(filing.codes, "remember", broken)
    with pytest.raises(RuntimeError):
        sample_report(box, KEY)
    monkeypatch.undo()
    assert not box.objectIds()
    assert sample_report(box, KEY).getId().endswith("00001")


def test_a_token_that_could_be_guessed_is_refused(box):
    with pytest.raises(ValueError, match="16"):
        sample_report(box, "1")


def test_what_was_sent_is_frozen_and_its_hash_is_that_of_text_and_files(box):
    report = sample_report(box, files=[sent_pdf()])
    text = report.submission
    assert report.sha256 == hashlib.sha256(text.encode()).hexdigest() and report.is_as_sent
    [file] = json.loads(text)["files"]
    assert file["sha256"] == hashlib.sha256(files_of(report)[0].file.data).hexdigest()
    for name in ("submission", "sha256"):
        with pytest.raises(BadRequest, match="never changed"):
            setattr(report, name, "x")
    with pytest.raises(BadRequest):
        report.freeze("x")


def test_nothing_that_was_said_is_readable_in_what_is_stored(box):
    report = sample_report(box, reporter_name="Kenari Rahasia", files=[sent_pdf("kenari.pdf")])
    add_message(report, "Pesan kenari")
    transaction.savepoint()
    stored = [report, *report.parts("files").values(), *report.parts("messages").values()]
    for part in stored:
        state = repr(aq_base(part).__getstate__()).lower()
        assert "kenari" not in state and report.sha256 not in state


def test_officers_and_supervisors_of_the_box_read_a_report_and_nobody_else(box, register):
    report = sample_report(box)
    seen = set()
    everybody = ["", SITE_OWNER_NAME, "siteadmin", *box.acl_users.source_users.getUserIds()]
    for user_id in everybody:
        with account(api.portal.get(), user_id):
            found = bool(api.content.find(UID=api.content.get_uuid(report)))
            if api.user.has_permission("View", obj=report):
                assert found
                seen.add(user_id)
            else:
                assert not found
    assert seen == {"intake1", "supervisor1"}


def test_who_is_appointed_to_another_box_has_nothing_here(box, portal):
    report = sample_report(box)
    with api.env.adopt_roles(["Manager"]):
        other = api.content.create(portal, "IntakeBox", id="lain", title="Lain")
    assign(other, "worker3", "intake", granted_by="system")
    with acting("worker3"):
        assert api.user.has_permission("View", obj=other)
        assert not api.user.has_permission("View", obj=report)


def test_the_code_of_a_token_is_always_the_same_and_opens_its_report_alone(box):
    report, other = sample_report(box, KEY), sample_report(box, KEY + "-2")
    code = codes.code_for(box, KEY)
    assert len(code) == 16 and code.isdecimal()
    assert code == codes.code_for(box, KEY) != codes.code_for(box, KEY + "-2")
    assert codes.report_of(box, code) == report != other
    assert codes.report_of(box, f" {codes.shown(code)} ") == report


@pytest.mark.parametrize(
    "code", ["", "0" * 16, "1234", "x" * 16, "１" * 16, "9" * 5000, "0000 0000 0000 000"]
)
def test_another_code_opens_nothing(box, code):
    sample_report(box, KEY)
    assert codes.report_of(box, code) is None


def test_neither_token_nor_code_is_kept(box):
    sample_report(box, KEY)
    kept = [*box.remembered("codes"), *box.remembered("tokens")]
    assert all(len(hashed) == 32 for hashed in kept)
    said = repr(kept)
    assert KEY not in said and codes.code_for(box, KEY) not in said


def test_the_same_token_in_another_box_is_another_code(box, portal):
    with api.env.adopt_roles(["Manager"]):
        other = api.content.create(portal, "IntakeBox", id="lain", title="Lain")
    assert codes.code_for(box, KEY) != codes.code_for(other, KEY)


def test_messages_are_added_and_stay(box):
    report = sample_report(box)
    add_message(report, "Apakah Anda aman?", author="intake1")
    add_message(report, "Ya.", files=[sent_pdf()])
    add_note(report, "Suaminya membaca pesannya.", "intake1")
    told = [(m.number, m.from_reporter, m.text) for m in messages(report)]
    assert told == [(1, False, "Apakah Anda aman?"), (2, True, "Ya.")]
    assert [f.name for f in files_of(report, 2)] == ["bukti.pdf"]
    assert report.is_as_sent and not files_of(report)
    with pytest.raises(BadRequest):
        report.add_part("messages", messages(report)[0])


@pytest.mark.parametrize("text", ["", "   ", "x" * 10_001])
def test_a_message_says_something(box, text):
    report = sample_report(box)
    with pytest.raises(SubmissionRefused):
        add_message(report, text)
    assert not messages(report)


def test_a_report_has_a_key_of_its_own_and_is_gone_without_it(box):
    one, other = sample_report(box, files=[sent_pdf()]), sample_report(box)
    add_message(one, "Halo")
    transaction.savepoint()
    keystore.shred(api.content.get_uuid(one))
    for read in (
        lambda: one.submission,
        lambda: files_of(one)[0].file.data,
        lambda: files_of(one)[0].name,
        lambda: messages(one)[0].text,
    ):
        with pytest.raises(Shredded):
            read()
    assert other.said["narrative"] == NARRATIVE


@pytest.mark.parametrize(
    "wrong",
    [
        lambda box, number: box._delObject(number),
        lambda box, number: box.manage_pasteObjects(box.manage_copyObjects([number])),
        lambda box, number: box._setObject("x", aq_base(box[number])),
    ],
    ids=["removed", "copied", "filed again"],
)
def test_a_report_stays_in_its_box_under_its_number(box, wrong):
    number = sample_report(box).getId()
    with api.env.adopt_roles(["Manager"]), pytest.raises((BadRequest, CopyError)):
        wrong(box, number)
    assert list(box.objectIds()) == [number]


def test_numbers_begin_anew_with_the_year_in_mataram(box):
    new_year = datetime(2026, 12, 31, 16, 30, tzinfo=UTC)
    data = {"narrative": NARRATIVE, "source": "langsung", "happened_on": date(2026, 1, 2)}
    assert filing.file_report(box, data, now=new_year).getId() == "L-2027-00001"
