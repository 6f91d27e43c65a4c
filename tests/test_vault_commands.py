"""The commands of the vault, as an operator runs them."""

from baleharum.vault import commands
from baleharum.vault import keys
from baleharum.vault import keystore
from baleharum.vault import moment
from baleharum.vault import recovery
from baleharum.vault import tables

import io
import os
import pypdfium2
import pytest


@pytest.fixture(autouse=True)
def vault(tmp_path, monkeypatch):
    """A vault with one case; yields its folder."""
    monkeypatch.setenv("BALEHARUM_KEK", str(tmp_path / "vault" / "kek"))
    monkeypatch.setenv("BALEHARUM_KEYSTORE", str(tmp_path / "vault" / "keys.sqlite3"))
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    moment.forget()
    keystore.case_key("case", make=True)
    yield tmp_path / "vault"
    moment.forget()


def text_of(path):
    with pypdfium2.PdfDocument(path) as pdf:
        assert len(pdf) == 1
        return pdf[0].get_textpage().get_text_range()


def typed(monkeypatch, text):
    monkeypatch.setattr("sys.stdin", io.StringIO(text))


def words_on(path):
    """The words of a printed sheet in their order."""
    lines = text_of(path).split()
    pairs = zip(lines, lines[1:], strict=False)
    numbered = {int(a): b for a, b in reversed(list(pairs)) if a.isdigit()}
    return " ".join(numbered[n] for n in range(1, 25))


def test_the_printed_words_bring_the_key_back(vault, tmp_path, monkeypatch, capsys):
    kek, key = keys.in_file(), keystore.case_key("case")
    sheet = tmp_path / "sheet.pdf"
    assert commands.recovery_sheet([str(sheet)]) == 0
    assert sheet.stat().st_mode & 0o777 == 0o600
    assert keys.kek_id(kek) in text_of(sheet)
    (vault / "kek").unlink()
    moment.forget()
    assert commands.check([]) == 1
    assert "recovery sheet" in capsys.readouterr().err
    typed(monkeypatch, words_on(sheet))
    assert commands.restore([]) == 0
    assert commands.check([]) == 0
    said = capsys.readouterr()
    assert keystore.case_key("case") == key and keys.in_file() == kek
    assert (vault / "kek").stat().st_mode & 0o777 == 0o600
    assert kek.hex() not in said.out + said.err


def test_the_qr_code_says_the_same(vault, monkeypatch):
    kek = keys.in_file()
    text = f"{recovery.QR}{keys.kek_id(kek)}:{kek.hex()}"
    assert recovery.kek_of(text) == kek == recovery.kek_of(recovery.words_of(kek).upper())
    with pytest.raises(recovery.NotTheWords, match="scan"):
        recovery.kek_of(text[:-2] + ("00" if text[-2:] != "00" else "01"))


@pytest.mark.parametrize(
    ("change", "remedy"),
    [
        (lambda words: words[:-1], "24 words, and these are 23"),
        (lambda words: [*words, "abandon"], "24 words, and these are 25"),
        (lambda words: ["kekerasan", *words[1:]], "Word 1 is in no recovery sheet"),
        (lambda words: ["zoo" if words[0] != "zoo" else "zone", *words[1:]], "one is wrong"),
        (lambda words: [], "these are 0"),
    ],
)
def test_wrong_words_are_refused(vault, monkeypatch, capsys, change, remedy):
    # A key whose checksum no exchanged word meets by chance.
    kek = bytes(range(32))
    before = (vault / "kek").read_text()
    typed(monkeypatch, " ".join(change(recovery.words_of(kek).split())))
    assert commands.restore([]) == 1
    assert remedy in capsys.readouterr().err
    assert (vault / "kek").read_text() == before


def test_the_words_of_another_key_are_refused(vault, monkeypatch, capsys):
    (vault / "kek").unlink()
    typed(monkeypatch, recovery.words_of(os.urandom(32)))
    assert commands.restore([]) == 1
    assert "take the sheet with that check value" in capsys.readouterr().err
    assert not (vault / "kek").exists()


def test_a_key_that_is_there_is_not_overwritten(vault, monkeypatch, capsys):
    right = recovery.words_of(keys.in_file())
    (vault / "kek").unlink()
    keys.make(vault / "kek")
    wrong = (vault / "kek").read_text()
    typed(monkeypatch, right)
    assert commands.restore([]) == 1
    assert "move that file away" in capsys.readouterr().err
    assert (vault / "kek").read_text() == wrong


def test_words_are_never_arguments(vault, capsys):
    assert commands.restore(recovery.words_of(keys.in_file()).split()) == 2
    assert "standard input" in capsys.readouterr().err
    assert commands.recovery_sheet([]) == 2


def test_a_sheet_overwrites_no_file(vault, tmp_path, capsys):
    (tmp_path / "sheet.pdf").write_text("mine")
    assert commands.recovery_sheet([str(tmp_path / "sheet.pdf")]) == 1
    assert "not there yet" in capsys.readouterr().err
    assert (tmp_path / "sheet.pdf").read_text() == "mine"


def test_check_names_a_key_that_was_damaged(vault, capsys):
    assert commands.check([]) == 0
    assert "1 keys, 0 destroyed" in capsys.readouterr().out
    with tables.writing() as table:
        table.ask("UPDATE vault_key SET wrapped = ?", bytes(40))
    assert commands.check([]) == 1
    assert "The key of case can't be unwrapped" in capsys.readouterr().err


def test_rotation_says_what_to_keep(vault, capsys):
    old = keys.kek_id(keys.in_file())
    assert commands.rotate([]) == 0
    said = capsys.readouterr().out
    assert f"Keep the sheet of {old}" in said and keys.kek_id(keys.in_file()) in said


def test_before_the_first_start_nothing_is_made(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("BALEHARUM_KEK", str(tmp_path / "new" / "kek"))
    monkeypatch.setenv("BALEHARUM_KEYSTORE", str(tmp_path / "new" / "keys.sqlite3"))
    assert commands.check([]) == 0
    assert "first start" in capsys.readouterr().out
    assert not (tmp_path / "new").exists()
