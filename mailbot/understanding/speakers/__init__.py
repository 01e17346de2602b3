"""Persons put forward as speakers: found in every part of a message, merged, and told with their evidence. Pure."""

from mailbot.understanding.speakers.find import find
from mailbot.understanding.speakers.merge import chosen
from mailbot.understanding.speakers.people import Nominee, Origin

__all__ = ["Nominee", "Origin", "chosen", "find"]
