"""What a site of before there were court procedures gets: type, workflow, settings."""

from baleharum.upgraded import add_records
from baleharum.upgraded import read_steps
from typing import Any


def court(tool: Any) -> None:
    """Install them; what is set already stays as it is, and doing it again changes nothing."""
    read_steps(tool, "typeinfo", "workflow")
    add_records(tool, "baleharum.court.report_hours", "court.xml")
