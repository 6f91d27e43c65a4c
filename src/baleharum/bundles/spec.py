"""What a bundle is made of, frozen: whoever builds it again gets the same bytes."""

from baleharum.bundles import ranges
from collections.abc import Iterator
from dataclasses import asdict
from dataclasses import dataclass
from dataclasses import fields
from datetime import date
from datetime import datetime
from typing import Any

import hashlib
import json
import re


#: Editions: with real names, for the court alone; with pseudonyms; of our own counsel.
SEALED, PSEUDONYMOUS, OWN = "sealed", "pseudonymous", "own-counsel"
EDITIONS = (SEALED, PSEUDONYMOUS, OWN)

#: Codes become names of files: of sections `A`, of exhibits `P-12A`.
CODE = re.compile(r"[A-Z0-9]{1,8}(?:[-.][A-Z0-9]{1,8}){0,3}")
SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Section:
    """A part of the index."""

    code: str
    title: str


@dataclass(frozen=True)
class Exhibit:
    """A document at its place.

    code: `P-1`; title: as the index says it; section: code of its section; pages: how many are bound
    in; original, rendition: SHA-256 of the file that came in and of its PDF; extension: of the file
    that came in; day: of the document; has_original: whether the original is shown in court, else a
    copy; proves: what it proves; stamp_duty: state of the duty stamp in words; redacted: how many
    places were made unreadable; included: which pages of the rendition are bound in (`1-4,7`), ''
    for all; of: how many it has, 0 where all are bound in.
    """

    code: str
    title: str
    section: str
    pages: int
    original: str
    rendition: str
    extension: str = "pdf"
    day: date | None = None
    has_original: bool = False
    proves: str = ""
    stamp_duty: str = ""
    redacted: int = 0
    included: str = ""
    of: int = 0

    @property
    def numbers(self) -> tuple[int, ...]:
        """The pages of the rendition that are bound in."""
        return ranges.pages(self.included) or tuple(range(1, self.pages + 1))


@dataclass(frozen=True)
class Fact:
    """Something that happened. when, standing: in words; places: (code of an exhibit, which of its
    pages in the bundle, from 0)."""

    when: str
    text: str
    standing: str = ""
    places: tuple[tuple[str, tuple[int, ...]], ...] = ()


@dataclass(frozen=True)
class Bundle:
    """A bundle for one purpose.

    number: `LF-2026-003`; title: on the cover; court, case_number: of the court; party: who hands it
    in; profile, rule_version: whose rules it follows; edition: of EDITIONS; language: `id` or `en`;
    first_page: number of the first page (an addendum goes on where the filed bundle ended);
    approved_at: aware moment, the only one that is written into it; supersedes: number of what it
    adds to; facts: the chronology, in its order, where it is bound in behind the index.
    """

    number: str
    title: str
    court: str
    case_number: str
    party: str
    profile: str
    rule_version: str
    edition: str
    sections: tuple[Section, ...]
    exhibits: tuple[Exhibit, ...]
    approved_at: datetime
    language: str = "id"
    first_page: int = 1
    supersedes: str = ""
    facts: tuple[Fact, ...] = ()

    def __post_init__(self) -> None:
        problems = list(_problems(self))
        if problems:
            raise ValueError(" ".join(problems))

    def within(self, section: Section) -> list[Exhibit]:
        """Return the exhibits of a section, in their order."""
        return [each for each in self.exhibits if each.section == section.code]

    @property
    def ordered(self) -> list[Exhibit]:
        """The exhibits as they are bound: by sections, within these in their order."""
        return [each for section in self.sections for each in self.within(section)]

    @property
    def stem(self) -> str:
        """How its files begin: the number alone, which names nobody."""
        return f"{self.number}-{self.edition}" + (f"-{self.first_page}" if self.supersedes else "")


def _problems(bundle: Bundle) -> Iterator[str]:
    codes = [section.code for section in bundle.sections]
    exhibits = [each.code for each in bundle.exhibits]
    for code in (*codes, *exhibits, bundle.number):
        if not CODE.fullmatch(code):
            yield f"No code: {code!r}."
    if any(len(set(names)) != len(names) for names in (codes, exhibits)):
        yield "A code stands twice."
    if bundle.edition not in EDITIONS:
        yield f"No edition: {bundle.edition!r}."
    if bundle.approved_at.tzinfo is None:
        yield "The moment of the approval has no time zone."
    if not exhibits or bundle.first_page < 1:
        yield "There is no exhibit, or no first page."
    yield from _loose_facts(bundle)
    for each in bundle.exhibits:
        yield from _problems_of(each, codes)


def _loose_facts(bundle: Bundle) -> Iterator[str]:
    known = {each.code: each.pages for each in bundle.exhibits}
    for code, pages in (place for fact in bundle.facts for place in fact.places):
        if not pages or max(pages) >= known.get(code, 0):
            yield f"A fact stands on no page of {code}."


def _problems_of(exhibit: Exhibit, sections: list[str]) -> Iterator[str]:
    if exhibit.section not in sections:
        yield f"{exhibit.code} has no section."
    if exhibit.pages < 1:
        yield f"{exhibit.code} has no page."
    if exhibit.included and (
        len(exhibit.numbers) != exhibit.pages or exhibit.numbers[-1] > exhibit.of
    ):
        yield f"{exhibit.code} has not these pages: {exhibit.included!r}."
    if not (SHA256.fullmatch(exhibit.original) and SHA256.fullmatch(exhibit.rendition)):
        yield f"{exhibit.code} has no hash."


def as_json(bundle: Bundle) -> str:
    """Return a bundle as text; `from_json` reads it again."""
    return json.dumps(asdict(bundle), default=_text, ensure_ascii=False, indent=1, sort_keys=True)


def from_json(text: str) -> Bundle:
    """Return a bundle that `as_json` has written. Raises ValueError."""
    found: dict[str, Any] = json.loads(text)
    unknown = set(found) - {field.name for field in fields(Bundle)}
    if unknown:
        raise ValueError(f"No part of a bundle: {sorted(unknown)}.")
    try:
        found["sections"] = tuple(Section(**each) for each in found["sections"])
        found["exhibits"] = tuple(_exhibit(each) for each in found["exhibits"])
        found["facts"] = tuple(_fact(each) for each in found.get("facts", ()))
        found["approved_at"] = datetime.fromisoformat(found["approved_at"])
        return Bundle(**found)
    except (KeyError, TypeError) as error:
        raise ValueError(f"This is no bundle: {error}.") from error


def digest(bundle: Bundle) -> str:
    """Return the SHA-256 of all that a bundle is made of: whoever has built this has built it."""
    return hashlib.sha256(as_json(bundle).encode()).hexdigest()


def _exhibit(found: dict[str, Any]) -> Exhibit:
    day = date.fromisoformat(found["day"]) if found.get("day") else None
    return Exhibit(**{**found, "day": day})


def _fact(found: dict[str, Any]) -> Fact:
    places = tuple((code, tuple(pages)) for code, pages in found["places"])
    return Fact(**{**found, "places": places})


def _text(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"Not part of a bundle: {type(value).__name__}")
