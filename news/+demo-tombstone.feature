The demo destroys its oldest case as a centre does, by a disposal list with three approvals, and shows the tombstone with its certificate.
