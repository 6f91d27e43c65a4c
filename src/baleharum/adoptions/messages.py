"""What a step of an adoption lacks, and what mends a check: each message says what to do."""

from baleharum import _


MISSING = {
    "person": _(
        "missing_adoption_person", default="Choose the child of this case that is to be adopted."
    ),
    "of-age": _(
        "missing_adoption_of_age",
        default="This person is 18 or older: the law knows no adoption. Refuse the application.",
    ),
    "application": _(
        "missing_adoption_application",
        default="Write down the day of the application and why adoption is best for this child, and"
        " choose the application among the documents.",
    ),
    "couple": _(
        "missing_adoption_couple", default="Write down who applies: both names, and the address."
    ),
    "first-visit": _(
        "missing_adoption_first_visit",
        default="Write down when the first home visit was made and by whom: not before the"
        " application, and not after today.",
    ),
    "report": _(
        "missing_adoption_report",
        default="File the social report of the first visit, have it approved, and choose it.",
    ),
    "child-consent": _(
        "missing_adoption_child_consent",
        default="The child has not agreed: file its written consent, have it approved, and choose"
        " it. Of a child under six write down what it says or shows. Without it there is no permit.",
    ),
    "guardian-consent": _(
        "missing_adoption_guardian_consent",
        default="Parents or guardian have not agreed: write down who and when, file their written"
        " consent, have it approved, and choose it. Without it there is no permit.",
    ),
    "care-permit": _(
        "missing_adoption_care_permit",
        default="Write down number and day of the care permit, not before the first visit, and"
        " choose it among the documents.",
    ),
    "begun": _(
        "missing_adoption_begun",
        default="Write down since when the child lives with the couple: not before the care permit,"
        " and not after today.",
    ),
    "second-visit": _(
        "missing_adoption_second_visit",
        default="Write down when the second home visit was made and by whom: not before the child"
        " moved in, and not after today.",
    ),
    "second-report": _(
        "missing_adoption_second_report",
        default="File the report of the second visit, have it approved, and choose it.",
    ),
    "panel": _(
        "missing_adoption_panel",
        default="Write down when the adoption panel met, not before the second visit, and that it"
        " recommends the adoption. Otherwise refuse it.",
    ),
    "adoption-permit": _(
        "missing_adoption_permit",
        default="Write down number and day of the adoption permit, not before the panel met and not"
        " before six months of trial care were over, and who gave it; choose it among the documents.",
    ),
    "order": _(
        "missing_adoption_order",
        default="Write down court, number and day of the order, not before the adoption permit, and"
        " choose the approved copy of it.",
    ),
    "registration": _(
        "missing_adoption_registration",
        default="Write down day and number of the entry in the civil register, not before the order"
        " of the court, and choose the birth certificate.",
    ),
    "signer": _(
        "missing_adoption_signer",
        default="Nobody notes the permit of an adoption that they applied for or visited. Ask"
        " another head.",
    ),
    "afterwards": _(
        "missing_adoption_afterwards",
        default="The child has lived with the couple: write down where it lives now, and who cares"
        " for it.",
    ),
}
OPEN_ADOPTION = _(
    "missing_adoption_open",
    default="An adoption of this case is not decided. Finish, refuse or withdraw it first.",
)


def trial_lasts(day: str) -> object:
    """Return that the trial care is too short. day: on which six months are over, in words."""
    return _(
        "missing_adoption_trial",
        default="Six months of trial care are over on ${day}. There is no adoption permit before.",
        mapping={"day": day},
    )


def unexplained(checks: str) -> object:
    """Return that a reason is missing for what is not passed. checks: their titles."""
    return _(
        "missing_adoption_reason",
        default="Not passed or not known: ${checks}. Mend it, or write into the comment why the"
        " permit is noted all the same.",
        mapping={"checks": checks},
    )


def told(checks: str) -> object:
    """Return what the head has to know first. checks: titles of what is not passed."""
    return _(
        "told_adoption_reason",
        default="Not passed or not known: ${checks}. The checklist decides nothing: you do. Your"
        " comment is kept as the reason, in this file and in the timeline.",
        mapping={"checks": checks},
    )


#: check -> what mends it.
MENDS = {
    "umur-pemohon": _(
        "mend_adoption_age",
        default="Write down both dates of birth as the identity cards have them. Age itself is not"
        " mended: the head may say why it does no harm to the child.",
    ),
    "lama-menikah": _(
        "mend_adoption_marriage",
        default="Write down the day of the wedding as the marriage book has it. Otherwise they apply"
        " again once five years are over.",
    ),
    "agama": _(
        "mend_adoption_religion",
        default="Write down the religion of both, and that of the child in its record.",
    ),
    "jumlah-anak": _(
        "mend_adoption_children", default="Write down how many children they have, 0 for none."
    ),
    "pasangan": _(
        "mend_adoption_pair",
        default="Answer whether the applicants are husband and wife, as the marriage book says.",
    ),
    "sehat": _(
        "mend_adoption_health",
        default="Answer it, and choose the certificates of a government hospital.",
    ),
    "mampu": _(
        "mend_adoption_means",
        default="Answer it, and choose the certificate of income from the employer.",
    ),
    "catatan-pidana": _(
        "mend_adoption_record", default="Answer it, and choose the certificates of the police."
    ),
    "persetujuan-anak": MISSING["child-consent"],
    "izin-wali": MISSING["guardian-consent"],
    "laporan-sosial": MISSING["report"],
    "adopsi-terdahulu": _(
        "mend_adoption_earlier",
        default="Write down how often they have adopted before, and the day of the last time.",
    ),
    "umur-anak": _(
        "mend_adoption_child_age",
        default="Write the birth of the child into its record; for a child of 6 or more the urgent"
        " reason, for one of 12 or more its need of protection. Nobody of 18 or more is adopted.",
    ),
    "enam-bulan": _(
        "mend_adoption_trial",
        default="Wait until the child has lived with the couple for six months after the care permit.",
    ),
}
