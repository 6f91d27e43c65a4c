"""L16: signature and time stamp of the centre, made over HTTP and checked without a network."""

from baleharum.bundles import signing
from baleharum.bundles.package import build
from baleharum.bundles.package import InMemory
from baleharum.bundles.signatures import check_signature
from baleharum.bundles.signatures import check_signed_bundle
from baleharum.bundles.signatures import check_time_stamp
from baleharum.bundles.signatures import NotValid
from baleharum.bundles.signatures import roots_in
from baleharum.bundles.signing import CannotSign
from baleharum.bundles.signing import Signatory
from baleharum.bundles.signing import signatory
from baleharum.bundles.verifying import main
from io import BytesIO
from tests.bundles_made import opener
from tests.bundles_made import rendition
from tests.bundles_made import sample
from tests.certificates import Authority
from tests.certificates import serving_time_stamps

import pytest
import shutil
import subprocess
import zipfile


MANIFEST = b'{"bundle": "LF-2026-003"}\n'


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    """An authority with a certificate for the centre, and one for a service of time stamps."""
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def service(authority):
    """The address of a running service of time stamps."""
    with serving_time_stamps(authority) as address:
        yield address


@pytest.fixture(scope="module")
def bundle():
    return rendition(4)


@pytest.fixture(scope="module")
def made(authority, service, bundle):
    """What was signed, and the signed PDF."""
    target = BytesIO()
    signed = Signatory(authority.centre, service).sign(BytesIO(bundle), MANIFEST, target)
    return signed, target.getvalue()


@pytest.fixture
def roots(authority):
    return roots_in(authority.root)


def test_l16_everything_that_was_signed_is_valid_and_trusted(made, roots, bundle):
    signed, pdf = made
    stamp = check_time_stamp(signed.time_stamp, MANIFEST, roots)
    signature = check_signature(signed.signature, MANIFEST, roots, stamp.at)
    whole = check_signed_bundle(BytesIO(pdf), BytesIO(bundle), roots)
    assert stamp.trusted and signature.trusted and whole.trusted
    assert "Pusat Contoh" in signature.who and whole.fingerprint == signature.fingerprint
    assert stamp.at is not None and whole.at is not None


def test_l16_the_signed_bundle_begins_with_all_bytes_of_the_other(made, bundle):
    _signed, pdf = made
    assert pdf.startswith(bundle) and len(pdf) - len(bundle) < 60_000


def test_l16_one_changed_byte_is_found(made, roots, bundle):
    signed, pdf = made
    other = MANIFEST.replace(b"003", b"004")
    with pytest.raises(NotValid):
        check_time_stamp(signed.time_stamp, other, roots)
    with pytest.raises(NotValid):
        check_signature(signed.signature, other, roots)
    for place in (len(bundle) // 2, len(bundle) + 100):
        changed = bytearray(pdf)
        changed[place] ^= 1
        with pytest.raises(NotValid):
            check_signed_bundle(BytesIO(bytes(changed)), BytesIO(bundle), roots)


def test_what_is_put_behind_the_signature_is_found(made, roots, bundle):
    _signed, pdf = made
    with pytest.raises(NotValid):
        check_signed_bundle(BytesIO(pdf + b"\n% more\n%%EOF\n"), BytesIO(bundle), roots)


@pytest.mark.parametrize("what", [b"", b"\x30\x00", b"Bukan tanda tangan."])
def test_what_is_no_signature_is_told(what, roots):
    with pytest.raises(NotValid, match="can't be read"):
        check_signature(what, MANIFEST, roots)
    with pytest.raises(NotValid, match="can't be read"):
        check_time_stamp(what, MANIFEST, roots)


def test_without_roots_nobody_is_trusted_and_the_certificate_is_named(made, authority):
    signed, _pdf = made
    checked = check_signature(signed.signature, MANIFEST, ())
    assert not checked.trusted and len(checked.fingerprint) == 64


def test_the_certificate_of_another_authority_is_not_trusted(made, tmp_path):
    signed, _pdf = made
    others = roots_in(Authority(tmp_path).root)
    assert not check_signature(signed.signature, MANIFEST, others).trusted


def test_without_a_service_there_is_a_signature_alone(authority, bundle, roots):
    target = BytesIO()
    signed = Signatory(authority.centre).sign(BytesIO(bundle), MANIFEST, target)
    assert signed.time_stamp == b""
    assert check_signature(signed.signature, MANIFEST, roots).trusted
    assert check_signed_bundle(target, BytesIO(bundle), roots).at is None


def test_a_service_that_is_down_is_told_with_what_to_do(authority, bundle):
    with pytest.raises(CannotSign, match="try again later"):
        Signatory(authority.centre, "http://127.0.0.1:9/").sign(
            BytesIO(bundle), MANIFEST, BytesIO()
        )


class TestTheCertificate:
    @pytest.fixture
    def certificate(self, authority, tmp_path):
        for name in (authority.centre.name, f"{authority.centre.name}.password"):
            shutil.copy(authority.centre.with_name(name), tmp_path / name)
        return tmp_path / authority.centre.name

    def sign(self, certificate):
        return Signatory(certificate).sign(BytesIO(rendition(1)), MANIFEST, BytesIO())

    @pytest.mark.parametrize("name", ["", ".password"])
    def test_nobody_else_may_read_it(self, certificate, name):
        certificate.with_name(certificate.name + name).chmod(0o640)
        with pytest.raises(CannotSign, match="chmod 600"):
            self.sign(certificate)

    def test_a_wrong_password_is_told(self, certificate):
        certificate.with_name(f"{certificate.name}.password").write_text("salah")
        with pytest.raises(CannotSign, match="its password has to be in"):
            self.sign(certificate)

    def test_a_missing_one_is_told(self, tmp_path):
        with pytest.raises(CannotSign, match="can't be read"):
            self.sign(tmp_path / "none.p12")

    def test_it_is_named_by_the_environment(self, certificate, monkeypatch):
        monkeypatch.delenv(signing.SIGNATURE, raising=False)
        assert signatory() is None
        monkeypatch.setenv(signing.SIGNATURE, str(certificate))
        monkeypatch.setenv(signing.TIME_STAMPS, "https://tsa.example/")
        assert signatory() == Signatory(certificate, "https://tsa.example/")


@pytest.mark.parametrize("tool", ["cms", "ts"])
def test_a_recipient_checks_with_openssl_alone(made, authority, tmp_path, tool):
    signed, _pdf = made
    for name, data in (
        ("manifest.json", MANIFEST),
        ("manifest.json.p7s", signed.signature),
        ("manifest.json.tsr", signed.time_stamp),
    ):
        (tmp_path / name).write_bytes(data)
    commands = {
        "cms": "openssl cms -verify -binary -inform DER -in manifest.json.p7s"
        f" -content manifest.json -CAfile {authority.root} -purpose any -out checked",
        "ts": "openssl ts -verify -in manifest.json.tsr -data manifest.json"
        f" -CAfile {authority.root}",
    }
    ended = subprocess.run(commands[tool].split(), cwd=tmp_path, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr


class TestTheCommand:
    """`bin/verify-bundle` with what came beside a package."""

    @pytest.fixture
    def beside(self, authority, service, tmp_path):
        """A package, and beside it what the centre and the service have made."""
        package, pdf = InMemory(), InMemory()
        bundle, files = sample(2)
        build(bundle, opener(files), lambda code: BytesIO(code.encode()), pdf, package)
        (tmp_path / "x.zip").write_bytes(package.data)
        with zipfile.ZipFile(package.open()) as found:
            (name,) = (name for name in found.namelist() if name.endswith("manifest.json"))
            told = found.read(name)
        signed = Signatory(authority.centre, service)
        with (tmp_path / "signed.pdf").open("w+b") as target:
            made = signed.sign(pdf.open(), told, target)
        (tmp_path / "x.p7s").write_bytes(made.signature)
        (tmp_path / "x.tsr").write_bytes(made.time_stamp)
        return tmp_path

    def asked(self, folder, *more):
        return [
            str(folder / "x.zip"),
            *("--signature", str(folder / "x.p7s")),
            *("--time-stamp", str(folder / "x.tsr")),
            *("--signed-bundle", str(folder / "signed.pdf")),
            *more,
        ]

    def test_who_signed_is_told(self, beside, authority, capsys):
        assert main(self.asked(beside, "--trust", str(authority.root))) == 0
        told = capsys.readouterr().out
        assert "x.p7s: signed by Common Name: Pusat Contoh" in told
        assert "x.tsr: stamped by Common Name: Cap Waktu Contoh on " in told
        assert "signed.pdf: signed by " in told and "compare it" not in told

    def test_without_an_authority_the_certificate_is_to_be_compared(self, beside, capsys):
        assert main(self.asked(beside)) == 0
        assert "compare it with what its owner tells you" in capsys.readouterr().out

    def test_another_authority_does_not_stand_for_it(self, beside, tmp_path_factory, capsys):
        other = Authority(tmp_path_factory.mktemp("other")).root
        assert main(self.asked(beside, "--trust", str(other))) == 1
        assert "no authority of" in capsys.readouterr().err

    @pytest.mark.parametrize("name", ["x.p7s", "x.tsr", "signed.pdf"])
    def test_what_was_changed_is_named(self, beside, authority, name, capsys):
        data = bytearray((beside / name).read_bytes())
        data[-3] ^= 1
        (beside / name).write_bytes(data)
        assert main(self.asked(beside, "--trust", str(authority.root))) == 1
        assert f"{beside / name}: " in capsys.readouterr().err
