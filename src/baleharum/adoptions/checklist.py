"""The checklist of an adoption: what the law asks of the couple and of the child, one by one.

Pure functions, the day is an argument. The rules are those of Government Regulation 54/2007 (art. 12
and 13) and of Regulation 110/2009 of the Minister of Social Affairs (domain.md 1f). A check is
advice: it decides nothing, and where it is not passed the head says why all the same. Only HARD and
the age of 18 stand against a permit whatever anybody writes.
"""

from baleharum.adoptions.policy import trial_ends
from baleharum.adoptions.policy import years_later
from baleharum.cases.identity import age_on
from collections.abc import Callable
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


YES, NO = "ya", "tidak"

PASSED, FAILED, UNKNOWN = "passed", "failed", "unknown"

#: Years of age of husband and wife, both included.
YOUNGEST, OLDEST = 30, 55
MARRIED_YEARS = 5
MOST_CHILDREN = 1
#: Adoptions of one couple, and how many years lie between two of them.
MOST_ADOPTIONS, YEARS_BETWEEN = 2, 2
#: Age of a child: below FIRST it is adopted first, below SECOND for an urgent reason, below OF_AGE in
#: need of special protection, from then on not at all.
FIRST, SECOND, OF_AGE = 6, 12, 18


@dataclass(frozen=True)
class Facts:
    """What is known of an application; None, '' and False for what is not.

    applied_on: the couple is judged as of this day; married, healthy…: YES or NO; earlier: how often
    they have adopted before; earlier_on: the day of the last one; born: of the child, year: where
    that alone is known; urgent, protected: whether a reason is written; report, child_agrees,
    guardian_agrees: whether the document is there; child_heard: what a small child says or shows is
    written down.
    """

    applied_on: date | None = None
    births: tuple[date | None, date | None] = (None, None)
    religions: tuple[str, str] = ("", "")
    married_on: date | None = None
    couple: str = ""
    children: int | None = None
    earlier: int | None = None
    earlier_on: date | None = None
    healthy: str = ""
    able: str = ""
    clean: str = ""
    health_shown: bool = False
    means_shown: bool = False
    record_shown: bool = False
    born: date | None = None
    year: int | None = None
    religion: str = ""
    urgent: bool = False
    protected: bool = False
    child_agrees: bool = False
    child_heard: bool = False
    guardian_agrees: bool = False
    report: bool = False
    care_begun: date | None = None


def child_age(facts: Facts, day: date) -> int | None:
    """Return the full years of the child on a day, None where its birth is not known.

    Of a year alone it is the age that the child has reached for sure: who is in doubt is a child.
    """
    if facts.born is not None:
        return age_on(facts.born, day)
    return max(day.year - facts.year - 1, 0) if facts.year is not None else None


def _as_of(facts: Facts, day: date) -> date:
    return facts.applied_on or day


def _told(good: Iterable[bool | None]) -> str:
    """Return the result of several answers: one that is wrong counts before one that is missing."""
    answers = list(good)
    if False in answers:
        return FAILED
    return UNKNOWN if None in answers else PASSED


def _answer(token: str, *, shown: bool) -> str:
    """Return the result of an answer that a paper has to show."""
    if token == NO:
        return FAILED
    return PASSED if token == YES and shown else UNKNOWN


def check_ages(facts: Facts, day: date) -> str:
    """Husband and wife are 30 to 55 years old on the day of the application."""
    asked = _as_of(facts, day)
    return _told(
        None if born is None else YOUNGEST <= age_on(born, asked) <= OLDEST for born in facts.births
    )


def check_marriage(facts: Facts, day: date) -> str:
    """They have been married for five years on the day of the application."""
    if facts.married_on is None:
        return UNKNOWN
    held = years_later(facts.married_on, MARRIED_YEARS) <= _as_of(facts, day)
    return PASSED if held else FAILED


def check_religion(facts: Facts, day: date) -> str:
    """Both are of the religion of the child."""
    known = facts.religion
    return _told(None if not (one and known) else one == known for one in facts.religions)


def check_children(facts: Facts, day: date) -> str:
    """They have no child, or one."""
    return _told([None if facts.children is None else facts.children <= MOST_CHILDREN])


def check_couple(facts: Facts, day: date) -> str:
    """They are husband and wife."""
    return _answer(facts.couple, shown=True)


def check_health(facts: Facts, day: date) -> str:
    """They are healthy, as a certificate says."""
    return _answer(facts.healthy, shown=facts.health_shown)


def check_means(facts: Facts, day: date) -> str:
    """They can care for a child, as a paper says."""
    return _answer(facts.able, shown=facts.means_shown)


def check_record(facts: Facts, day: date) -> str:
    """They have no criminal record, as the certificate of the police says."""
    return _answer(facts.clean, shown=facts.record_shown)


def check_child_consent(facts: Facts, day: date) -> str:
    """The child has agreed in writing; of one under six it is written down what it says or shows."""
    age = child_age(facts, day)
    small = age is not None and age < FIRST
    return PASSED if facts.child_agrees or (small and facts.child_heard) else UNKNOWN


def check_guardian_consent(facts: Facts, day: date) -> str:
    """Parents or guardian have agreed in writing."""
    return PASSED if facts.guardian_agrees else UNKNOWN


def check_report(facts: Facts, day: date) -> str:
    """There is the approved social report of the first visit."""
    return PASSED if facts.report else UNKNOWN


def check_earlier(facts: Facts, day: date) -> str:
    """With this one they adopt twice at most, two years after the first."""
    if facts.earlier is None:
        return UNKNOWN
    if facts.earlier == 0:
        return PASSED
    if facts.earlier >= MOST_ADOPTIONS:
        return FAILED
    if facts.earlier_on is None:
        return UNKNOWN
    apart = years_later(facts.earlier_on, YEARS_BETWEEN) <= _as_of(facts, day)
    return PASSED if apart else FAILED


def check_child_age(facts: Facts, day: date) -> str:
    """The child is of an age at which it is adopted, with the reason that its age asks for."""
    age = child_age(facts, day)
    if age is None:
        return UNKNOWN
    if age >= OF_AGE:
        return FAILED
    if age >= SECOND:
        return PASSED if facts.protected else UNKNOWN
    return PASSED if age < FIRST or facts.urgent else UNKNOWN


def check_trial(facts: Facts, day: date) -> str:
    """The child has lived with the couple for six months."""
    if facts.care_begun is None:
        return UNKNOWN
    return PASSED if trial_ends(facts.care_begun) <= day else FAILED


#: token of the list `adoption-checks` -> check, in the order of the law.
CHECKS: dict[str, Callable[[Facts, date], str]] = {
    "umur-pemohon": check_ages,
    "lama-menikah": check_marriage,
    "agama": check_religion,
    "jumlah-anak": check_children,
    "pasangan": check_couple,
    "sehat": check_health,
    "mampu": check_means,
    "catatan-pidana": check_record,
    "persetujuan-anak": check_child_consent,
    "izin-wali": check_guardian_consent,
    "laporan-sosial": check_report,
    "adopsi-terdahulu": check_earlier,
    "umur-anak": check_child_age,
    "enam-bulan": check_trial,
}
#: What nobody can set aside: the steps themselves ask for it.
HARD = ("persetujuan-anak", "izin-wali", "laporan-sosial", "enam-bulan")
#: The same where it is not passed: the age of a child is a matter of reasons below 18 alone.
NEVER_ASIDE = (*HARD, "umur-anak")


def findings(facts: Facts, day: date) -> dict[str, str]:
    """Return token of the check -> PASSED, FAILED or UNKNOWN, in the order of the law."""
    return {token: check(facts, day) for token, check in CHECKS.items()}


def is_of_age(facts: Facts, day: date) -> bool:
    """Tell whether the child is 18 or older, for sure: then there is no adoption at all."""
    age = child_age(facts, day)
    return age is not None and age >= OF_AGE


def deviations(found: dict[str, str]) -> tuple[str, ...]:
    """Return the checks that are not passed and that the head may set aside with a reason."""
    return tuple(token for token, result in found.items() if result != PASSED and token not in HARD)
