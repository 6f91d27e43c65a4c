"""The words and pictures of the demo's sample files."""
