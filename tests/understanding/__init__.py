"""Tests of understanding: they mirror mailbot/understanding."""
