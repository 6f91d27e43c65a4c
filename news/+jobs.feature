Work that takes long is done by a worker process beside the site: a durable queue outside the
database joins the transaction that asks for the work, survives the death of any process, tries
again what failed, and shows administrators what waits, runs and failed (`@@jobs`, REST `@jobs`).
