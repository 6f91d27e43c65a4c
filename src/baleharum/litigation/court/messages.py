"""What a step of a procedure lacks: each message says how it is mended."""

from baleharum import _


MISSING = {
    "decision": _(
        "missing_court_decision",
        default="Nothing says that the client wants this. Write down the decision, and its day.",
    ),
    "attorney": _(
        "missing_court_attorney",
        default="The client is represented, but the special power of attorney is not whole: to whom,"
        " when, for what, and the document.",
    ),
    "report": _(
        "missing_court_report",
        default="Write down the number of the police report, and its day.",
    ),
    "transfer": _(
        "missing_court_transfer",
        default="Write down the transfer letter: its number, and when the prosecutor got the file.",
    ),
    "court": _(
        "missing_court_court", default="Write down the court, and the number of the case there."
    ),
    "summons": _("missing_court_summons", default="Write down the day of the summons."),
    "hearing": _(
        "missing_court_hearing", default="Write down the first hearing: day, hour and room."
    ),
    "judgment": _(
        "missing_court_judgment",
        default="Write down the judgment: its number, its day, and what was decided.",
    ),
    "judgment-proof": _(
        "missing_court_judgment_proof",
        default="File the judgment among the documents of the case, and choose it here.",
    ),
    "appeal": _("missing_court_appeal", default="Write down the day of the appeal."),
    "final": _("missing_court_final", default="Write down since when the decision is final."),
    "final-proof": _(
        "missing_court_final_proof",
        default="File the decision that is final, and choose it: without an appeal it is the"
        " judgment.",
    ),
    "appeal-decision": _(
        "missing_court_appeal_decision",
        default="After an appeal another decision is final. File it, and choose it in place of the"
        " judgment.",
    ),
    "restitution": _(
        "missing_court_restitution",
        default="Write down what became of the restitution, also when none was asked for.",
    ),
    "restitution-note": _(
        "missing_court_restitution_note",
        default="Say of the restitution what was granted, paid or refused, and on which day.",
    ),
    "child": _(
        "missing_court_child",
        default="There is a diversion for a child of whom an offence is alleged, and for nobody else"
        " (art. 6 and 7 of Law 11/2012).",
    ),
    "divertible": _(
        "missing_court_divertible",
        default="An offence is diverted that is threatened with less than seven years and is no"
        " repetition (art. 7(2) of Law 11/2012). Write down the highest penalty.",
    ),
    "offer": _(
        "missing_court_offer",
        default="Write down when the diversion was offered, and when it began.",
    ),
    "agreed": _("missing_court_agreed", default="Write down the day of the agreement."),
    "agreement": _(
        "missing_court_agreement",
        default="File the agreement with the order of the court, and choose it.",
    ),
    "failed": _("missing_court_failed", default="Write down the day on which it failed."),
    "minutes": _(
        "missing_court_minutes", default="File the minutes of the failure, and choose them."
    ),
    "stopped": _(
        "missing_court_stopped", default="Write down the day on which it was discontinued."
    ),
    "stop-no": _("missing_court_stop_no", default="Write down the number of the order (SP3)."),
    "stop-proof": _(
        "missing_court_stop_proof",
        default="File the order, the client's note or the settlement, and choose it.",
    ),
    "settlement": _(
        "missing_court_settlement",
        default="Sexual violence is not settled outside of the court (art. 23 of Law 12/2022). Choose"
        " another reason, or go on.",
    ),
}
