"""A bundle that the centre signs: files beside the package, which is the same with them and without."""

from baleharum.bundles import signing
from baleharum.bundles.verifying import main
from baleharum.jobs import queue
from baleharum.litigation.binding import built
from baleharum.litigation.binding import JOB
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


@pytest.fixture
def file(functional, site):
    return checked(ready(functional["app"], site, sample_case(site["perkara"])))


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
    without = built(file, lambda _percent: None).package.getvalue()
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
