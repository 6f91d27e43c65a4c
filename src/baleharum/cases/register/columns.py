"""The columns of the register, for its table and its exports."""

from baleharum import _


#: column -> (heading, sort it offers or '').
COLUMNS = {
    "number": (_("column_number", default="Case"), "number"),
    "state": (_("column_state", default="State"), "state"),
    "risk": (_("column_risk", default="Risk"), "risk"),
    "category": (_("column_category", default="Category"), ""),
    "sub_district": (_("column_sub_district", default="Sub-district"), "sub_district"),
    "leads": (_("column_leads", default="Led by"), ""),
    "received": (_("column_received", default="Received"), "received"),
    "changed": (_("column_changed", default="Last change"), "changed"),
}

#: What an export has besides.
REVIEW = _("column_review", default="Review on")
