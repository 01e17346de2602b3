"""Tests of mail in and mail out, against real servers and servers that fail as they are told."""
