"""What a court, a recipient and an auditor ask of a bundle: L6, L10 to L12, L17, L21 and L22."""

from baleharum.cases.moments import today
from baleharum.consents import api as consents_api
from baleharum.jobs import queue
from baleharum.litigation import exhibits
from baleharum.litigation import exporting
from baleharum.litigation.binding import CHANGED
from baleharum.litigation.content import bundles_of
from baleharum.litigation.exhibits import ExhibitRefused
from baleharum.litigation.facts import facts_of
from baleharum.litigation.gates import blockers
from baleharum.trail.actions import EXPORT
from baleharum.trail.actions import READS
from baleharum.trail.api import rows
from baleharum.trail.verify import verify
from baleharum.vault import keystore
from baleharum.vault.interfaces import KeyGone
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from plone import api
from tests.centre import acting
from tests.centre import sample_case
from tests.consents_made import sample_consent
from tests.consents_made import withdraw
from tests.litigation_made import agreed
from tests.litigation_made import bound
from tests.litigation_made import checked
from tests.litigation_made import court_of
from tests.litigation_made import ready
from tests.litigation_made import sample_exhibit
from tests.litigation_made import sample_file
from tests.litigation_made import taken_in
from tests.litigation_made import worked
from tests.referrals_made import refused
from tests.referrals_made import some_partner
from tests.referrals_made import take
from tests.referrals_made import uid
from tests.referrals_made import write

import json
import pikepdf
import pypdfium2
import pytest
import transaction


@pytest.fixture
def app(functional):
    return functional["app"]


@pytest.fixture
def site(functional):
    return functional["portal"]


@pytest.fixture
def case(site):
    return sample_case(site["perkara"])


def gates_of(context) -> set[str]:
    return {each.gate for each in blockers(facts_of(context))}


def ask(context) -> None:
    with acting("advocate1"):
        exporting.ask(context)


def prepared(app, case, to, **fields):
    """Return a file with one exhibit, in which nothing is missing but perhaps its basis."""
    context = sample_file(case, to, **fields)
    taken_in(context, sample_exhibit(case))
    worked(app)
    return context


def altered(sealed) -> None:
    """Change one byte in the middle of a sealed file, as it lies on the disk."""
    path = Path(sealed._blob.committed())
    path.chmod(0o600)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize("which", ["original", "rendition"])
def test_l6_one_byte_that_changes_after_the_approval_stops_the_bundle(app, site, case, which):
    context = checked(ready(app, site, case, 1))
    document = case[context.entries[0].name]
    altered(document.file if which == "original" else document._rendition)
    site._p_jar.cacheMinimize()
    ask(context)
    worked(app)
    (job,) = queue.jobs(kind=exporting.JOB, key=uid(context), limit=1)
    assert (job.state, job.message) == ("failed", CHANGED)
    assert api.content.get_state(context) == "approved"
    assert bundles_of(case) == []


class TestL10:
    """Without a consent, or another basis, for this purpose and this recipient nothing goes out."""

    def test_none(self, app, site, case):
        assert gates_of(prepared(app, case, court_of(site))) == {"G1"}

    def test_for_somebody_else(self, app, site, case):
        agreed(case, some_partner(site, "Kantor Contoh", "lbh"))
        assert gates_of(prepared(app, case, court_of(site))) == {"G1"}

    def test_for_another_purpose(self, app, site, case):
        to = court_of(site)
        sample_consent(case, "rujukan", uid(to))
        assert gates_of(prepared(app, case, to)) == {"G1"}

    def test_one_that_has_ended(self, app, site, case, monkeypatch):
        to = court_of(site)
        consent = agreed(case, to)
        context = checked(prepared(app, case, to))
        day = consent.valid_until + timedelta(days=1)
        monkeypatch.setattr(consents_api, "today", lambda: day)
        assert "G1" in gates_of(context)

    def test_withdrawn_after_the_approval_the_reason_is_shown(self, app, site, case):
        to = court_of(site)
        consent = agreed(case, to)
        context = prepared(app, case, to)
        take(context, "advocate1", "submit")
        withdraw(consent)
        assert "C1" in refused(context, "supervisor1", "approve", comment="Sudah diperiksa.")
        with pytest.raises(ExhibitRefused):
            ask(context)

    def test_withdrawn_while_the_worker_is_at_it(self, app, site, case):
        to = court_of(site)
        consent = agreed(case, to)
        context = checked(prepared(app, case, to))
        ask(context)
        transaction.commit()
        withdraw(consent)
        worked(app)
        assert bundles_of(case) == []
        assert api.content.get_state(context) == "approved"


def test_l11_what_is_privileged_is_in_no_index_that_is_served(app, site, case):
    context = ready(app, site, case)
    with acting("advocate1"):
        exhibits.describe(context, 1, flags=("privileged",), title="Catatan terapi klien")
    take(context, "advocate1", "submit")
    assert "G2" in refused(context, "supervisor1", "approve", comment="x")
    take(context, "supervisor1", "return", comment="Keluarkan yang rahasia.")
    with acting("advocate1"):
        exhibits.remove(context, 1)
    bundle = bound(app, checked(context))
    text = "".join(
        page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(bundle.pdf.data)
    )
    assert "P-1" in text and "Catatan terapi" not in text
    assert b"Catatan terapi" not in bundle.manifest.data


def test_l11_own_counsel_gets_it_and_the_cover_says_so(app, site, case):
    context = ready(app, site, case, 1, edition="own-counsel")
    with acting("advocate1"):
        exhibits.describe(context, 1, flags=("privileged",))
    bundle = bound(app, checked(context))
    assert json.loads(bundle.manifest.data)["edition"] == "own-counsel"
    # What is privileged was looked at by no gate: it is never noted as handed in.
    write(context, "advocate1", receipt="12/2026", filed_on=today())
    assert "own counsel" in refused(context, "advocate1", "file")
    assert api.content.get_state(context) == "exported"


@pytest.mark.parametrize(
    "duty", [{"duty": "none"}, {"duty": "nazegelen"}], ids=["none", "nazegelen without a day"]
)
def test_l12_an_exhibit_without_a_duty_stamp_stays_until_it_has_one(app, site, case, duty):
    context = ready(app, site, case, 1)
    with acting("advocate1"):
        exhibits.describe(context, 1, **duty)
    assert gates_of(context) == {"G6"}
    with acting("advocate1"):
        exhibits.describe(context, 1, duty="nazegelen", duty_on=today().isoformat())
    assert gates_of(context) == set()
    with acting("advocate1"):
        exhibits.describe(context, 1, duty="none")
    assert gates_of(context) == {"G6"}


def test_l17_readers_of_three_families_open_it_at_full_size_with_its_bookmarks(app, site, case):
    fitz = pytest.importorskip("fitz")
    data = bound(app, checked(ready(app, site, case))).pdf.data
    with pikepdf.open(BytesIO(data)) as pdf:
        assert pdf.check_pdf_syntax() == []
        pages = len(pdf.pages)
        assert [item.as_list()[1] for item in [pdf.Root.OpenAction] if "/XYZ" in map(str, item)]
    chromes = pypdfium2.PdfDocument(data)
    assert len(chromes) == pages
    marks = [mark.get_title() for mark in chromes.get_toc()]
    other = fitz.open(stream=data)
    assert other.page_count == pages and not other.is_repaired
    assert [row[1] for row in other.get_toc()] == marks
    for number in range(pages):
        assert chromes[number].render(scale=0.2).to_pil().getextrema() != ((255, 255),) * 3
        assert other[number].get_text().split() != []


def test_l21_the_record_has_every_exhibit_and_the_bundle_with_its_recipient(trail, app, site, case):
    context = checked(ready(app, site, case))
    ask(context)
    worked(app)
    (bundle,) = bundles_of(case)
    told = list(rows())
    for entry in context.entries:
        assert any(row.subject == uid(case[entry.name]) for row in told if row.action in READS)
    exported = [row.detail for row in told if row.action == EXPORT]
    assert any(f"to={context.recipient[:32]}" in detail for detail in exported)
    assert f"bundle={bundle.sha256[:32]}" in exported
    assert verify().bad is None


def test_l22_with_the_key_of_the_case_bundle_and_renditions_are_dead(app, site, case):
    context = ready(app, site, case, 1)
    bundle = bound(app, checked(context))
    rendition = case[context.entries[0].name]._rendition
    transaction.commit()
    keystore.shred(uid(case))
    site._p_jar.cacheMinimize()
    for sealed in (bundle.pdf, bundle.manifest, bundle.package, rendition):
        with pytest.raises(KeyGone):
            sealed.data  # noqa: B018
