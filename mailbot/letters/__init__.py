"""Answering: letters and digests as e-mail messages, rendered from templates/. Pure but for reading templates."""
