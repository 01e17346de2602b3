"""Every group of commands, imported so that each registers itself."""

from mailbot.cli import classify, daemon, demo, importing, text

__all__ = ["classify", "daemon", "demo", "importing", "text"]
