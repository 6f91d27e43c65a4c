"""What a step of a stay lacks: each message says how it is mended."""

from baleharum import _


MISSING = {
    "person": _(
        "missing_stay_person", default="Choose the person of this case whom the stay is for."
    ),
    "inside": _(
        "missing_stay_inside",
        default="This person lives in a house already. End that stay first, or transfer it.",
    ),
    "rules": _(
        "missing_stay_rules",
        default="The house rules are not accepted: write down the day, who has signed, and which"
        " colleague was there.",
    ),
    "rules-proof": _(
        "missing_stay_rules_proof",
        default="File the signed house rules as a service agreement among the documents, and choose"
        " them.",
    ),
    "belongings": _(
        "missing_stay_belongings",
        default="Write the list of belongings, or say that nothing was brought.",
    ),
    "belongings-signed": _(
        "missing_stay_belongings_signed",
        default="The list of belongings is not signed: write down the day, who has signed, and which"
        " colleague was there.",
    ),
    "room": _("missing_stay_room", default="Choose the room."),
    "arrived": _(
        "missing_stay_arrived", default="The day of arrival is yet to come. Look at the day."
    ),
    "reason": _("missing_stay_ask_reason", default="Nothing says why the stay has to last longer."),
    "left": _(
        "missing_stay_left",
        default="Write down the day on which the person left: not before they came, and not after"
        " today.",
    ),
    "exit-note": _(
        "missing_stay_exit_note", default="Write the exit note: how they leave, and what follows."
    ),
    "handed": _("missing_stay_handed", default="Write down who took the person over."),
    "minutes": _(
        "missing_stay_minutes",
        default="File the handover minutes, have them approved, and choose them.",
    ),
    "returned": _(
        "missing_stay_returned",
        default="There is a list of belongings: confirm that they were handed back.",
    ),
    "moved": _("missing_stay_moved", default="Write down where the person is taken."),
    "absence": _(
        "missing_stay_absence",
        default="An absence is an incident: write down since when the person is missing, what"
        " happened, and what was done.",
    ),
    "beds": _(
        "refused_room_taken",
        default="People sleep in a room that would be gone or have too few beds. Give them another"
        " room first.",
    ),
    "police": _(
        "missing_stay_police",
        default="A child is missing: tell the police, and write down the number and day of their"
        " receipt.",
    ),
}

#: Keys of `policy.misfits`, and what else bars a room.
ROOM = {
    "gone": _("stay_room_gone", default="This room is not there any more. Choose another."),
    "closed": _("stay_room_closed", default="This house takes nobody in now. Choose another."),
    "full": _(
        "stay_room_full",
        default="There is no free bed in this room. Choose another room, or leave the stay on the"
        " waiting list.",
    ),
    "house": _(
        "stay_room_house",
        default="This room is in another house. Within a house the room is changed; to another house"
        " the person is transferred.",
    ),
    "sex": _("stay_room_sex", default="This room is for people of the other sex."),
    "sex-unknown": _(
        "stay_room_sex_unknown",
        default="This room is for people of one sex. Write down the sex of the person first.",
    ),
    "age": _("stay_room_age", default="This room is for people of another age."),
    "age-unknown": _(
        "stay_room_age_unknown",
        default="This room is for people of one age. Write down birth day or year of the person"
        " first.",
    ),
    "family": _(
        "stay_room_family", default="This room is a family's: people of another case live in it."
    ),
    "disability": _(
        "stay_room_disability",
        default="This room is not accessible. Choose one that is, or write down how it suits the"
        " person's disability.",
    ),
}

#: Keys of `policy.bars_family`.
FAMILY = {
    "assessed": _(
        "stay_family_assessed",
        default="Nothing says that this family was assessed and selected. Whoever keeps the house"
        " writes down the day.",
    ),
    "declared": _(
        "stay_family_declared",
        default="This family has not signed the declaration against violence. Whoever keeps the"
        " house writes down the day.",
    ),
    "religion": _(
        "stay_family_religion",
        default="A child lives with a family of its own religion. Choose another family.",
    ),
    "religion-unknown": _(
        "stay_family_religion_unknown",
        default="A child lives with a family of its own religion: write down that of the child in"
        " its record, and that of the family.",
    ),
}

#: Keys of `policy.bars_extension`.
EXTENSION = {
    "late": _(
        "stay_extension_late",
        default="The limit has passed: an extension is decided before it. Nobody has to go tonight;"
        " end the stay with a leave or a transfer as soon as it is safe.",
    ),
    "many": _(
        "stay_extension_many",
        default="The stay has been extended as often as the centre allows. Prepare the leave, or a"
        " transfer to a house for longer stays.",
    ),
    "until": _("stay_extension_until", default="Write down until when the stay is to last."),
    "backwards": _(
        "stay_extension_backwards", default="The new last day is not after the one of now."
    ),
    "long": _(
        "stay_extension_long",
        default="The new last day is further away than one extension allows. Choose an earlier one.",
    ),
}

OPEN_STAY = _(
    "missing_stays_ended",
    default="Somebody of this case still lives in a shelter or waits for a place: end the stay, or"
    " cancel the proposal.",
)
