"""A rule of the security check, as a slice states it in its ZCML.

MAIL = SecurityRule(title=_(...), remedy=_(...), check=mail_trouble, link="@@mail-controlpanel")

<utility component=".rules.MAIL" provides="baleharum.interfaces.ISecurityRule" name="mail" />
"""

from baleharum.interfaces import ISecurityRule
from collections.abc import Callable
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from zope.interface import implementer


@implementer(ISecurityRule)
@dataclass(frozen=True)
class SecurityRule:
    """See ISecurityRule. check: takes the site, gives what does not hold."""

    title: str
    remedy: str
    check: Callable[[Any], Iterable[str]]
    link: str = ""
    required: bool = True
