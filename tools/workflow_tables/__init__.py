"""What the workflows say, one module a slice."""

from tools.workflow_tables import cases


WORKFLOWS = {**cases.WORKFLOWS}
