// baleharum: small enhancements; every page works without them.
