"""Whole conversations through the real program: import, register, letters."""
