"""A unit of work on the register: everything that can be done in one transaction, each noun from a file of its own.

messages.py keeps and processes; history.py looks back; filing.py carries out plans (submissions.py); letters.py is the
outbox; attention.py what people should look at; events.py the log; summary.py what the digest tells; pulses.py signs
of life; outbox.py and changing.py what organisers do by hand; looking.py what they look at; deadlines.py what the clock
of the call brings; alarms.py what keeps mailbot from its work.
"""

from mailbot.register.alarms import Alarms
from mailbot.register.changing import Changing
from mailbot.register.deadlines import Deadlines
from mailbot.register.filing import Filings
from mailbot.register.messages import Messages
from mailbot.register.pulses import Pulses
from mailbot.register.summary import Summaries


class Register(Messages, Filings, Changing, Summaries, Deadlines, Alarms, Pulses):
    """Given by Store.reading() and Store.writing(); of no use after their block."""
