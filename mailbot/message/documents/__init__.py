"""Readers of attached documents, one file a format, run in a separate process with limits."""
