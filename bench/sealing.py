"""Measures sealing: MB/s in memory, and a download of 10 MB sealed against plain, in one run.

    sealing.py [--rounds N]

The download goes through the whole pipeline of the server, as a visitor's does.
"""

from measure import Pair
from measure import pair
from server import Answer
from server import Failed
from server import PLAIN
from server import Server
from server import serving
from statistics import median
from time import perf_counter

import argparse
import io
import os
import sys


MEGABYTE = 1 << 20
SIZE = 10 * MEGABYTE


class Kept(io.BytesIO):
    """A stream whose content outlives its closing."""

    def close(self) -> None:
        self.kept = self.getvalue()
        super().close()


def in_memory(rounds: int) -> tuple[float, float]:
    """Return MB/s of sealing and of opening 10 MB."""
    from baleharum.vault import sealing

    data, key = os.urandom(SIZE), sealing.new_key()
    seal, opened = [], []
    for _ in range(rounds):
        stream = Kept()
        begun = perf_counter()
        with sealing.SealingWriter(stream, key) as writer:
            writer.write(data)
        seal.append(perf_counter() - begun)
        begun = perf_counter()
        if sealing.OpeningReader(io.BytesIO(stream.kept), key).read() != data:
            raise Failed("What was opened is not what was sealed.")
        opened.append(perf_counter() - begun)
    return SIZE / MEGABYTE / median(seal), SIZE / MEGABYTE / median(opened)


def register_view() -> None:
    """The download of a sealed file as the product's own view sends it."""
    from AccessControl.class_init import InitializeClass
    from plone.dexterity.interfaces import IDexterityContent
    from plone.namedfile.browser import Download
    from zope.component import provideAdapter
    from zope.interface import Interface
    from zope.publisher.interfaces.browser import IDefaultBrowserLayer

    class Streaming(Download):
        def __call__(self):
            file = self._getFile()
            self.set_headers(file)
            return file.stream(**self.handle_request_range(file))

    Streaming.__roles__ = None
    InitializeClass(Streaming)
    provideAdapter(
        Streaming, (IDexterityContent, IDefaultBrowserLayer), Interface, "sealed-download"
    )


def fill(server: Server) -> None:
    """Two documents of stock Plone, one with a plain file, one with a sealed one."""
    from baleharum.vault.files import SealedFile
    from plone import api
    from plone.namedfile.file import NamedBlobFile

    data = os.urandom(SIZE)
    with server.root(PLAIN) as site:
        for name, kind in (("one", NamedBlobFile), ("two", SealedFile)):
            file = kind(data, "application/octet-stream", "berkas.bin")
            if kind is SealedFile:
                file.seal_to("b" * 32)
            document = api.content.create(site, "Document", name, title=name)
            document.file = file
            api.content.transition(document, "publish")


def downloads(server: Server, rounds: int) -> list[Pair]:
    """Return the sealed downloads against the plain one."""

    def get(path: str, size: int = SIZE) -> Answer:
        answer = server.request("GET", f"/{PLAIN}/{path}")
        if answer.status != 200 or len(answer.body) != size:
            raise Failed(f"{path} answered {answer.status} with {len(answer.body)} bytes.")
        return answer

    def plain() -> Answer:
        return get("one/@@download/file")

    return [
        pair(name, lambda path=path: get(path), "plain", plain, rounds)
        for name, path in (
            ("sealed, streamed", "two/@@sealed-download/file"),
            ("sealed, stock view", "two/@@download/file"),
        )
    ]


def main(argv: list[str]) -> int:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args(argv).rounds
    with serving() as server:
        seal, opened = in_memory(rounds)
        register_view()
        fill(server)
        print(f"sealing {seal:.0f} MB/s, opening {opened:.0f} MB/s")
        print("| download of 10 MB | ms | plain ms | ratio | spread |\n|---|--:|--:|--:|---|")
        for found in downloads(server, rounds):
            least, most = found.ratios
            theirs = median(found.theirs.wall)
            print(
                f"| {found.name} | {found.ms:.1f} | {theirs:.1f} | {found.ratio:.2f} "
                f"| {least:.2f}–{most:.2f} |"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
