"""How long reports are kept: holds, restriction, and requests of the people whom they are about."""
