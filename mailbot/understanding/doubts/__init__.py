"""What makes it doubtful that a message was read right in every field: signs of it, their weights, and the reasons."""

from mailbot.understanding.doubts.signs import doubts_of
from mailbot.understanding.doubts.weighing import FILE, Doubted, weighed

__all__ = ["FILE", "Doubted", "doubts_of", "weighed"]
