"""Keeping: the database, the files and their history. Decides nothing. The way in is store.open_store."""
