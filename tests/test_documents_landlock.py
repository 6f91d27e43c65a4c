"""What a parser that has been taken over could still do, where the kernel has Landlock."""

from baleharum.documents import landlock
from tests.test_documents_nursery import ask

import os
import pytest
import socket
import sys


VERSION = landlock.available()


@pytest.fixture
def tried(tmp_path, monkeypatch):
    """Has a child try some lines of Python, and gives what came of each."""

    def run(*lines):
        code = "import os, signal, socket\n\ndef main():\n"
        for line in lines:
            code += (
                f"    try:\n        {line}\n        os.write(1, b'done ')\n"
                "    except PermissionError:\n        os.write(1, b'refused ')\n"
            )
        (tmp_path / "trying.py").write_text(f"{code}    return 0\n")
        monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
        return ask(module="trying").decode().split()

    return run


@pytest.fixture
def kek(tmp_path_factory):
    """A file as the key-encryption key is one."""
    path = tmp_path_factory.mktemp("vault") / "kek"
    path.write_text("canary")
    return path


def test_it_reads_its_libraries_and_no_other_file(tried, kek):
    lines = ["open(os.__file__).read()"]
    lines += [f"open({path!r}).read()" for path in (str(kek), "/etc/passwd", "/proc/self/environ")]
    lines += [f"os.listdir({path!r})" for path in (str(kek.parent), "/", "/root")]
    assert tried(*lines) == ["done", *["refused"] * 6]


def test_it_makes_changes_and_removes_nothing(tried, kek):
    lines = [
        f"open('{kek}', 'a')",
        f"open('{kek}-new', 'w')",
        f"os.mkdir('{kek}-folder')",
        f"os.unlink('{kek}')",
        f"os.rename('{kek}', '{kek}-other')",
    ]
    assert tried(*lines) == ["refused"] * 5
    assert kek.read_text() == "canary" and len(os.listdir(kek.parent)) == 1


def test_it_starts_no_program(tried):
    assert tried("os.execv('/bin/sh', ['sh', '-c', 'true'])") == ["refused"]


def test_it_has_no_network(tried):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        came = tried(f"socket.create_connection(('127.0.0.1', {port}), 5)")
    assert came == ["refused" if VERSION >= 4 else "done"]


def test_it_ends_no_other_process(tried):
    came = tried("os.kill(os.getppid(), 0)", f"os.kill({os.getpid()}, 0)")
    assert came == ["refused" if VERSION >= 6 else "done"] * 2


def test_where_the_kernel_has_none_there_are_no_rules(monkeypatch):
    monkeypatch.setattr(landlock, "available", lambda: 0)
    assert landlock.rules() is None
