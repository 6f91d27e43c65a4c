"""Local roles that follow from team groups; nothing is ever stored on an object."""

from Acquisition import aq_chain
from baleharum.team import policy
from baleharum.team.interfaces import IAppointing
from baleharum.team.interfaces import IAssignable
from baleharum.team.interfaces import ICaseContent
from borg.localrole.interfaces import ILocalRoleProvider
from functools import cached_property
from plone.uuid.interfaces import IUUID
from zope.component import adapter
from zope.interface import implementer


class GroupRoles:
    """Gives the roles that `table` holds for a group id."""

    def __init__(self, context):
        self.context = context

    @cached_property
    def table(self) -> dict[str, tuple[str, ...]]:
        """Group id -> roles on the context; one look-up serves all groups of a person."""
        return self._table()

    def getRoles(self, principal_id):
        """Return the roles of a user or group id here."""
        # Most principals are people and ordinary groups: they hold nothing by name.
        return self.table.get(principal_id, ()) if ":" in principal_id else ()

    def getAllRoles(self):
        """Yield (group id, roles): what the catalog indexes."""
        return self.table.items()


@implementer(ILocalRoleProvider)
@adapter(IAssignable)
class CaseRoles(GroupRoles):
    """The team's roles on its case."""

    def _table(self):
        """Return the roles of the functions in this case."""
        uid = IUUID(self.context)
        return {policy.token(f, uid): (role,) for f, role in policy.CASE_ROLES.items()}


@implementer(ILocalRoleProvider)
@adapter(IAppointing)
class RegisterRoles(GroupRoles):
    """The roles of the people appointed to a register; its cases inherit them."""

    def _table(self):
        """Return the roles of the appointments to this register."""
        uid = IUUID(self.context)
        return {policy.token(f, uid): roles for f, roles in policy.REGISTER_ROLES.items()}


@implementer(ILocalRoleProvider)
@adapter(ICaseContent)
class DocumentRoles(GroupRoles):
    """Reader, editor and reviewer of a document, by its level and profession."""

    def _table(self):
        """Return the roles of the team of the case around this document."""
        case, register = case_and_register(self.context)
        if case is None or register is None:
            return {}
        if getattr(self.context, "clinical", False):
            return policy.clinical_roles(IUUID(case))
        return dict(
            policy.document_roles(
                self.context.level or "secret",
                self.context.profession or "",
                IUUID(case),
                IUUID(register),
                getattr(self.context, "exclusive", False),
            )
        )


def case_and_register(context):
    """Return the case and the register around an object, None where there is none."""
    case = register = None
    for parent in aq_chain(context):
        if IAppointing.providedBy(parent):
            register = parent
            break
        if case is None and IAssignable.providedBy(parent):
            case = parent
    return case, register
