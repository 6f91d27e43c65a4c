"""What a centre sets for consents: how long they hold, and the notice that is explained."""

from baleharum import _
from baleharum.team.refusals import TeamRefused
from dataclasses import dataclass
from plone import api
from zope.i18nmessageid import Message


PREFIX = "baleharum.consents"
MONTHS = range(1, 61)
LONGEST_NOTICE = 10000


@dataclass(frozen=True)
class Notice:
    """The text that is explained before a consent, in Indonesian and English, and its version."""

    version: int
    id: str
    en: str


class SettingsRefused(TeamRefused):
    """Settings that cannot be right; its only argument says what to do."""


def months() -> int:
    """Return how many months a consent holds where nothing else was agreed."""
    return api.portal.get_registry_record(f"{PREFIX}.months", default=12)


def notice() -> Notice:
    """Return the notice as it is now."""
    record = api.portal.get_registry_record
    return Notice(
        record(f"{PREFIX}.notice_version", default=1),
        record(f"{PREFIX}.notice_id", default="") or "",
        record(f"{PREFIX}.notice_en", default="") or "",
    )


def version_now() -> str:
    """Return the version of the notice as a form names it."""
    return str(notice().version)


def earlier() -> dict[int, Notice]:
    """Return the notices of the time before, by version."""
    known = [
        api.portal.get_registry_record(f"{PREFIX}.earlier_{language}", default=None) or {}
        for language in ("id", "en")
    ]
    return {int(v): Notice(int(v), text, known[1].get(v, "")) for v, text in known[0].items()}


def version_of(version: str | None) -> Notice | None:
    """Return the notice that a form names, the one of now where it names none; None for one that
    nobody knows."""
    now = notice()
    if not version or version == str(now.version):
        return now
    return next((text for number, text in earlier().items() if str(number) == version), None)


def save(new_months: int, text_id: str, text_en: str) -> None:
    """Keep the settings; a notice that differs gets the next version. Raises SettingsRefused."""
    text_id, text_en = _text(text_id), _text(text_en)
    problem = _problem(new_months, text_id, text_en)
    if problem is not None:
        raise SettingsRefused(problem)
    known, keep = notice(), api.portal.set_registry_record
    if (known.id, known.en) != (text_id, text_en):
        # Forms that were printed before still come back signed.
        kept = {**earlier(), known.version: known}
        for language in ("id", "en"):
            texts = {str(number): getattr(each, language) for number, each in kept.items()}
            keep(f"{PREFIX}.earlier_{language}", texts)
        keep(f"{PREFIX}.notice_id", text_id)
        keep(f"{PREFIX}.notice_en", text_en)
        keep(f"{PREFIX}.notice_version", known.version + 1)
    keep(f"{PREFIX}.months", new_months)


def _text(value: str) -> str:
    return value.replace("\r\n", "\n").strip()


def _problem(new_months: int, text_id: str, text_en: str) -> Message | None:
    if new_months not in MONTHS:
        return _("error_consent_months", default="Choose between 1 and 60 months.")
    if not text_id or not text_en:
        return _("error_notice_empty", default="Write the notice in both languages.")
    if max(len(text_id), len(text_en)) > LONGEST_NOTICE:
        return _(
            "error_notice_long", default="The notice is too long: people have to understand it."
        )
    return None
