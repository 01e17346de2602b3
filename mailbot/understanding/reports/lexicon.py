"""The lexicon of organisations' names under its former place."""

from mailbot.understanding.organisations.lexicon import Lexicon

__all__ = ["Lexicon"]
