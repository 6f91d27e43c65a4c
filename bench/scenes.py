"""What is measured, as requests of people who are logged in."""

from collections.abc import Callable
from collections.abc import Iterable
from filling import LEAD
from filling import OTHERS
from filling import PASSWORD
from filling import pdf
from filling import SUPERVISOR
from filling import UPLOAD_BYTES
from filling import WORKER
from itertools import cycle
from measure import Pair
from measure import pair
from server import Answer
from server import OURS
from server import PLAIN
from server import Server
from visitor import Visitor


#: Rows of the plain listing, and of a page of the register.
ROWS = 25
REASON = "Diukur"
ASSIGN = "assign a person"
CHANGE = "change of state"
#: What must not grow with the documents of a case.
FLAT = (ASSIGN, CHANGE)


class People:
    """The visitors of both sites, logged in once."""

    def __init__(self, server: Server):
        self.server = server
        self._known: dict[tuple[str, str], Visitor] = {}

    def __call__(self, site: str, user_id: str) -> Visitor:
        """Return a visitor."""
        key = site, user_id
        if key not in self._known:
            self._known[key] = Visitor(self.server, site, user_id, PASSWORD)
        return self._known[key]


def of_case(people: People, case: str, size: int, rounds: int) -> Iterable[Pair]:
    """Yield what is done with a case of so many documents, against a folder of as many files."""
    case, folder = f"/perkara/{case}", f"/folder-{size}"
    lead, sharer = people(OURS, LEAD), people(PLAIN, WORKER)
    yield pair(
        "case page", lambda: lead.get(case), "folder view", lambda: sharer.get(folder), rounds
    )
    yield pair(
        "documents tab",
        lambda: lead.get(f"{case}/documents"),
        "folder view",
        lambda: sharer.get(folder),
        rounds,
    )
    yield pair(
        "upload of 100 KB",
        uploading(lead, case),
        "upload of 100 KB",
        dropping(sharer, folder),
        rounds,
    )
    yield pair(
        ASSIGN,
        assigning(people(OURS, SUPERVISOR), case),
        "sharing, one more person",
        sharing(sharer, folder),
        rounds,
    )
    yield pair(
        CHANGE,
        in_turn(people(OURS, SUPERVISOR), case, ("hold", "resume_intake")),
        CHANGE,
        in_turn(sharer, folder, ("publish", "retract")),
        rounds,
    )


def of_register(people: People, rounds: int) -> Iterable[Pair]:
    """Yield the pages of the register, against a folder listing of as many items."""
    listing = f"/listing?b_size={ROWS}"
    worker, overseer, plain = (
        people(OURS, WORKER),
        people(OURS, SUPERVISOR),
        people(PLAIN, WORKER),
    )
    against = f"folder listing of {ROWS}"
    yield pair(
        "register page, 40 cases",
        lambda: worker.get("/perkara"),
        against,
        lambda: plain.get(listing),
        rounds,
    )
    yield pair(
        "register page, all cases (supervisor)",
        lambda: overseer.get("/perkara"),
        against,
        lambda: plain.get(listing),
        rounds,
    )
    yield pair(
        "register page, 40 cases, after a start (empty cache)",
        lambda: worker.get("/perkara"),
        against,
        lambda: plain.get(listing),
        max(rounds // 3, 2),
        before=people.server.forget,
    )


def of_caseload(people: People, case: str, user_ids: list[str], rounds: int) -> Iterable[Pair]:
    """Yield the page of a case for people with many assignments, against the first person's."""
    one, *others = (people(OURS, user_id) for user_id in user_ids)
    for user_id, many in zip(user_ids[1:], others, strict=True):
        yield pair(
            f"case page, {user_id.rpartition('-')[2]} assignments",
            lambda many=many: many.get(f"/perkara/{case}"),
            f"the same, {user_ids[0].rpartition('-')[2]} assignment",
            lambda: one.get(f"/perkara/{case}"),
            rounds,
        )


def uploading(visitor: Visitor, case: str) -> Callable[[], Answer]:
    """Return what drops a new file on a case."""
    form = {"_authenticator": visitor.authenticator(), "kind": "catatan-kasus"}

    def upload():
        data = pdf(UPLOAD_BYTES)
        return visitor.send_file(f"{case}/@@upload", form, "files", data)

    return upload


def dropping(visitor: Visitor, folder: str) -> Callable[[], Answer]:
    """Return what drops a new file on a folder of plain Plone."""
    form = {"_authenticator": visitor.authenticator()}

    def upload():
        return visitor.send_file(f"{folder}/@@fileUpload", form, "file", pdf(UPLOAD_BYTES))

    return upload


def assigning(visitor: Visitor, case: str) -> Callable[[], Answer]:
    """Return what puts one more person into the team."""
    names, token = cycle(OTHERS), visitor.authenticator()

    def assign():
        form = {
            "_authenticator": token,
            "action": "assign",
            "person": next(names),
            "function": "worker",
            "reason": REASON,
        }
        return visitor.send(f"{case}/@@team", form)

    return assign


def sharing(visitor: Visitor, folder: str) -> Callable[[], Answer]:
    """Return what shares a folder with one more person."""
    names = cycle(OTHERS)

    def share():
        roles = {"Reader": True, "Contributor": True, "Editor": True}
        entries = [{"id": next(names), "type": "user", "roles": roles}]
        return visitor.rest(f"{folder}/@sharing", {"entries": entries})

    return share


def in_turn(visitor: Visitor, path: str, transitions: tuple[str, ...]) -> Callable[[], Answer]:
    """Return what goes through transitions that lead back to where they began."""
    names = cycle(transitions)
    return lambda: visitor.rest(f"{path}/@workflow/{next(names)}", {"comment": REASON})
