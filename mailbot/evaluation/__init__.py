"""Measuring understanding against labelled mail: values compared, counted and shown. Reads no mail itself."""
