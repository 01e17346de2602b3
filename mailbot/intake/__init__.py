"""Deciding: from a message, its verdict and the register's history to a Plan. Pure."""
