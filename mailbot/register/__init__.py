"""Keeping: the database, the files and their history. Decides nothing."""
