"""How long a case is kept, who may stop its destruction, and how it is destroyed for good."""
