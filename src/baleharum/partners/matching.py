"""Which partners fit what a case needs: pure rules, the clock an argument.

A partner fits that can help at present, and answers something of what is needed: by a service it
gives, by a skill, or by what its kind is there for. The nearest stand first.
"""

from baleharum.partners.kinds import clusters
from baleharum.partners.kinds import serves
from baleharum.terms.areas import area_of
from baleharum.terms.lists import term
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


#: How near a partner is: tokens of the list `partner-nearness`, the nearest first.
SAME_PLACE, SAME_AREA, EVERYWHERE, ELSEWHERE = "sub-district", "area", "everywhere", "elsewhere"
NEARNESS = (SAME_PLACE, SAME_AREA, EVERYWHERE, ELSEWHERE)


@dataclass(frozen=True)
class Need:
    """What a case needs. services: tokens, see `plans.services`; clusters: of its categories;
    place: token of a sub-district, '' where it is not known."""

    services: frozenset[str] = frozenset()
    clusters: frozenset[str] = frozenset()
    place: str = ""


@dataclass(frozen=True)
class Offer:
    """A partner as far as it is compared; all tokens. availability: '' where nobody has said."""

    uid: str
    name: str
    kind: str
    services: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    sub_districts: tuple[str, ...] = ()
    availability: str = ""
    away_until: date | None = None

    def answers(self) -> frozenset[str]:
        """Return what it does: by itself, by its skills, and by its kind."""
        skilled = (term("partner-skills", each).extra["serves"].split() for each in self.skills)
        return frozenset(self.services).union(serves(self.kind), *skilled)


@dataclass(frozen=True)
class Match:
    """A partner that fits. near: one of NEARNESS; answers: tokens of what is needed, sorted;
    skills: those of its skills that answer something; special: whether its kind is there for just
    such clients."""

    offer: Offer
    near: str
    answers: tuple[str, ...]
    skills: tuple[str, ...]
    special: bool


def is_away(offer: Offer, today: date) -> bool:
    """Tell whether a partner cannot help today.

    >>> is_away(Offer("u", "A", "rs", away_until=date(2026, 12, 1)), date(2026, 12, 2))
    False
    """
    if offer.away_until is not None:
        return today <= offer.away_until
    return bool(
        offer.availability and term("partner-availability", offer.availability).extra["away"]
    )


def nearness(offer: Offer, place: str) -> str:
    """Return how near a partner is to a sub-district, one of NEARNESS.

    >>> nearness(Offer("u", "A", "tksk", sub_districts=("ampenan",)), "mataram")
    'area'
    """
    if place and place in offer.sub_districts:
        return SAME_PLACE
    area = area_of(place)
    if area and area in {*offer.areas, *map(area_of, offer.sub_districts)}:
        return SAME_AREA
    return ELSEWHERE if area and (offer.areas or offer.sub_districts) else EVERYWHERE


def matches(need: Need, offers: Iterable[Offer], today: date) -> list[Match]:
    """Return the partners that fit, the nearest first; among these who answers more.

    Where nothing is said to be needed, those whose kind is there for such clients.
    """
    found = [m for offer in offers if (m := match(need, offer, today)) is not None]
    return sorted(
        found,
        key=lambda m: (
            NEARNESS.index(m.near),
            not m.special,
            -len(m.answers),
            m.offer.name.casefold(),
            m.offer.uid,
        ),
    )


def match(need: Need, offer: Offer, today: date) -> Match | None:
    """Return how a partner fits, None where it does not."""
    meant = clusters(offer.kind)
    special = bool(meant & need.clusters)
    answered = offer.answers() & need.services
    if is_away(offer, today) or (meant and need.clusters and not special):
        return None
    if not answered and not (special and not need.services):
        return None
    useful = {s for s in offer.skills if answered & set(_serves(s))}
    return Match(
        offer, nearness(offer, need.place), tuple(sorted(answered)), tuple(sorted(useful)), special
    )


def _serves(skill: str) -> list[str]:
    return term("partner-skills", skill).extra["serves"].split()
