"""Tests of what attachments are and of what report a message submits."""
