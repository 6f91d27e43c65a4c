"""People who try to come in, and what every one of them is answered."""

from baleharum.guard.uniform import page
from dataclasses import dataclass
from dataclasses import field
from plone.app.testing import SITE_OWNER_NAME
from tests.access_states import object_at
from tests.access_states import visitor
from tests.access_states import WHERE
from tests.http import Answer
from tests.http import Visitor

import re


#: Letters of the design: A anonymous, M member without a case, C staff of another case, X former
#: advocate, SA Site Administrator, Z manager of the Zope root.
OUTSIDERS = {
    "A": "",
    "M": "operator1",
    "C": "worker4",
    "X": "advocate2",
    "SA": "siteadmin2",
    "Z": SITE_OWNER_NAME,
}
#: Those for whom every path is tried; the sweeps try everybody.
FEW = ("A", "M", "C", "X")
#: G of the team, S its supervisor.
INSIDERS = {"G": "worker1", "S": "supervisor1"}

#: The one answer for what is not there, or not for you.
GONE = page("http://localhost/plone/login")
GAP = "BH-2026-99999"
NO_UID = "deadbeef" * 4

#: What is in the case that nobody outside may read anywhere. worker4 has a case of their own, so
#: numbers of cases are looked for by their year only where nobody has one.
CANARIES = ("Baiq Melati", "Klien datang sendiri", "berkas.pdf")
#: Tokens of forms; the number of an entry in the log of errors, which managers are shown.
TOKEN = re.compile(rb"[0-9a-f]{40}|showEntry\?id=[\d.]+|<pre>[\d.]+</pre>|[\d.]{10,}")


@dataclass
class Realm:
    """A running case with everything in it, and whoever asks."""

    portal: object
    number: str
    document: str
    uid: str
    visitors: dict[str, Visitor] = field(default_factory=dict)

    @classmethod
    def of(cls, portal) -> "Realm":
        """Return the running case of the centre with everything in every state."""
        number = WHERE["Case"]["intervention"]
        document = object_at(portal, WHERE["CaseFile, confidential"]["approved"])
        case = document.__parent__
        assert case.portal_type == "Case"
        realm = cls(portal, case.getId(), document.getId(), document.UID())
        assert number
        return realm

    def who(self, letter: str) -> Visitor:
        """Return somebody by their letter."""
        user_id = {**OUTSIDERS, **INSIDERS}.get(letter, letter)
        if letter not in self.visitors:
            self.visitors[letter] = visitor(self.portal, user_id)
        return self.visitors[letter]

    def fill(self, path: str, gap: bool = False) -> str:
        """Put case, document and UID into a path; gap: those of nothing."""
        number, uid = (GAP, NO_UID) if gap else (self.number, self.uid)
        filled = path.replace("{c}", f"perkara/{number}").replace("{number}", number)
        return filled.replace("{d}", f"perkara/{number}/{self.document}").replace("{uid}", uid)

    def ask(self, letter: str, path: str, verb="GET", body=b"", headers=None, gap=False) -> Answer:
        """Ask as somebody; services are asked for JSON."""
        sent = {**accepted(path), **(headers or {})}
        return self.who(letter).ask(verb, self.fill(path, gap), body, sent)


def accepted(path: str) -> dict[str, str]:
    """Return the headers with which a path is asked."""
    service = re.search(r"(^|/)@[a-z]|\+\+api", path)
    return {"Accept": "application/json" if service else "text/html"}


def uniform(realm: Realm, paths: str, verb="GET", body=b"", headers=None, letters=FEW):
    """Assert that all paths, of what is there and of a gap, get one answer from each outsider."""
    for letter in letters:
        answers = {}
        for path in paths.split():
            for gap in (False, True):
                answer = realm.ask(letter, path, verb, body, headers, gap)
                whole = b"" if verb == "HEAD" else GONE
                assert (answer.status, answer.body) == (404, whole), (letter, path, gap)
                answers.setdefault(answer, path)
        assert len(answers) == 1, (letter, [(a.headers, path) for a, path in answers.items()])


def told(answer: Answer, *own: str) -> tuple:
    """Return an answer without what the visitor said and without tokens that differ anyway."""
    headers, body = repr(sorted(answer.headers)).encode(), answer.body
    # First what was said: a token may be a number, and a UID may hold one.
    for word in own:
        headers, body = headers.replace(word.encode(), b"*"), body.replace(word.encode(), b"*")
    headers = re.sub(rb"\('(Date|Content-Length)', '[^']*'\)", b"", headers)
    return answer.status, headers, TOKEN.sub(b"", body)


def silent(realm: Realm, paths: str, verb="GET", body="", letters=FEW, statuses=()):
    """Assert that paths outside of a realm answer alike for what is there and for a gap."""
    for letter in letters:
        for path in paths.split():
            there, gap = pair(realm, letter, path, verb, body, statuses)
            assert there == gap, (letter, path)


def pair(realm: Realm, letter: str, path: str, verb: str, body: str, statuses) -> list[tuple]:
    """Return what is told of what is there and of a gap."""
    kind = {"Content-Type": "application/json"} if body else {}
    answers = []
    for gap in (False, True):
        sent = realm.fill(body, gap).encode()
        answer = realm.ask(letter, path, verb, sent, kind, gap)
        assert not statuses or answer.status in statuses, (letter, path, answer.status)
        leaks = [word for word in CANARIES if word in answer.text]
        assert not leaks, (letter, path, leaks)
        if gap:
            assert realm.number not in answer.text, (letter, path)
        answers.append(told(answer, *((GAP, NO_UID) if gap else (realm.number, realm.uid))))
    return answers


def unchanged(realm: Realm) -> object:
    """Return the last transaction of the database: the same as before if nothing was written.

    The first look at a page of a new site in Plone's own frame stores what its portlets look like.
    """
    realm.ask("A", "login")
    return realm.portal._p_jar.db().lastTransaction()
