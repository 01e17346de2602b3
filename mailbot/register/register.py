"""A unit of work on the register: everything that can be done in one transaction, each noun from a file of its own.

arrivals.py keeps messages and messages.py processes them; history.py looks back (conversations.py, ties.py); filing.py
carries out plans (submissions.py); letters.py is the outbox and deliveries.py each letter's way out of it; decisions.py
takes decisions (decided.py and acceptances.py read them back); attention.py what people should look at; events.py the
log; summary.py what the digest tells, digests.py on which days; pulses.py signs of life; outbox.py and changing.py what
organisers do by hand; looking.py what they look at; closings.py, open_subjects.py, people.py and reminders.py what the
clock of the call brings; alarms.py what keeps mailbot from its work; rechecked.py what the virus check finds later.
"""

from mailbot.register.alarms import Alarms
from mailbot.register.changing import Changing
from mailbot.register.digests import Digests
from mailbot.register.filing import Filings
from mailbot.register.messages import Messages
from mailbot.register.pulses import Pulses
from mailbot.register.rechecked import Rechecked
from mailbot.register.reminders import Reminders
from mailbot.register.summary import Summaries


class Register(Messages, Filings, Changing, Summaries, Digests, Reminders, Alarms, Rechecked, Pulses):
    """Given by Store.reading() and Store.writing(); of no use after their block."""
