"""Programmes of assistance: batches of recipients, from the list to the accounts."""
