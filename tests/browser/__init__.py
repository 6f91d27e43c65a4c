"""Tests in a real Chromium against the centre as `make start` serves it."""
