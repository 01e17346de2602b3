"""The scripts, by number."""
