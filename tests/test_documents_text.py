"""The text of a file is read apart, within limits; what can't be read says why."""

from baleharum.documents import confinement
from baleharum.documents import kinds
from baleharum.documents.text import CAP
from baleharum.documents.text import extract
from baleharum.documents.text import Unreadable
from baleharum.jobs.interfaces import PermanentFailure
from io import BytesIO
from pathlib import Path
from tests import document_samples as samples

import io
import os
import pytest
import subprocess
import sys
import zipfile


FILES = Path(__file__).parent / "files"


@pytest.mark.parametrize(
    "content, kind, words",
    [
        (
            samples.pdf("Berita acara", "Halaman kedua"),
            kinds.PDF,
            ["Berita acara", "Halaman kedua"],
        ),
        (samples.word(), kinds.DOCX, ["Berita acara", "sel tabel", "Kepala surat"]),
        (samples.sheet(), kinds.XLSX, ["Penerima", "Contoh\t1250"]),
        (samples.odt(), kinds.ODT, ["Laporan sosial", "Isi laporan"]),
        (b"catatan kasus", kinds.TXT, ["catatan kasus"]),
        ("\ufeffcatatan ᬩᬮᬶ".encode(), kinds.TXT, ["catatan ᬩᬮᬶ"]),
        ("\ufeffسلام".encode("utf-16-le"), kinds.TXT, ["سلام"]),
        ("“petik”".encode("cp1252"), kinds.TXT, ["“petik”"]),
    ],
    ids=lambda value: value.rpartition(".")[2] if isinstance(value, str) else "",
)
def test_text_is_read(kept, content, kind, words):
    text = extract(kept(content), kind)
    assert [word for word in words if word not in text] == []
    assert "\ufeff" not in text


@pytest.mark.parametrize("kind", [kinds.JPEG, kinds.PNG, kinds.MP3, kinds.M4A, kinds.MP4])
def test_pictures_and_sound_have_no_text(kind):
    assert extract(BytesIO(b"never looked at"), kind) == ""


def test_a_scan_has_no_text_and_is_not_unreadable(kept):
    assert extract(kept(samples.scanned_pdf()), kinds.PDF).strip() == ""


def bomb() -> bytes:
    return samples.with_member(samples.word(), "word/media/bomb.xml", b"\0" * 20_000_000)


def crowded() -> bytes:
    stream = io.BytesIO(samples.word())
    with zipfile.ZipFile(stream, "a") as archive:
        for number in range(1001):
            archive.writestr(f"word/media/{number}", b"")
    return stream.getvalue()


@pytest.mark.parametrize(
    "content, kind, reason",
    [
        ((FILES / "encrypted.pdf").read_bytes(), kinds.PDF, "encrypted"),
        (samples.pdf("a")[:60], kinds.PDF, "broken"),
        (b"%PDF-1.7 nothing more", kinds.PDF, "broken"),
        (samples.word()[:3000], kinds.DOCX, "broken"),
        (samples.sheet()[:3000], kinds.XLSX, "broken"),
        (samples.odt()[:1000], kinds.ODT, "broken"),
        (b"", kinds.DOCX, "broken"),
        (samples.with_member(samples.word(), "../../outside", b"x"), kinds.DOCX, "unsafe"),
        (
            samples.with_replaced(
                samples.odt(),
                "META-INF/manifest.xml",
                b"</manifest:manifest>",
                b"<!-- encryption-data --></manifest:manifest>",
            ),
            kinds.ODT,
            "encrypted",
        ),
        (bomb(), kinds.DOCX, "too-large"),
        (crowded(), kinds.DOCX, "too-large"),
    ],
)
def test_what_cannot_be_read_says_why(kept, content, kind, reason):
    with pytest.raises(Unreadable) as unreadable:
        extract(kept(content), kind)
    assert unreadable.value.reason == unreadable.value.args[0] == reason
    assert unreadable.value.message.default


def test_unreadable_files_are_not_tried_again():
    assert issubclass(Unreadable, PermanentFailure)


def test_long_text_is_cut_between_characters(kept):
    text = extract(kept("é".encode() * CAP), kinds.TXT)
    assert len(text.encode()) in (CAP - 1, CAP)
    assert set(text) == {"é"}


def test_a_million_empty_rows_cost_nothing(kept):
    claimed = samples.with_replaced(
        samples.sheet(), "xl/worksheets/sheet1.xml", b'ref="A1:C3"', b'ref="A1:XFD1048576"'
    )
    assert "Contoh" in extract(kept(claimed), kinds.XLSX)


class TestConfinement:
    @pytest.fixture
    def instead(self, tmp_path, monkeypatch):
        """Has other code run in place of the parsers, within the same confinement."""

        def write(code):
            package = tmp_path / "hostile"
            package.mkdir()
            (package / "sitecustomize.py").write_text(
                "import baleharum.documents.parsers as parsers\n"
                "def text(media_type, path):\n"
                + "".join(f"    {line}\n" for line in code.splitlines())
                + "parsers.text = text\n"
            )
            monkeypatch.setattr(sys, "path", [str(package), *sys.path])

        return write

    @pytest.mark.parametrize(
        "code, reason",
        [
            ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "crashed"),
            ("return bytes(2 << 30)", "too-large"),
            ("return bytes(5_000_000)", "too-large"),
            ("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", "timeout"),
            ("open('/tmp/leak', 'w').write('x' * 100_000)", "broken"),
        ],
    )
    def test_a_parser_gone_wild_is_stopped(self, kept, instead, code, reason):
        instead(code)
        with pytest.raises(Unreadable) as unreadable:
            extract(kept(b"x"), kinds.TXT)
        assert unreadable.value.reason == reason

    def test_a_parser_that_hangs_is_stopped_by_the_clock(self, kept, instead, monkeypatch):
        monkeypatch.setattr(confinement, "TIMEOUT", 1.0)
        instead("import time; time.sleep(600)")
        with pytest.raises(Unreadable) as unreadable:
            extract(kept(b"x"), kinds.TXT)
        assert unreadable.value.reason == "timeout"

    def test_a_parser_has_a_limit_of_processor_time(self, kept, instead):
        instead("import resource; return str(resource.getrlimit(resource.RLIMIT_CPU)[0]).encode()")
        assert int(extract(kept(b"x"), kinds.TXT)) <= 20

    def test_a_parser_sees_nothing_of_our_environment(self, kept, instead, monkeypatch):
        monkeypatch.setenv("BALEHARUM_DEMO_PASSWORD", "canary")
        instead("import os; return ' '.join(sorted(os.environ)).encode()")
        names = set(extract(kept(b"x"), kinds.TXT).split())
        assert names <= {"PYTHONPATH", "PYTHONUTF8", "LC_ALL", "LC_CTYPE", "LD_LIBRARY_PATH"}

    def test_the_command_says_nothing_but_its_answer(self, tmp_path):
        path = tmp_path / "0x01.blob"
        path.write_bytes(b"%PDF-1.7 Siti Rahma")
        command = [
            sys.executable,
            "-m",
            "baleharum.documents.extractor",
            "text",
            kinds.PDF,
            str(path),
        ]
        ended = subprocess.run(command, capture_output=True, env=os.environ)
        assert (ended.stdout, ended.stderr, ended.returncode) == (b"", b"", 11)
