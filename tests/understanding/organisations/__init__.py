"""Tests of organisations' names."""
