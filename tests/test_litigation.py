"""A litigation file from its draft to the bundle, and what stands against it on the way."""

from Acquisition import aq_parent
from baleharum.bundles.verifying import problems
from baleharum.cases.dues import dues_of
from baleharum.cases.moments import today
from baleharum.litigation import exhibits
from baleharum.litigation import exporting
from baleharum.litigation import ordering
from baleharum.litigation.content import bundles_of
from baleharum.litigation.exhibits import ExhibitRefused
from baleharum.litigation.facts import facts_of
from baleharum.litigation.gates import blockers
from baleharum.litigation.gates import LOOKED
from baleharum.litigation.rules import mend
from baleharum.litigation.shown import Shown
from baleharum.team.api import assign
from baleharum.trail.actions import EXPORT
from baleharum.trail.api import rows
from datetime import timedelta
from io import BytesIO
from plone import api
from tests.bundles_made import texts
from tests.centre import acting
from tests.centre import sample_case
from tests.consents_made import client_of
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
from tests.referrals_made import take
from tests.referrals_made import uid
from tests.referrals_made import write
from zExceptions import BadRequest
from zExceptions import Unauthorized

import json
import pikepdf
import pytest
import transaction
import zipfile


@pytest.fixture
def app(functional):
    return functional["app"]


@pytest.fixture
def site(functional):
    return functional["portal"]


def two_exhibits(app, site):
    return ready(app, site, sample_case(site["perkara"]))


@pytest.fixture
def file(prepared):
    return prepared(two_exhibits)


@pytest.fixture
def case(file):
    return aq_parent(file)


def found(context) -> set[str]:
    return {each.gate for each in blockers(facts_of(context))}


def test_a_file_has_a_code_of_its_year_and_only_advocates_begin_one(site):
    case = sample_case(site["perkara"])
    to = court_of(site)
    first, second = sample_file(case, to), sample_file(case, to)
    assert int(second.code[-3:]) == int(first.code[-3:]) + 1
    assert first.getId() == "f1" and first.code.startswith("LF-")
    for user_id in ("worker1", "supervisor1", "head1", "psychologist1"):
        with pytest.raises((Unauthorized, ValueError)):
            sample_file(case, to, author=user_id)


def test_a_missing_consent_is_mended_where_consents_are(site):
    """Once it is known for whom and to whom; before that in the file itself."""
    case = sample_case(site["perkara"])
    to = court_of(site)
    for fields, place in (({}, "consents"), ({"recipient": None}, "f2/edit")):
        context = sample_file(case, to, **fields)
        (row,) = [each for each in blockers(facts_of(context)) if each.gate == "G1"]
        assert mend(context, row) == place


def test_nothing_stands_against_a_file_in_which_all_is_said(file):
    assert found(file) == set()
    assert list(file.codes().values()) == ["P-1", "P-2"]


def test_the_whole_way(app, site, case, file, tmp_path):
    checked(file)
    bundle = bound(app, file)
    assert api.content.get_state(file) == "exported"
    package = tmp_path / "bundle.zip"
    package.write_bytes(bundle.package.data)
    assert problems(package) == []
    told = json.loads(bundle.manifest.data)
    assert [row["code"] for row in told["exhibits"]] == ["P-1", "P-2"]
    assert told["bundle"]["sha256"] == bundle.sha256
    assert {row["gate"] for row in told["gates"]} == set(LOOKED)
    with pikepdf.open(BytesIO(bundle.pdf.data)) as pdf:
        assert len(pdf.pages) == bundle.last_page
    write(file, "advocate1", receipt="PN-77", filed_on=file.attorney_on)
    take(file, "advocate1", "file")
    write(file, "advocate1", served_to="Termohon", served_on=file.attorney_on)
    take(file, "advocate1", "serve")
    take(file, "advocate1", "end", comment="Perkara diputus.")
    assert api.content.get_state(file) == "closed"


def test_the_record_tells_who_asked_for_the_bundle_and_which_it_is(app, case, file):
    checked(file)
    bundle = bound(app, file)
    told = {(row.user, row.detail.partition(",")[0]) for row in rows(actions=(EXPORT,))}
    assert ("advocate1", "litigasi") in told
    assert any(f"bundle={bundle.sha256[:32]}" == detail for _user, detail in told)


def test_nobody_approves_what_they_made_or_wrote_in(case, file):
    with acting("supervisor1"):
        assign(case, "advocate2", "advocate")
    with acting("advocate2"):
        ordering.move(file, 1, 1)
    take(file, "advocate1", "submit")
    for user_id in ("advocate1", "advocate2"):
        assert "Nobody approves" in refused(file, user_id, "approve", comment="x")
    take(file, "supervisor1", "approve", comment="Sudah diperiksa.")


def test_a_draft_alone_is_changed(case, file):
    checked(file)
    with acting("advocate1"), pytest.raises(ExhibitRefused):
        exhibits.remove(file, 1)
    with pytest.raises(BadRequest):
        file.subject = "Lain"
    with pytest.raises(BadRequest):
        file.exhibits = ()


def test_a_bundle_is_never_changed(app, file):
    bundle = bound(app, checked(file))
    with pytest.raises(BadRequest):
        bundle.pdf = None
    with pytest.raises(BadRequest):
        bundle.last_page = 1


def test_twice_asked_is_made_once_and_the_same(app, case, file):
    checked(file)
    bundle = bound(app, file)
    assert worked(app) == 0
    assert bundles_of(case) == [bundle]
    with acting("advocate1"), pytest.raises(ExhibitRefused):
        exporting.ask(file)


def test_a_consent_that_is_withdrawn_after_the_approval_stops_it(app, site, case):
    to = court_of(site)
    consent = agreed(case, to)
    context = sample_file(case, to)
    taken_in(context, sample_exhibit(case))
    worked(app)
    checked(context)
    withdraw(consent)
    with acting("advocate1"), pytest.raises(ExhibitRefused):
        exporting.ask(context)
    assert found(context) == {"G1"}


def test_data_that_is_restricted_is_not_disclosed(case, file):
    take(client_of(case), "supervisor1", "restrict", comment="Diminta klien.")
    assert found(file) == {"G1"}


def test_an_addendum_goes_on_where_the_bundle_ended(app, site, case, file):
    bundle = bound(app, checked(file))
    before = bundle.pdf.data
    more = sample_file(case, court_of(site), supersedes=uid(file))
    agreed(case, court_of(site))
    write(more, "advocate1", recipient=file.recipient)
    taken_in(more, sample_exhibit(case, "Surat tambahan"))
    worked(app)
    second = bound(app, checked(more))
    assert second.first_page == bundle.last_page + 1
    assert second.last_exhibit == 3
    assert bundle.pdf.data == before
    told = json.loads(second.manifest.data)
    assert told["supersedes"] == file.code


def test_what_is_found_in_an_addendum_is_told_with_the_number_of_its_page(app, site, case, file):
    bundle = bound(app, checked(file))
    more = sample_file(
        case, court_of(site), supersedes=uid(file), edition="pseudonymous", recipient=file.recipient
    )
    taken_in(more, sample_exhibit(case, f"Tentang {client_of(case).name}"))
    worked(app)
    assert bound(app, checked(more)) is None
    (line,) = Shown(more).lines
    (found,) = [each for each in line.findings if each.gate == "G3"]
    assert found.message.mapping["page"] == line.first > bundle.last_page


def test_names_that_stand_in_it_stop_the_edition_without_names(app, site, case):
    to = court_of(site)
    context = ready(app, site, case, 0, to=to, edition="pseudonymous")
    taken_in(context, sample_exhibit(case, "Anak bernama Baiq Melati tinggal di sini"))
    worked(app)
    checked(context)
    with acting("advocate1"):
        exporting.ask(context)
    worked(app)
    assert api.content.get_state(context) == "approved"
    assert bundles_of(case) == []
    assert "G3" in found(context)
    take(context, "advocate1", "return", comment="Nama disamarkan dahulu.")
    assert found(context) == set()


def test_a_name_in_what_is_typed_of_an_exhibit_is_replaced(app, site, case):
    context = ready(app, site, case, 1, edition="pseudonymous")
    with acting("advocate1"):
        exhibits.describe(context, 1, proves="Bahwa Baiq Melati adalah anak pemohon.")
    bundle = bound(app, checked(context))
    assert context.found == ()
    with zipfile.ZipFile(BytesIO(bundle.package.data)) as package:
        (name,) = [name for name in package.namelist() if name.endswith("daftar-bukti.pdf")]
        assert "Bahwa [...] adalah anak" in "".join(texts(package.read(name)))


@pytest.mark.parametrize(
    ("fields", "gate"),
    [({"duty": "none"}, "G6"), ({"flags": ("needs-signature",)}, "G5")],
)
def test_what_is_missing_on_an_exhibit_stops_the_approval(file, fields, gate):
    with acting("advocate1"):
        exhibits.describe(file, 1, **fields)
    assert found(file) == {gate}
    take(file, "advocate1", "submit")
    assert gate in refused(file, "supervisor1", "approve", comment="x")


def test_what_is_privileged_goes_out_after_two_people_waived_it(file):
    with acting("advocate1"):
        exhibits.describe(file, 1, flags=("privileged",))
        exhibits.waive(file, 1, "Klien setuju.")
        exhibits.waive(file, 1, "Sekali lagi.")
    assert found(file) == {"G2"}
    with acting("supervisor1"):
        exhibits.waive(file, 1, "Diperlukan hakim.")
    assert found(file) == set()
    checked(file)
    assert api.content.get_state(file) == "approved"


def test_a_newer_version_stops_it(app, case, file):
    from baleharum.cases.api import add_version
    from tests.document_samples import pdf

    name = file.entries[0].name
    with acting("worker1"):
        newer = add_version(case[name], pdf("Surat baru"), "baru.pdf")
    take(newer, "worker1", "submit")
    take(newer, "supervisor1", "approve")
    assert "G12" in found(file)


def test_a_hearing_is_due_until_the_file_is_closed(file):
    write(file, "advocate1", hearing_on=today() + timedelta(days=9))
    assert [due.what for due in dues_of(file)] == ["hearing"]
    take(file, "advocate1", "end", comment="Permohonan dicabut.")
    assert dues_of(file) == []


def test_what_belongs_to_the_psychologists_is_never_taken_in(case, file):
    from tests.centre import sample_document

    document = sample_document(case, "psychologist1", "laporan-psikologis")
    with acting("advocate1"), pytest.raises(ExhibitRefused):
        exhibits.add(file, [uid(document)], "B")
    with acting("worker1"), pytest.raises(ExhibitRefused):
        exhibits.add(file, [uid(document)], "B")


def test_files_are_the_advocates_and_read_by_who_answers_for_the_case(file):
    transaction.commit()
    for user_id, seen in {
        "advocate1": True,
        "worker1": True,
        "supervisor1": True,
        "psychologist1": False,
        "head1": False,
        "advocate2": False,
        "privacy1": False,
    }.items():
        with acting(user_id):
            assert bool(api.user.has_permission("View", obj=file)) is seen, user_id
            mine = bool(api.user.has_permission("Modify portal content", obj=file))
            assert mine is (user_id == "advocate1"), user_id
