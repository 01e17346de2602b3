"""Every group of commands, imported so that each registers itself."""

from mailbot.cli import classify, text

__all__ = ["classify", "text"]
