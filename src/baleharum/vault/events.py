"""What the vault does when a server starts."""

from baleharum.vault import keystore

import logging


logger = logging.getLogger(__name__)


def look_at_start(event):
    """Make key and keystore at the first start; refuse to start when they don't fit."""
    logger.info("the vault is open, key-encryption key %s", keystore.ready())
