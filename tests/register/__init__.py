"""Tests of the register, each on a real SQLite file and on a real PostgreSQL."""
