`make start` goes from a clean checkout to a demo centre in the browser, `make test` runs every test from unit to browser, and the profiles `production` and `cluster` run it for real.
