Insurance and health of a person (HIV, mental disorder…) are kept by the psychologists and doctors of the case alone: for everybody else such a record does not exist.
