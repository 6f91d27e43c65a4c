"""What follows upon consents: clocks, who has to be told, the worker, the notice, the paper form."""

from baleharum.cases.dues import dues_of
from baleharum.cases.dues import end_of
from baleharum.cases.moments import today
from baleharum.cases.timeline import entries
from baleharum.consents import settings
from baleharum.consents.api import basis_for
from baleharum.consents.content import IConsentForm
from baleharum.consents.interfaces import IToTell
from baleharum.consents.policy import months_later
from baleharum.consents.sheet import LANGUAGES
from baleharum.consents.sheet import qr
from baleharum.consents.sheet import sheet_pdf
from baleharum.consents.telling import mark_told
from baleharum.consents.telling import TellingRefused
from baleharum.consents.telling import to_tell
from baleharum.consents.telling import told
from baleharum.consents.telling import untold
from baleharum.consents.work import DailyLook
from baleharum.consents.work import EXPIRE
from baleharum.consents.work import Expire
from baleharum.consents.work import over
from baleharum.jobs.queue import jobs
from baleharum.letters.refusals import LetterRefused
from baleharum.terms.lists import terms
from contextlib import contextmanager
from datetime import date
from datetime import datetime
from datetime import timedelta
from io import BytesIO
from plone import api
from tests.centre import acting
from tests.centre import sample_case
from tests.centre import sample_document
from tests.centre import sample_person
from tests.consents_made import client_of
from tests.consents_made import sample_basis
from tests.consents_made import sample_consent
from tests.consents_made import uid
from tests.consents_made import withdraw
from tests.letters import HEAD
from tests.pdfa import violations
from zope.component import getGlobalSiteManager

import pikepdf
import pypdfium2
import pytest
import segno


def state(content) -> str:
    return api.content.get_state(content)


def found_due(content):
    """Return what the catalog remembers of what is due."""
    catalog = api.portal.get_tool("portal_catalog")
    (brain,) = catalog.unrestrictedSearchResults(UID=uid(content))
    return [what for _at, what in brain.dues]


@contextmanager
def also_told(*partners):
    """Have a slice above name more partners."""

    class Letters:
        def __init__(self, context):
            pass

        def partners(self):
            return list(partners)

    registry = getGlobalSiteManager()
    registry.registerSubscriptionAdapter(Letters, (IConsentForm,), IToTell)
    yield
    registry.unregisterSubscriptionAdapter(Letters, (IConsentForm,), IToTell)


def test_a_consent_is_due_at_the_end_of_its_last_day(case):
    consent = sample_consent(case)
    (due,) = dues_of(consent)
    assert (due.what, due.at) == ("consent-expires", end_of(months_later(today(), 12)))
    assert found_due(consent) == ["consent-expires"]


def test_no_list_tells_a_birthday(case):
    born = today() - timedelta(days=17 * 365 + 200)
    child = sample_person(case, birth_date=born)
    mother = sample_person(case, name="Inaq Sari", part="guardian")
    consent = sample_consent(
        case,
        person=uid(child),
        givers=(uid(mother),),
        authority="Ibu kandung.",
        authority_proof=uid(sample_document(case, kind="kk-akta")),
        assent="tidak",
        assent_words="Saya takut.",
    )
    (due,) = dues_of(consent)
    birthday = consent.valid_until + timedelta(days=1)
    assert (birthday.month, birthday.day) == (born.month, born.day)
    assert due.at == end_of(birthday.replace(day=1) - timedelta(days=1))
    assert "valid_until" not in consent.__dict__


def test_a_withdrawal_runs_for_three_days_until_everybody_was_told(case):
    consent = sample_consent(case)
    with also_told("partner-1", "partner-2", "partner-1"):
        withdraw(consent, "privacy1")
        assert to_tell(consent) == ["", "partner-1", "partner-2"]
        (due,) = dues_of(consent)
        recorded = datetime.fromisoformat(consent.withdrawn_at)
        assert (due.what, due.at - recorded) == ("withdrawal", timedelta(hours=72))
        assert found_due(consent) == ["withdrawal"]
        with acting("privacy1"):
            for partner in to_tell(consent):
                assert found_due(consent) == ["withdrawal"]
                mark_told(consent, partner, None, "telepon")
        assert (untold(consent), dues_of(consent), found_due(consent)) == ([], [], [])
    assert [(row.partner, row.by, row.on) for row in told(consent)] == [
        (partner, "privacy1", today()) for partner in ("", "partner-1", "partner-2")
    ]
    assert [entry.what for _key, entry in entries(case, limit=3)] == ["consent:told"] * 3


def test_the_privacy_officer_finds_what_is_due(case):
    consent = sample_consent(case)
    withdraw(consent)
    with acting("privacy1"):
        (brain,) = api.content.find(UID=uid(consent))
    assert [what for _at, what in brain.dues] == ["withdrawal"]


def test_the_clock_of_a_withdrawal_runs_also_in_a_case_that_is_over(case):
    consent, other = sample_consent(case), sample_consent(case, "foto")
    with acting("supervisor1"):
        api.content.transition(case, "decline", comment="Bukan wewenang kami.", reason_code="lisan")
    assert found_due(consent) == found_due(other) == []
    withdraw(consent, "privacy1")
    assert found_due(consent) == ["withdrawal"]
    with acting("privacy1"):
        mark_told(consent, "", None, "telepon")
    assert found_due(consent) == []


@pytest.mark.parametrize(
    ("partner", "on", "channel"),
    [
        ("somebody", None, "telepon"),
        ("", None, "asap"),
        ("", today() + timedelta(days=1), "telepon"),
        ("", date(2020, 1, 1), "telepon"),
    ],
)
def test_what_cannot_have_been_told_is_refused(case, partner, on, channel):
    consent = sample_consent(case)
    withdraw(consent)
    with acting("worker1"), pytest.raises(TellingRefused):
        mark_told(consent, partner, on, channel)
    assert untold(consent) == [""]


def test_nobody_is_told_twice_nor_of_what_was_not_withdrawn(case):
    consent = sample_consent(case)
    with acting("worker1"), pytest.raises(TellingRefused):
        mark_told(consent, "", None, "telepon")
    withdraw(consent)
    with acting("worker1"):
        mark_told(consent, "", None, "telepon")
        with pytest.raises(TellingRefused):
            mark_told(consent, "", None, "surat")


@pytest.fixture
def later(monkeypatch):
    """Let a day pass, or many: today is another day for consents."""
    from baleharum.consents import api as consents_api
    from baleharum.consents import rules
    from baleharum.consents import work

    def to(day):
        for module in (consents_api, rules, work):
            monkeypatch.setattr(module, "today", lambda: day)
        moment = end_of(day) - timedelta(hours=12)
        monkeypatch.setattr(work, "utcnow", lambda: moment)

    return to


def test_the_worker_lets_expire_what_is_over_and_nothing_else(portal, case, later):
    ending = sample_consent(case, valid_until=today() + timedelta(days=3))
    lasting = sample_consent(case, "foto")
    assert list(over(portal)) == []
    later(today() + timedelta(days=3))
    assert list(over(portal)) == []
    later(today() + timedelta(days=4))
    with api.env.adopt_roles(["Anonymous"]):
        Expire()(portal, {}, lambda percent: None)
    assert (state(ending), state(lasting)) == ("expired", "in_force")
    assert basis_for(case, "layanan") is None
    (_key, entry), *_more = entries(case, limit=1)
    assert (entry.what, entry.actor) == ("consent:expire", "system")
    Expire()(portal, {}, lambda percent: None)
    assert state(ending) == "expired"


def test_the_worker_asks_for_one_look_a_day(functional):
    for _turn in range(2):
        DailyLook(lambda: functional["app"]._p_jar.db().open().root()["Application"])()
    (job,) = jobs(kind=EXPIRE)
    assert (job.key, job.site) == (today().isoformat(), "/plone")


def test_a_consent_keeps_the_notice_that_was_explained(case):
    before = sample_consent(case)
    settings.save(6, "Teks baru.", "New text.")
    after = sample_consent(case, "foto")
    assert (before.notice_version, after.notice_version) == (1, 2)
    assert (after.notice_id, after.notice_en) == ("Teks baru.", "New text.")
    assert after.valid_until == months_later(today(), 6)
    settings.save(6, "Teks baru.\r\n", "New text.")
    assert settings.notice().version == 2


@pytest.mark.parametrize(
    ("months", "text_id", "text_en"),
    [(0, "a", "b"), (61, "a", "b"), (12, " ", "b"), (12, "a", ""), (12, "a" * 10001, "b")],
)
def test_settings_that_cannot_be_right_are_refused_as_a_whole(portal, months, text_id, text_en):
    before = (settings.months(), settings.notice())
    with pytest.raises(settings.SettingsRefused):
        settings.save(months, text_id, text_en)
    assert (settings.months(), settings.notice()) == before


def printed(language="id", purpose="rujukan", recipient="RSUD Contoh"):
    return sheet_pdf("BH-2026-00001", purpose, recipient, language, date(2026, 11, 29), HEAD)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_is_a_pdf_for_archives_with_its_fonts(portal, language):
    data = printed(language)
    assert violations(data) == []
    assert data == printed(language)
    with pikepdf.open(BytesIO(data)) as pdf:
        assert len(pdf.pages) <= 2


def text_of(data) -> str:
    document = pypdfium2.PdfDocument(data)
    return " ".join(page.get_textpage().get_text_range() for page in document)


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", ("CONSENT FORM", "Referral", "I agree")), ("id", ("Rujukan", "kapan saja"))],
)
def test_the_form_speaks_the_language_that_is_asked_for(portal, language, words):
    text = text_of(printed(language))
    for word in (*words, "BH-2026-00001", "RSUD Contoh"):
        assert word in text, word


def test_the_form_names_nobody_and_what_is_open_is_written_by_hand(portal, case):
    client = client_of(case)
    text = text_of(sheet_pdf(case.getId(), "", "", "en", today(), HEAD))
    assert client.name not in text
    for term in terms("consent-purposes"):
        assert f"Purpose {term.en}" not in text


def test_the_qr_code_holds_the_number_and_nothing_else(portal):
    drawn = BytesIO()
    code = segno.make("BH-2026-00001", error="m", micro=False)
    code.save(drawn, kind="svg", xmldecl=False, border=2)
    assert qr("BH-2026-00001") == drawn.getvalue().decode()
    assert qr("BH-2026-00001") != qr("BH-2026-00002")


def test_a_character_that_no_font_has_is_refused(portal):
    with pytest.raises(LetterRefused):
        printed(recipient="RSUD 漢")


def test_an_emergency_that_a_consent_has_followed_is_over(register):
    case = sample_case(register, risk="darurat")
    sample_document(case, kind="asesmen-awal")
    sample_basis(case, basis="kepentingan-vital")
    with acting("head1"):
        api.content.transition(case, "emergency", comment="Kepentingan vital.")
    assert "emergency-consent" in found_due(case)
    consent = sample_consent(case)
    assert "emergency-consent" not in found_due(case)
    withdraw(consent)
    assert "emergency-consent" in found_due(case)
    sample_basis(case, basis="tugas-publik")
    assert "emergency-consent" not in found_due(case)
