"""The sample files and texts of the demo centre."""

from baleharum.demo.data import read
from baleharum.demo.data import sample
from baleharum.public.components import COMPONENTS
from baleharum.terms.lists import term
from baleharum.terms.lists import terms
from collections import Counter
from importlib.resources import files
from io import BytesIO
from pathlib import PurePath
from PIL import Image
from pypdfium2 import PdfDocument

import pytest


DOCUMENTS = [document for case in read("cases") for document in case["documents"]]
NAMES = [document["name"] for document in DOCUMENTS]
FILES = {path.name: path for path in files("baleharum.demo").joinpath("files").iterdir()}
#: EXIF tags
CAMERA, GPS, LATITUDE = 0x0110, 0x8825, 2


def test_every_file_is_there_and_used():
    assert {document["file"] for document in DOCUMENTS} == set(FILES)
    assert sum(path.stat().st_size for path in FILES.values()) < 2_500_000


def test_every_kind_of_file_is_there():
    kinds = Counter(PurePath(name).suffix for name in FILES)
    assert set(kinds) == {".pdf", ".docx", ".xlsx", ".odt", ".txt", ".jpg", ".png"}
    assert kinds[".pdf"] >= 10


def test_a_born_digital_letter_has_text_and_a_scan_has_none():
    def text(name):
        return PdfDocument(sample(name))[0].get_textpage().get_text_range()

    assert "penapisan risiko" in text("asesmen-awal.pdf").casefold()
    assert text("persetujuan-pindaian.pdf") == ""


def test_the_photograph_tells_the_camera_and_the_place():
    exif = Image.open(BytesIO(sample("foto-rumah.jpg"))).getexif()
    assert exif[CAMERA] == "Ponsel Contoh 5"
    degrees, minutes, _ = exif.get_ifd(GPS)[LATITUDE]
    assert (degrees, minutes) == (8, 35)


def test_the_name_of_an_upload_ends_like_its_file():
    for document in DOCUMENTS:
        given = PurePath(document["name"]).suffix.lower().replace("jpeg", "jpg")
        assert given == PurePath(document["file"]).suffix


def test_the_names_of_uploads_are_of_every_sort():
    longest = max(NAMES, key=len)
    assert 150 < len(longest.encode()) <= 255
    assert any("\u1b00" <= letter <= "\u1b7f" for name in NAMES for letter in name)
    assert any("\u0600" <= letter <= "\u06ff" for name in NAMES for letter in name)


@pytest.mark.parametrize("file", ["surat-kuasa.pdf", "laporan-sosial.pdf"])
def test_a_file_that_tells_of_one_person_stays_in_one_case(file):
    assert sum(document["file"] == file for document in DOCUMENTS) == 1


def test_the_centre_is_told_in_two_languages():
    centre = read("centre")
    folders = {folder["id"]: folder for folder in centre["folders"]}
    assert set(folders) == {"perkara", "penerimaan", "mitra", "program"}
    for told in folders.values():
        assert all(told[field][lang] for field in ("title", "description") for lang in ("id", "en"))
    assert centre["title"]["id"] == "Pusat Pelayanan Sosial Bale Harum, Kota Mataram"
    told = read("services")
    ids = {service["id"] for service in told["services"]}
    assert len(ids) == 16 and {each.token for each in terms("services")} <= ids
    for service in told["services"]:
        own = [value for value in service.values() if isinstance(value, dict)]
        assert all(text[lang].strip() for text in own for lang in ("id", "en"))
        assert all(term("service-needs", token) for token in service["needs"])
        assert all(term("audiences", token) for token in service["audiences"])
        for language in ("id", "en"):
            assert {*told["shared"][language], *service} >= set(COMPONENTS)
