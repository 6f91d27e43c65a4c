"""What is planted in an adoption, see `canaries`."""

from tests import adoptions_made
from tests.adoptions_made import write
from tests.referrals_made import take


WORDS = {
    "husband": "Kanarisuami",
    "wife": "Kanariistri",
    "couples": "Kanaripasangan",
    "best": "Kanariterbaik",
    "childs": "Kanarianak",
    "parent": "Kanariortu",
    "visited": "Kanarikunjung",
    "permit": "Kanariizin",
    "aside": "Kanaripenyimpangan",
    "later": "Kanarikemudian",
}


def adopt(case) -> None:
    """Lead an adoption into the trial care, past a check that is not passed, and give it up."""
    made = adoptions_made.sample_adoption(case, why=WORDS["best"])
    adoptions_made.visited(made, visit1_note=WORDS["visited"], visit1_by=WORDS["visited"])
    couple = {"husband_name": WORDS["husband"], "wife_name": WORDS["wife"]}
    adoptions_made.paired(made, **couple, address=WORDS["couples"], children=4)
    take(made, "worker1", "visit_first")
    adoptions_made.permitted(made, care_number=WORDS["permit"])
    adoptions_made.agreed(made, child_said=WORDS["childs"], guardian=WORDS["parent"])
    take(made, "head1", "grant_care", comment=WORDS["aside"])
    write(made, "worker1", care_begun=adoptions_made.ago(2))
    take(made, "worker1", "begin_care")
    write(made, "worker1", afterwards=WORDS["later"])
    take(made, "supervisor1", "withdraw", comment=WORDS["aside"])
