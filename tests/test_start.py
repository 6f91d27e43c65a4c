"""`make start` says what is wrong in one sentence with its remedy, and leaves what is there."""

from contextlib import closing
from importlib import import_module
from pathlib import Path

import errno
import os
import pytest
import socket
import stat
import subprocess
import sys
import time


ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / "tools"


@pytest.fixture
def tool(monkeypatch):
    """Import a module of tools/ by its name."""
    monkeypatch.syspath_prepend(str(TOOLS))
    return import_module


@pytest.fixture
def start(tool, monkeypatch, tmp_path):
    """The module of `make start`, with a var of its own."""
    module = tool("start")
    var = tmp_path / "var"
    var.mkdir()
    for name, path in {
        "VAR": var,
        "NEW": var / "new",
        "DATABASE": var / "filestorage" / "Data.fs",
        "PASSWORD": var / "demo-password",
    }.items():
        monkeypatch.setattr(module, name, path)
    return module


def python_that_says(folder, version):
    """A Python that refuses to run code and tells its version."""
    fake = folder / "python3"
    fake.write_text(
        f'#!/bin/sh\n[ "$1" = --version ] && echo "Python {version}" && exit 0\nexit 1\n'
    )
    fake.chmod(0o755)
    return fake


@pytest.mark.parametrize("version", ["3.9.2", "3.13.0"])
def test_a_python_that_cannot_run_it_is_named_with_the_remedy(tmp_path, version):
    fake = python_that_says(tmp_path, version)
    environ = {"PATH": "/usr/bin:/bin", "PYTHON": str(fake)}
    done = subprocess.run(
        [TOOLS / "with-python", "-V"], env=environ, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert f"Python {version}" in done.stderr
    assert "PYTHON=" in done.stderr
    assert done.stderr.count("\n") == 1


def test_the_python_that_is_running_fits():
    environ = {"PATH": "/usr/bin:/bin", "PYTHON": sys.executable}
    command = [TOOLS / "with-python", "-c", "print(6 * 7)"]
    assert subprocess.check_output(command, env=environ, text=True) == "42\n"


def test_a_taken_port_is_refused(tool):
    trouble = tool("trouble")
    with closing(socket.create_server(("127.0.0.1", 0))) as other:
        port = other.getsockname()[1]
        with pytest.raises(trouble.Trouble, match=f"Port {port} is taken .* PORT="):
            trouble.check_port(port)


@pytest.mark.parametrize("text", ["0", "65536", "http", "-1", "", "²", "٨٠٨٠"])
def test_a_port_is_a_number_that_can_be_listened_on(tool, text):
    trouble = tool("trouble")
    with pytest.raises(trouble.Trouble, match="PORT="):
        trouble.port_number(text)


def test_a_disk_without_room_is_refused(tool, tmp_path):
    trouble = tool("trouble")
    with pytest.raises(trouble.Trouble, match="make room"):
        trouble.check_room(tmp_path / "not" / "yet", megabytes=10**9)


def test_a_file_in_the_place_of_a_folder_is_refused(tool, tmp_path):
    trouble = tool("trouble")
    (tmp_path / "var").write_text("")
    with pytest.raises(trouble.Trouble, match="move it away"):
        trouble.check_room(tmp_path / "var" / "log", megabytes=0)


@pytest.mark.parametrize(
    ("number", "remedy"),
    [(errno.ENOSPC, "make room"), (errno.EACCES, "chown"), (errno.EROFS, "chown")],
)
def test_an_error_of_the_file_system_has_a_remedy(tool, number, remedy):
    trouble = tool("trouble")
    assert remedy in str(trouble.of_disk(OSError(number, os.strerror(number)), Path("/srv")))


def test_a_checkout_too_deep_for_the_socket_is_refused(tool):
    trouble = tool("trouble")
    with pytest.raises(trouble.Trouble, match="too long"):
        trouble.check_place(Path("/", "d" * 120))


def test_a_path_that_the_locale_cannot_spell_is_refused(tool):
    trouble = tool("trouble")
    with pytest.raises(trouble.Trouble, match=r"LC_ALL=C\.UTF-8"):
        trouble.check_place(Path("/srv/balé"), "ascii")
    trouble.check_place(Path("/srv/balé"), "utf-8")
    trouble.check_place(Path("/srv/bale"), "ascii")


def test_blobs_without_their_database_are_left_alone(start):
    blobs = start.VAR / "blobstorage"
    blobs.mkdir()
    (blobs / "document").write_text("kept")
    with pytest.raises(start.Trouble, match="backup"):
        start.begin_site()
    assert (blobs / "document").read_text() == "kept"


def test_a_site_that_is_there_is_not_made_again(start):
    start.DATABASE.parent.mkdir()
    start.DATABASE.write_text("a database")
    assert start.begin_site() is None
    assert start.DATABASE.read_text() == "a database"


def test_a_move_that_was_interrupted_is_finished(start):
    (start.VAR / "blobstorage").mkdir()
    for name in ("jobs", "trail", "filestorage"):
        (start.NEW / name).mkdir(parents=True)
    (start.NEW / "filestorage" / "Data.fs").write_text("a database")
    (start.NEW / "done").touch()
    assert start.begin_site() is None
    start.finish_site(None)
    assert start.DATABASE.read_text() == "a database"
    assert not start.NEW.exists()


def test_a_site_that_failed_is_not_moved(start):
    (start.NEW / "filestorage").mkdir(parents=True)
    (start.NEW / "making.log").write_text("why it failed")
    making = subprocess.Popen([sys.executable, "-c", "raise SystemExit(1)"])
    with pytest.raises(start.Trouble, match="could not be made"):
        start.finish_site(making)
    assert not start.DATABASE.parent.exists()


def test_the_password_is_made_up_once_for_its_owner_alone(start, monkeypatch):
    monkeypatch.delenv("BALEHARUM_DEMO_PASSWORD", raising=False)
    password = start.secret(start.PASSWORD, "BALEHARUM_DEMO_PASSWORD")
    assert len(password) >= 12
    assert start.secret(start.PASSWORD, "BALEHARUM_DEMO_PASSWORD") == password
    assert stat.S_IMODE(start.PASSWORD.stat().st_mode) == 0o600


def test_a_given_password_is_used(start, monkeypatch):
    monkeypatch.setenv("BALEHARUM_DEMO_PASSWORD", "given by the trainer")
    assert start.secret(start.PASSWORD, "BALEHARUM_DEMO_PASSWORD") == "given by the trainer"


def test_a_second_server_of_one_folder_is_refused(start):
    second = start.alone(start.VAR)
    with start.alone(start.VAR), pytest.raises(start.Trouble, match=f"process {os.getpid()}"):
        second.__enter__()


def test_when_one_process_ends_all_end(tool, tmp_path):
    processes = tool("processes")
    endless = [sys.executable, "-c", "import time; time.sleep(600)"]
    brief = [sys.executable, "-c", "print('no such table'); raise SystemExit(3)"]
    running = processes.Processes(tmp_path)
    with pytest.raises(processes.Trouble, match=r"process brief .*status 3.*brief\.out"), running:
        running.start("endless", endless)
        running.start("brief", brief)
        while True:
            running.check()
            time.sleep(0.01)
    assert running.running["endless"].poll() is not None


def test_a_named_chromium_that_does_not_start_is_refused():
    environ = dict(os.environ, CHROMIUM="/bin/false")
    command = [sys.executable, TOOLS / "chromium.py"]
    done = subprocess.run(command, env=environ, capture_output=True, text=True)
    assert done.returncode == 1
    assert "CHROMIUM=/bin/false" in done.stderr


def test_buildout_pins_what_the_one_list_pins():
    subprocess.run([sys.executable, TOOLS / "versions.py", "--check"], check=True)
