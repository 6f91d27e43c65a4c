Retention: classes with dates (a child's case longer), legal hold, yearly disposal lists with three approvals, destruction of the case key, tombstone and certificate.
