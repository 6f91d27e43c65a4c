"""What the workflows say, one module a slice."""

from tools.workflow_tables import cases
from tools.workflow_tables import consents
from tools.workflow_tables import partners


WORKFLOWS = {**cases.WORKFLOWS, **partners.WORKFLOWS, **consents.WORKFLOWS}

consents.into_cases(cases.CASE_STATES)
