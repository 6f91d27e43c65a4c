"""What the workflows say, one module a slice."""

from tools.workflow_tables import cases
from tools.workflow_tables import partners
from tools.workflow_tables import referrals


WORKFLOWS = {**cases.WORKFLOWS, **partners.WORKFLOWS, **referrals.WORKFLOWS}
