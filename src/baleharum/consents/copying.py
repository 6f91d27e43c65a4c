"""The copy of a consent for the person whom it is about."""

from baleharum.cases.history import state_of
from baleharum.cases.interfaces import ICopy
from baleharum.cases.steps import state_label
from baleharum.consents.content import IConsentForm
from baleharum.consents.policy import CONSENT
from baleharum.terms.days import day_text
from baleharum.terms.lists import term
from typing import Any
from zope.component import adapter
from zope.i18n import translate
from zope.interface import implementer


@implementer(ICopy)
@adapter(IConsentForm)
class ConsentCopy:
    """See ICopy. Of guardian, witnesses and helpers it tells nothing."""

    kind = CONSENT

    def __init__(self, consent: Any) -> None:
        self.consent = consent

    @property
    def stands(self) -> bool:
        """Whether there is a copy; see ICopy."""
        return state_of(self.consent) not in ("", "draft")

    @property
    def person(self) -> str:
        """Whom it is about; see ICopy."""
        return self.consent.person or ""

    def rows(self) -> list[tuple[str, str]]:
        """Return what was agreed, what was explained, and what became of it."""
        one = self.consent
        found = [
            ("Keperluan", term("consent-purposes", one.purpose).id),
            ("Penerima", one.recipient_name or "Pusat pelayanan ini"),
            ("Keadaan", str(translate(state_label(one), target_language="id"))),
            ("Diberikan", day_text(one.given_on, "id")),
            ("Berlaku sampai", day_text(one.valid_until, "id")),
            ("Ditarik", day_text(one.withdrawn_on, "id")),
            ("Cara", term("consent-methods", one.method).id if one.method else ""),
            ("Persetujuan anak", term("assents", one.assent).id if one.assent else ""),
            ("Kata-kata anak", one.assent_words or ""),
            ("Format dukungan", one.support_format or ""),
            ("Keterangan", one.remarks or ""),
            ("Yang dijelaskan", one.notice_id or ""),
        ]
        return [(title, text) for title, text in found if text]
