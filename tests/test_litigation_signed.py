"""A bundle that the centre signs: files beside the package, which is the same with them and without."""

from baleharum.bundles import signing
from baleharum.bundles.verifying import main
from baleharum.jobs import queue
from baleharum.litigation.binding import built
from baleharum.litigation.binding import JOB
from baleharum.litigation.parcels import parcel
from baleharum.trail.actions import EXPORT
from baleharum.trail.api import rows
from base64 import b64decode
from io import BytesIO
from tests.centre import acting
from tests.centre import sample_case
from tests.certificates import Authority
from tests.certificates import serving_time_stamps
from tests.http import Visitor
from tests.litigation_made import bound
from tests.litigation_made import checked
from tests.litigation_made import ready
from tests.litigation_made import sees
from tests.referrals_made import uid
from tests.test_referrals_rest import path

import pytest
import pyzipper
import re


BESIDE = {
    "@@bundle-signed": "application/pdf",
    "@@bundle-signature": "application/pkcs7-signature",
    "@@bundle-time-stamp": "application/timestamp-reply",
}


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def service(authority):
    with serving_time_stamps(authority) as address:
        yield address


@pytest.fixture
def centre(authority, service, monkeypatch):
    """The centre has a certificate and a service of time stamps."""
    monkeypatch.setenv(signing.SIGNATURE, str(authority.centre))
    monkeypatch.setenv(signing.TIME_STAMPS, service)
    return authority


@pytest.fixture
def site(functional):
    return functional["portal"]


def approved_file(app, site):
    return checked(ready(app, site, sample_case(site["perkara"])))


@pytest.fixture
def file(prepared):
    return prepared(approved_file)


def test_what_was_signed_is_handed_out_and_verifies(functional, site, file, centre, tmp_path):
    bundle = bound(functional["app"], file)
    visitor, page = Visitor(site, "advocate1"), path(bundle)
    for view, media_type in BESIDE.items():
        assert view in visitor.get(page).text
        answer = visitor.get(f"{page}/{view}")
        assert answer.header("Content-Type").partition(";")[0] == media_type
        (tmp_path / view).write_bytes(answer.body)
    (tmp_path / "x.zip").write_bytes(visitor.get(f"{page}/@@bundle-package").body)
    asked = [str(tmp_path / "x.zip"), "--trust", str(centre.root)]
    for option, view in zip(("signed-bundle", "signature", "time-stamp"), BESIDE, strict=True):
        asked += [f"--{option}", str(tmp_path / view)]
    assert main(asked) == 0
    assert Visitor(site, "advocate2").get(f"{page}/@@bundle-signed").status == 404
    assert not sees(bundle, "advocate2")


def test_without_a_certificate_there_is_nothing_beside_it(functional, site, file):
    bundle = bound(functional["app"], file)
    visitor, page = Visitor(site, "advocate1"), path(bundle)
    for view in BESIDE:
        assert view not in visitor.get(page).text
        assert visitor.get(f"{page}/{view}").status == 404


def test_the_package_is_the_same_bytes(functional, file, centre):
    without = built(file, lambda _percent: None).package.data
    bundle = bound(functional["app"], file)
    assert bundle.signature is not None
    assert bundle.package.data == without


@pytest.mark.parametrize("trouble", ["service", "certificate"])
def test_where_it_can_not_sign_nothing_is_bound_and_the_job_waits(
    functional, file, centre, monkeypatch, trouble
):
    name = signing.TIME_STAMPS if trouble == "service" else signing.SIGNATURE
    monkeypatch.setenv(name, "http://127.0.0.1:9/" if trouble == "service" else "/none.p12")
    assert bound(functional["app"], file) is None
    (job,) = queue.jobs(kind=JOB, key=uid(file))
    assert job.state == "waiting"
    assert ("no time stamp" if trouble == "service" else "can't be read") in job.message


class TestParcel:
    """The package for its recipient, in a ZIP with a password."""

    @pytest.fixture
    def bundle(self, functional, file, centre):
        return bound(functional["app"], file)

    def opened(self, data, password) -> list[str]:
        with pyzipper.AESZipFile(BytesIO(data)) as found:
            found.setpassword(password.encode())
            for name in found.namelist():
                assert found.read(name)
            return found.namelist()

    def test_it_opens_with_the_password_that_is_shown_once(self, site, bundle):
        visitor, page = Visitor(site, "advocate1"), path(bundle)
        answer = posted(visitor, page, "@@bundle-parcel")
        assert (
            answer.header("Content-Disposition") == f'attachment; filename="{bundle.stem}-aes.zip"'
        )
        shown = posted(visitor, page, "@@bundle-password").text
        password = re.search(r'id="parcel-password">([a-z-]+)<', shown)[1]
        assert self.opened(answer.body, password)[0] == f"{bundle.stem}.zip"
        assert len(self.opened(answer.body, password)) == 4
        with pytest.raises(RuntimeError, match="[Pp]assword"):
            self.opened(answer.body, "salah")
        again = posted(visitor, page, "@@bundle-password")
        assert password not in again.text and "No password waits" in visitor.get(page).text

    def test_over_rest_the_password_is_in_the_answer(self, site, bundle):
        answer = Visitor(site, "advocate1").rest("POST", f"{path(bundle)}/@parcel", {}).json()
        names = self.opened(b64decode(answer["data"]), answer["password"])
        assert names[0] == f"{bundle.stem}.zip"
        assert bundle.parcel_password == ""

    def test_it_is_made_by_who_reads_the_bundle_and_told_to_the_record(self, site, bundle):
        for user_id in ("advocate2", "psychologist1"):
            answer = Visitor(site, user_id).rest("POST", f"{path(bundle)}/@parcel", {})
            assert answer.status == 404
        posted(Visitor(site, "advocate1"), path(bundle), "@@bundle-parcel")
        told = [row.detail for row in rows(actions=(EXPORT,)) if row.user == "advocate1"]
        assert any(detail.startswith("bundle-parcel,sha256=") for detail in told)

    def test_a_link_makes_nothing(self, site, bundle):
        assert Visitor(site, "advocate1").get(f"{path(bundle)}/@@bundle-parcel").status == 400

    def test_nothing_readable_comes_to_the_disk(self, bundle):
        with acting("advocate1"), parcel(bundle) as made:
            made.seek(0)
            assert b"%PDF" not in made.read()


def posted(visitor, page, view):
    """Press the button of a page."""
    token = visitor.authenticator(page)
    return visitor.post(f"{page}/{view}", {"_authenticator": token})
