"""What the workflows say, one module a slice."""

from tools.workflow_tables import cases
from tools.workflow_tables import partners


WORKFLOWS = {**cases.WORKFLOWS, **partners.WORKFLOWS}
