"""A process that has loaded the parsers, and gives each file a child of its own: by a fork, in
milliseconds, where a new Python takes longer to load them than they take to read most files.

Run by `confinement` as `python -m baleharum.documents.nursery`, with a socket as its standard
input. It opens no file and reads no question itself. For each byte that comes, four open files
come along: what is to be read, where the answer goes, the question as JSON (the name of a module
and its arguments), and a leash. On the leash it tells how the child ended; when the other end is
let go, the child is killed. It ends with its last child, once nobody asks any more; were it to
end before, they would end with it.
"""

from baleharum.documents import exits
from baleharum.documents import landlock
from contextlib import suppress
from importlib import import_module
from PIL import Image

import ctypes
import gc
import json
import mimetypes
import os
import selectors
import signal
import socket
import sys


#: What is loaded before the first child; nothing of a stranger has been near by then. What draws
#: pages and reads pictures took longer to load, in each child, than most files take to read.
OURS = ("extractor", "offices", "parsers", "pdfs", "pictures")
PARSERS = (*(f"baleharum.documents.{name}" for name in OURS), "pypdfium2", "PIL.TiffImagePlugin")

#: Open files that come with each byte; bytes of the longest question.
HANDED = 4
LONGEST = 1 << 16

#: Linux: a signal for when the parent ends. Elsewhere the limits of a child end it.
PR_SET_PDEATHSIG = 1
_control = getattr(ctypes.CDLL(None), "prctl", None)


class Nursery:
    """The children of one parent, by their number and by their leash."""

    def __init__(self, orders: socket.socket, rules: int | None) -> None:
        self.orders, self.rules = orders, rules
        self.leashes: dict[int, socket.socket] = {}
        self.selector = selectors.DefaultSelector()
        self.selector.register(orders, selectors.EVENT_READ, self.order)
        # A child that ends wakes the loop by a byte.
        self.bell, ringer = socket.socketpair()
        for end in (self.bell, ringer):
            end.setblocking(False)
        self.ringer = ringer
        signal.signal(signal.SIGCHLD, lambda *_ignored: None)
        signal.set_wakeup_fd(ringer.fileno(), warn_on_full_buffer=False)
        self.selector.register(self.bell, selectors.EVENT_READ, self.reap)
        self.wanted = True

    def run(self) -> None:
        """Serve until nobody asks any more and the last child has ended."""
        while self.wanted or self.leashes:
            for key, _events in self.selector.select():
                key.data()

    def order(self) -> None:
        """Take an order and fork."""
        byte, handed, _flags, _address = socket.recv_fds(self.orders, 1, HANDED)
        if not byte:
            self.selector.unregister(self.orders)
            self.wanted = False
            return
        leash = socket.socket(fileno=handed.pop())
        try:
            child = os.fork()
        except OSError:
            leash.close()  # Who waits at its other end is told by that.
        else:
            if child == 0:
                source, answer, question = handed
                _live(source, answer, question, self.rules)
            self.leashes[child] = leash
            self.selector.register(leash, selectors.EVENT_READ, lambda: self.let_go(child))
        for number in handed:
            os.close(number)

    def let_go(self, child: int) -> None:
        """Kill a child of which nobody waits for the answer."""
        leash = self.leashes.get(child)
        # One that has ended in the same moment was reaped just now.
        if leash is not None:
            self.selector.unregister(leash)
            os.kill(child, signal.SIGKILL)

    def reap(self) -> None:
        """Tell how children ended."""
        with suppress(BlockingIOError):
            while self.bell.recv(LONGEST):
                pass
        with suppress(ChildProcessError):
            while (ended := os.waitpid(-1, os.WNOHANG))[0]:
                child, status = ended
                leash = self.leashes.pop(child)
                with suppress(OSError):
                    leash.send(str(os.waitstatus_to_exitcode(status)).encode())
                with suppress(KeyError):
                    self.selector.unregister(leash)
                leash.close()


def _live(source: int, answer: int, question: int, rules: int | None) -> None:
    """The life of a child: it answers one question, confined by Landlock and by the module that the
    question names."""
    code = exits.BROKEN
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        if _control:
            _control(PR_SET_PDEATHSIG, signal.SIGKILL)
        module, *arguments = json.loads(os.read(question, LONGEST))
        os.dup2(source, 0)
        os.dup2(answer, 1)
        if rules is not None:
            landlock.restrict(rules)
        os.closerange(3, os.sysconf("SC_OPEN_MAX"))
        sys.argv = [module, *arguments]
        code = import_module(module).main()
    finally:
        # Neither the loop above us nor what Python does at its end is ours.
        os._exit(code)


def main() -> None:
    """Load the parsers, then serve."""
    for name in PARSERS:
        import_module(name)
    Image.preinit()
    # It looks into files of the system, which no child can.
    mimetypes.init()
    # A child that looks for garbage would copy what it shares with us.
    gc.freeze()
    orders = socket.socket(fileno=os.dup(0))
    # What a child takes for its standard input is that which it gets.
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    Nursery(orders, landlock.rules()).run()


if __name__ == "__main__":
    main()
