"""What slices tell of a case to be counted: facts with a day and tokens, see IFigureFacts."""

from baleharum.cases.interfaces import IFactsChanged
from dataclasses import dataclass
from datetime import date
from typing import Any
from zope.interface import implementer


#: what -> what its token, and its number, are. A slice may tell of more; they are kept as well.
KINDS = {
    # A letter went out. token: of `partner-kinds`; number: days until the answer, None for none.
    "referred": "partner-kinds",
    # Somebody was brought home. token: code of the province, as `35`; number: how many people.
    "repatriated": "provinces",
    # A service was given. token: of `services`.
    "service": "services",
    # A service as SIMFONI counts them. token: of `simfoni-services`.
    "simfoni": "simfoni-services",
    # Somebody was accompanied to police, prosecution or court; no token.
    "accompanied": "",
    # The procedure of a child came into a stage. token: of `abh-roles`, a dot, and of `abh-stages`
    # (or before, over); number: which procedure of the case.
    "child-stage": "",
    # A child came back to a family. no token.
    "reintegrated": "",
    # A consent was withdrawn. number: days until everybody was told, None while somebody was not.
    "withdrawn": "",
    # Somebody was let into a house. token: of `shelter-kinds`; number: nights, None for still there.
    "stayed": "shelter-kinds",
    # The last day of a stay. token: likewise; number: days that it went on after it, None for still.
    "limit": "shelter-kinds",
}


@dataclass(frozen=True)
class Fact:
    """on: the day; what: see KINDS; token, number: what is to be told of it besides."""

    on: date
    what: str
    token: str = ""
    number: int | None = None


@implementer(IFactsChanged)
class FactsChanged:
    """See IFactsChanged."""

    def __init__(self, case: Any) -> None:
        self.object = case
