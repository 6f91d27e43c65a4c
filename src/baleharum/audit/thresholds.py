"""How many cases in an hour are no alarm: settings of the site."""

from plone import api


#: Name of the setting: so many different cases a person an hour are no alarm, one more is.
SETTING_NAME = "baleharum.mass_reading"
DEFAULT = 30

#: Name of the setting: so many different cases in lists an hour are no alarm, one more is. Lists
#: of 25 show many more cases than somebody opens.
LISTING_NAME = "baleharum.mass_listing"
LISTING_DEFAULT = 200


def threshold() -> int:
    """Return how many cases a person may read in an hour without an alarm."""
    return api.portal.get_registry_record(SETTING_NAME, default=DEFAULT) or DEFAULT


def listing_threshold() -> int:
    """Return how many cases lists may show a person in an hour without an alarm."""
    found = api.portal.get_registry_record(LISTING_NAME, default=LISTING_DEFAULT)
    return found or LISTING_DEFAULT
