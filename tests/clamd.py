"""Virus scanners for the tests: a real clamd with one signature, and a small server that errs."""

from contextlib import contextmanager
from pathlib import Path
from tools import clamav

import os
import socket
import socketserver
import struct
import subprocess
import tempfile
import threading
import time


#: The harmless file by which scanners are tried, in two halves, so that this one is no find.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-" + b"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"

STREAM_LIMIT = 2 << 20

#: Sockets have short paths.
CONFIG = """Foreground yes
LocalSocket {folder}/clamd.sock
DatabaseDirectory {folder}/signatures
TemporaryDirectory {folder}
StreamMaxLength {limit}
MaxFileSize 1M
AlertExceedsMax yes
MaxThreads 2
"""


def find() -> str | None:
    """Return a clamd that the tests may start, or None."""
    return clamav.find()


@contextmanager
def real_clamd():
    """Run a clamd of our own that knows EICAR alone; yields its address."""
    with tempfile.TemporaryDirectory(prefix="clamd") as name:
        folder = Path(name)
        (folder / "signatures").mkdir()
        signature = f"Eicar-Test-Signature:0:*:{EICAR.hex()}\n"
        (folder / "signatures" / "test.ndb").write_text(signature)
        config = folder / "clamd.conf"
        config.write_text(CONFIG.format(folder=folder, limit=STREAM_LIMIT))
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(
                [find(), f"--config-file={config}"],
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
            )
        try:
            _wait(process, folder)
            yield f"unix:{folder}/clamd.sock"
        finally:
            process.terminate()
            process.wait(timeout=30)


def _wait(process, folder):
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket(socket.AF_UNIX) as line:
            if line.connect_ex(f"{folder}/clamd.sock") == 0:
                return
        time.sleep(0.1)
    raise RuntimeError(f"clamd did not start: {(folder / 'log').read_text()}")


class Small(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    """Speaks clamd's INSTREAM; `mood` is how it goes wrong, '' for not at all."""

    daemon_threads = True
    mood = ""

    def __init__(self, path):
        self.path, self.asked, self.woken = path, 0, threading.Event()
        super().__init__(path, _Conversation)

    @property
    def address(self) -> str:
        """The address, as the setting has it."""
        return f"unix:{self.path}"

    def handle_error(self, request, client_address):
        """Say nothing: callers hang up on purpose."""


class _Conversation(socketserver.StreamRequestHandler):
    ANSWERS = {
        "error": b"INSTREAM: Can't open file or directory ERROR\0",
        "limit": b"INSTREAM size limit exceeded. ERROR\0",
        "garbage": b"\xff\xfe\x00\x01 OK FOUND?\0",
        "other": b"stream: OK, I think\0",
        "cut": b"stream: OK",
        "silent": b"",
        "endless": b"x" * 100_000,
        "limits": b"stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND\0",
    }

    def handle(self):
        """Answer one scan."""
        self.server.asked += 1
        assert self.rfile.read(10) == b"zINSTREAM\0"
        mood = self.server.mood
        if mood in ("limit", "early"):
            self.wfile.write(self.ANSWERS.get(mood, b"stream: OK\0"))
            return
        data = b""
        while length := struct.unpack(">I", self.rfile.read(4))[0]:
            data += self.rfile.read(length)
        if mood == "slow":
            self.server.woken.wait(30)
        answer = b"stream: Eicar-Test-Signature FOUND\0" if EICAR in data else b"stream: OK\0"
        self.wfile.write(self.ANSWERS.get(mood, answer))


@contextmanager
def small_clamd():
    """Run the small server; yields it."""
    with (
        tempfile.TemporaryDirectory(prefix="clamd") as folder,
        Small(os.path.join(folder, "s")) as server,
    ):
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield server
        server.woken.set()
        server.shutdown()
        thread.join()
