"""What a step of a repatriation lacks: each message says how it is mended."""

from baleharum import _


MISSING = {
    "person": _(
        "missing_home_person", default="Choose the person of this case who is brought home."
    ),
    "origin": _(
        "missing_home_origin",
        default="Nothing proves who they are or where they come from: choose a document, and write"
        " down what it shows.",
    ),
    "will": _(
        "missing_home_will",
        default="Write down whether they want to go home, in their own words, and on which day they"
        " said it. Nobody is sent home against their will.",
    ),
    "fit": _(
        "missing_home_fit",
        default="Write down who has found them fit to travel, and when.",
    ),
    "destination": _(
        "missing_home_destination", default="Write down province and regency of the destination."
    ),
    "office": _(
        "missing_home_office",
        default="Choose the social office of the origin, and write down its reply: the day, and the"
        " document.",
    ),
    "risk": _(
        "missing_home_risk",
        default="This is a case of trafficking: write down the risk check of the way and of the"
        " home.",
    ),
    "unsafe": _(
        "missing_home_unsafe",
        default="The risk check says that it is not safe there. Postpone it, and look for another"
        " place.",
    ),
    "escort": _(
        "missing_home_escort",
        default="Write down whom the order sends, how they travel, and the planned day.",
    ),
    "companion": _(
        "missing_home_companion",
        default="A child or somebody with a mental disorder does not travel alone: name the"
        " companion.",
    ),
    "signer": _(
        "missing_home_signer",
        default="Nobody signs the order of a repatriation that they proposed or verified. Ask"
        " another head.",
    ),
    "order": _(
        "missing_home_order",
        default="There is no signed assignment letter, or it is not the one that was signed. Tell"
        " whoever looks after the computers.",
    ),
    "departed": _(
        "missing_home_departed",
        default="Write down the day of departure: not before the order, and not after today.",
    ),
    "handed": _(
        "missing_home_handed",
        default="Write down the day of the handover, who has taken the person over, and for whom.",
    ),
    "minutes": _(
        "missing_home_minutes",
        default="File the signed handover minutes, have them approved, and choose them.",
    ),
    "costs": _(
        "missing_home_costs",
        default="Write down the costs and who has paid them, and choose the receipt.",
    ),
}
