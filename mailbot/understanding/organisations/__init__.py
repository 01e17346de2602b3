"""Organisations' names: what reads like one, where it begins and ends in running text, and what speaks for it."""
