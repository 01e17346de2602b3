"""Coverage-guided fuzzing of what reads strangers' bytes: `make fuzz`, a part of `make nightly`."""
