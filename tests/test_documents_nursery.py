"""The process that gives each file a parser of its own: nothing stays, nothing is passed on."""

from baleharum.documents import confinement
from baleharum.documents import kinds
from baleharum.documents import parents
from baleharum.documents.confinement import Unreadable
from baleharum.documents.handing import handed
from baleharum.documents.handing import SOURCE
from baleharum.documents.text import extract
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from tests.document_samples import pdf

import os
import pytest
import signal
import subprocess
import sys
import time


#: Seconds in which something ends that has nothing more to do.
SOON = 20.0
CHILD = "baleharum.documents.nursery"


def ask(data=b"x", module="baleharum.documents.extractor", verb="text"):
    """Ask a child for the text of a plain file; returns its bytes."""
    with handed(BytesIO(data)) as copy:
        return confinement.run([verb, kinds.TXT, SOURCE], 1000, source=copy, module=module)


def children_of(process: int) -> list[int]:
    """The numbers of the processes that another one has started."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == process and fields[0] != "Z":
            found.append(int(status.parent.name))
    return found


def soon(told) -> bool:
    """Wait until something holds."""
    until = time.monotonic() + SOON
    while not told():
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


@pytest.fixture
def instead(tmp_path, monkeypatch):
    """Has other code run in a child, under the name of a module: module = instead(code)."""

    def write(code):
        body = "".join(f"    {line}\n" for line in code.splitlines())
        (tmp_path / "oddchild.py").write_text(f"import os, sys, time\ndef main():\n{body}")
        monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
        return "oddchild"

    return write


@pytest.fixture
def nursery():
    """The process that is there after a first question."""
    ask()
    return parents._nurseries[-1].process.pid


def test_questions_are_answered_by_one_nursery(nursery):
    assert ask(b"Berkas") == b"Berkas\n"
    assert parents._nurseries[-1].process.pid == nursery


def test_each_file_has_a_process_of_its_own(instead):
    module = instead("os.write(1, str(os.getpid()).encode())\nreturn 0")
    assert len({ask(module=module) for _turn in range(3)}) == 3


def test_a_child_has_three_open_files(instead):
    module = instead(
        "def is_open(number):\n"
        "    try:\n        os.fstat(number)\n        return True\n"
        "    except OSError:\n        return False\n"
        "os.write(1, str([number for number in range(64) if is_open(number)]).encode())\n"
        "return 0"
    )
    assert ask(module=module) == b"[0, 1, 2]"


def test_a_child_is_gone_after_its_answer(nursery):
    ask()
    assert soon(lambda: children_of(nursery) == [])


def test_open_files_do_not_pile_up(nursery):
    def numbers():
        return [len(os.listdir(f"/proc/{process}/fd")) for process in (os.getpid(), nursery)]

    assert soon(lambda: children_of(nursery) == [])
    before = numbers()
    for _turn in range(10):
        ask()
    # One that was about to be closed may be gone by now.
    assert soon(lambda: all(now <= then for now, then in zip(numbers(), before, strict=True)))


def test_who_waits_no_longer_has_the_child_ended(nursery, instead, monkeypatch):
    module = instead("time.sleep(600)")
    monkeypatch.setattr(confinement, "TIMEOUT", 1.0)
    with pytest.raises(Unreadable) as unreadable:
        ask(module=module)
    assert unreadable.value.reason == "timeout"
    assert soon(lambda: children_of(parents._nurseries[-1].process.pid) == [])


def test_after_a_nursery_was_killed_there_is_another(nursery):
    os.kill(nursery, signal.SIGKILL)
    assert ask(b"Berkas") == b"Berkas\n"
    assert parents._nurseries[-1].process.pid != nursery


def newest() -> int:
    """Return the process of the newest nursery, 0 between the end of one and the next."""
    return parents._nurseries[-1].process.pid if parents._nurseries else 0


def test_children_end_with_their_nursery_and_are_asked_again(nursery, instead):
    module = instead("time.sleep(600)")
    with ThreadPoolExecutor(1) as people:
        waiting = people.submit(ask, module=module)
        assert soon(lambda: newest() not in (0, nursery))
        for _turn in "ab":
            assert soon(newest)
            pid = newest()
            assert soon(lambda pid=pid: children_of(pid) != [])
            (child,) = children_of(pid)
            os.kill(pid, signal.SIGKILL)
            assert soon(lambda child=child: not Path(f"/proc/{child}/exe").exists())
            soon(lambda pid=pid: waiting.done() or newest() not in (0, pid))
        with pytest.raises(Unreadable) as unreadable:
            waiting.result()
    assert unreadable.value.reason == "crashed"
    assert ask(b"Berkas") == b"Berkas\n"


def test_a_worn_out_nursery_makes_room_for_another(nursery, monkeypatch):
    monkeypatch.setattr(parents, "CHILDREN", 2)
    assert [ask() for _turn in range(5)] == [b"x\n"] * 5
    assert parents._nurseries[-1].process.pid != nursery
    assert soon(lambda: not Path(f"/proc/{nursery}/exe").exists())


def test_many_at_once_are_all_answered(nursery):
    texts = [f"Berkas {number}" for number in range(40)]
    with ThreadPoolExecutor(8) as people:
        answers = list(people.map(lambda text: ask(text.encode()), texts))
    assert answers == [f"{text}\n".encode() for text in texts]


def test_one_that_crashes_does_not_touch_another(instead):
    module = instead("import signal\nos.kill(os.getpid(), signal.SIGSEGV)")
    with ThreadPoolExecutor(4) as people:
        good = [people.submit(extract, BytesIO(pdf("Surat kuasa")), kinds.PDF) for _turn in "abc"]
        with pytest.raises(Unreadable, match="crashed"):
            ask(module=module)
    assert all("Surat kuasa" in answer.result() for answer in good)


def test_a_child_that_ends_when_it_is_let_go_ends_alone():
    code = (
        "from baleharum.documents.nursery import Nursery\n"
        "import os, socket, time\n"
        "mine, orders = socket.socketpair()\n"
        "nursery = Nursery(orders, None)\n"
        "leash, other_end = socket.socketpair()\n"
        "nobody = os.open(os.devnull, os.O_RDWR)\n"
        "socket.send_fds(mine, [b'.'], [nobody, nobody, nobody, other_end.fileno()])\n"
        "other_end.close()\n"
        "nursery.order()\n"  # Its question is empty, so it ends at once.
        "(child,) = nursery.leashes\n"
        "os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)\n"
        "time.sleep(0.1)\n"
        "leash.close()\n"
        "mine.close()\n"
        "nursery.run()\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert ended.stderr == ""


def test_a_nursery_ends_with_its_parent():
    code = (
        "from io import BytesIO\n"
        "from baleharum.documents import kinds, parents\n"
        "from baleharum.documents.text import extract\n"
        "extract(BytesIO(b'x'), kinds.TXT)\n"
        "print(parents._nurseries[-1].process.pid, flush=True)\n"
        "import os, signal\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    left = Path(f"/proc/{int(ended.stdout)}/cmdline")
    assert soon(lambda: not left.exists() or CHILD not in left.read_text())
