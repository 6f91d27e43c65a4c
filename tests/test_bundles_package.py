"""The package: the same bytes everywhere, whole as BagIt says, and whoever changes it is found."""

from baleharum.bundles import bag
from baleharum.bundles.assembling import WrongRendition
from baleharum.bundles.bag import WrongFile
from baleharum.bundles.package import build
from baleharum.bundles.package import InMemory
from baleharum.bundles.settling import Settling
from baleharum.bundles.spec import as_json
from baleharum.bundles.spec import PSEUDONYMOUS
from baleharum.bundles.verifying import main
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from tests.bundles_made import opener
from tests.bundles_made import sample

import hashlib
import json
import os
import pytest
import shutil
import subprocess
import sys
import tempfile
import warnings
import zipfile


BUILD = """
from baleharum.bundles.package import build, InMemory
from baleharum.bundles.spec import from_json
from io import BytesIO
from pathlib import Path
import hashlib, json, sys
place = Path(sys.argv[1])
bundle = from_json((place / "spec.json").read_text("utf-8"))
opened = lambda code: (place / f"{code}.pdf").open("rb")
package = InMemory()
original = lambda code: BytesIO(code.encode())
build(bundle, opened, original, InMemory(), package)
print(hashlib.sha256(package.data).hexdigest())
"""


def packed(bundle, files) -> bytes:
    package, gates = InMemory(), [{"gate": "G1", "passed": True}]
    build(bundle, opener(files), originals(bundle), InMemory(), package, gates)
    return package.data


def originals(bundle):
    """What has the hashes that `sample` gives to originals."""
    return lambda code: BytesIO(code.encode())


@pytest.fixture(scope="module")
def package():
    return packed(*sample(7))


@pytest.fixture
def folder(package, tmp_path):
    """The package, unpacked."""
    with zipfile.ZipFile(BytesIO(package)) as found:
        found.extractall(tmp_path)
    return tmp_path / "LF-2026-003-sealed"


def test_l3_the_same_bundle_gives_the_same_bytes(package):
    assert packed(*sample(7)) == package


@pytest.mark.parametrize(
    ("seed", "zone", "locale"), [("0", "UTC", "C"), ("1234", "Asia/Makassar", "tr_TR.UTF-8")]
)
def test_l3_also_in_another_process_zone_and_folder(tmp_path, seed, zone, locale):
    bundle, files = sample(5)
    place = tmp_path / f"folder {seed}"
    place.mkdir()
    (place / "spec.json").write_text(as_json(bundle), "utf-8")
    for code, data in files.items():
        (place / f"{code}.pdf").write_bytes(data)
    environment = {
        **os.environ,
        "PYTHONHASHSEED": seed,
        "TZ": zone,
        "LC_ALL": locale,
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
    }
    told = subprocess.run(
        [sys.executable, "-c", BUILD, str(place)],
        capture_output=True,
        text=True,
        env=environment,
        cwd=place,
        check=True,
    )
    here = InMemory()
    build(bundle, opener(files), originals(bundle), InMemory(), here)
    assert told.stdout.split()[-1] == hashlib.sha256(here.data).hexdigest()


def test_l15_it_is_a_bag(folder):
    assert (folder / "bagit.txt").read_text() == bag.DECLARATION
    listed = (folder / "manifest-sha256.txt").read_text().splitlines()
    for line in listed:
        wanted, name = line.split("  ")
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == wanted
    there = [p for p in (folder / "data").rglob("*") if p.is_file()]
    assert len(listed) == len(there) == 4 + 2 * 7
    size = sum(path.stat().st_size for path in there)
    assert f"Payload-Oxum: {size}.{len(there)}" in (folder / "bag-info.txt").read_text()


def test_l15_its_names_can_be_unpacked_everywhere(package):
    with zipfile.ZipFile(BytesIO(package)) as found:
        for entry in found.infolist():
            assert len(entry.filename) <= 120 and entry.filename.isascii()
            assert entry.date_time == bag.MOMENT and entry.compress_type == zipfile.ZIP_STORED
        assert found.testzip() is None


@pytest.mark.parametrize(
    "name",
    ["../out", "a/../b", "/etc/passwd", "a\\b", "a:b", "é", "x" * 130, "a//b", "line\nbreak"],
)
def test_a_name_that_is_not_plain_is_refused(name):
    with pytest.raises(ValueError):
        bag.write_bag(BytesIO(), "n", {name: BytesIO(b"")}, {}, {})


def test_the_manifest_tells_pages_hashes_and_checks(folder):
    told = json.loads((folder / "data/manifest.json").read_text("utf-8"))
    bundle, files = sample(7)
    assert (
        told["bundle"]["sha256"]
        == hashlib.sha256((folder / "data/bundle.pdf").read_bytes()).hexdigest()
    )
    assert [row["code"] for row in told["exhibits"]] == [each.code for each in bundle.ordered]
    assert told["exhibits"][0]["rendition_sha256"] == hashlib.sha256(files["P-1"]).hexdigest()
    assert told["gates"] == [{"gate": "G1", "passed": True}]


def test_only_the_sealed_edition_holds_the_files_one_by_one():
    bundle, files = sample(2, edition=PSEUDONYMOUS)
    with zipfile.ZipFile(BytesIO(packed(bundle, files))) as found:
        assert not [name for name in found.namelist() if "/items/" in name]
    with zipfile.ZipFile(BytesIO(packed(*sample(2)))) as found:
        names = [name.rpartition("/")[2] for name in found.namelist() if "/items/" in name]
    assert names == ["P-1.pdf", "P-1_original.pdf", "P-2.pdf", "P-2_original.docx"]


@pytest.mark.parametrize("as_folder", [True, False])
def test_a_whole_package_verifies(package, folder, tmp_path, as_folder, capsys):
    path = tmp_path / "package.zip"
    path.write_bytes(package)
    assert main([str(folder if as_folder else path)]) == 0
    assert "whole" in capsys.readouterr().out


def changed(folder: Path, name: str) -> None:
    path = folder / name
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize(
    "name",
    [
        "data/bundle.pdf",
        "data/manifest.json",
        "data/daftar-bukti.pdf",
        "data/items/P-3.pdf",
        "data/items/P-4_original.docx",
        "bag-info.txt",
        "bagit.txt",
    ],
)
def test_one_changed_byte_is_named(folder, name, capsys):
    changed(folder, name)
    assert main([str(folder)]) == 1
    assert f"{name} has been changed." in capsys.readouterr().err


def test_so_is_what_is_missing_or_more(folder, capsys):
    (folder / "data/items/P-1.pdf").unlink()
    (folder / "data/more.txt").write_text("x")
    assert main([str(folder)]) == 1
    told = capsys.readouterr().err
    assert "data/items/P-1.pdf is missing." in told and "data/more.txt is in no list." in told


def test_who_mends_the_lists_is_found_by_the_manifest(folder, capsys):
    """Somebody who knows the format exchanges a document and writes all lists anew."""
    shutil.copy(folder / "data/items/P-1.pdf", folder / "data/items/P-3.pdf")
    for listing in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        rows = [line.split("  ")[1] for line in (folder / listing).read_text().splitlines()]
        (folder / listing).write_text(
            "".join(
                f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n"
                for name in rows
            )
        )
    assert main([str(folder)]) == 1
    told = capsys.readouterr().err
    assert "data/items/P-3.pdf is not the copy that data/manifest.json names." in told


@pytest.mark.parametrize(
    "what", ["nothing", "text", "other zip", "two folders", "out of it", "packed", "twice"]
)
def test_what_is_no_package_is_said_to_be_none(tmp_path, what, capsys):
    path = tmp_path / "x.zip"
    if what == "text":
        path.write_text("Bukan paket.")
    members = {
        "other zip": ["a/readme.txt"],
        "two folders": ["a/bagit.txt", "b/bagit.txt"],
        "out of it": ["a/bagit.txt", "a/../../x"],
        "packed": ["a/bagit.txt"],
        "twice": ["a/bagit.txt", "a/bagit.txt"],
    }
    if what in members:
        way = zipfile.ZIP_DEFLATED if what == "packed" else zipfile.ZIP_STORED
        with zipfile.ZipFile(path, "w", way) as other, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for name in members[what]:
                other.writestr(name, "x" * 100)
    assert main([str(path)]) == 2
    assert "this is no package" in capsys.readouterr().err


def test_nothing_of_a_package_comes_to_a_disk(package, tmp_path, monkeypatch):
    path = tmp_path / "x.zip"
    path.write_bytes(package)

    def refused(*_given, **_named):
        raise AssertionError("A temporary file.")

    for name in ("TemporaryDirectory", "NamedTemporaryFile", "TemporaryFile", "mkstemp", "mkdtemp"):
        monkeypatch.setattr(tempfile, name, refused)
    assert main([str(path)]) == 0


def test_a_damaged_zip_names_the_file(package, tmp_path, capsys):
    data = bytearray(package)
    place = data.index(b"%PDF", data.index(b"data/bundle.pdf"))
    data[place + 500] ^= 1
    path = tmp_path / "x.zip"
    path.write_bytes(data)
    assert main([str(path)]) == 1
    assert "data/bundle.pdf is damaged." in capsys.readouterr().err


class TestAPlaceWhereNobodyGoesBack:
    """Sealed files are written from their beginning to their end."""

    class Pipe(BytesIO):
        def seek(self, *_where):
            raise AssertionError("Nobody goes back here.")

    def test_a_package_is_written_into_one(self):
        payload, info = {"data/a": BytesIO(b"a" * 3_000_000), "data/b": BytesIO(b"b")}, {}
        target, plain = self.Pipe(), BytesIO()
        bag.write_bag(target, "n", payload, info, {})
        bag.write_bag(plain, "n", payload, info, {})
        assert target.getvalue() == plain.getvalue()
        with zipfile.ZipFile(plain) as found:
            assert found.testzip() is None
            assert not any(entry.flag_bits & 8 for entry in found.infolist())

    def test_what_has_settled_stays(self):
        settling = Settling(BytesIO())
        settling.write(b"abc")
        settling.settle()
        assert settling.tell() == 3
        with pytest.raises(ValueError, match="settled"):
            settling.seek(1)


@pytest.mark.parametrize("changed", ["original", "rendition"])
def test_a_file_that_is_not_the_approved_one_stops_it(changed):
    bundle, files = sample(2)
    first, second = bundle.exhibits
    bundle = replace(bundle, exhibits=(first, replace(second, **{changed: "0" * 64})))
    with pytest.raises((WrongFile, WrongRendition)):
        build(bundle, opener(files), originals(bundle), InMemory(), InMemory())
