"""Fits the weights of rules/kinds.toml: `python -m tests.fitting`."""
