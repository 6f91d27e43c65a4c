"""Above the tabs of a case that was referred: that the referral goes no further."""

from baleharum.cases.layout import case_of
from baleharum.referrals.case_rules import CaseLetters
from baleharum.referrals.content import under_way
from plone import api
from plone.app.layout.viewlets import ViewletBase


class FailedNotice(ViewletBase):
    """Shown until the case is brought back, or another letter is on its way."""

    def update(self):
        """Look whether a letter of this referral has failed and none is under way."""
        super().update()
        self.case = case_of(self.context)
        self.failed = api.content.get_state(self.case) == "referred" and self._failed()

    def _failed(self) -> bool:
        if under_way(self.case):
            return False
        return not CaseLetters(self.case).missing("referral_failed", {})

    def url(self) -> str:
        """Return the tab of the letters."""
        return f"{self.case.absolute_url()}/referrals"
