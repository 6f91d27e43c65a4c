"""What is told of a case when its people, documents and team are there, in this order."""

from baleharum.demo import adoptions
from baleharum.demo import consents
from baleharum.demo import litigation
from baleharum.demo import mandates
from baleharum.demo import proceedings
from baleharum.demo import referrals
from baleharum.demo import repatriations
from baleharum.demo import stays


PARTS = (
    *(consents, referrals, proceedings, litigation),
    *(stays, repatriations, adoptions, mandates),
)
