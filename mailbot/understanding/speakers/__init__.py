"""Persons put forward as speakers: found (find.py), merged (merge.py) and told with their evidence. Pure."""
