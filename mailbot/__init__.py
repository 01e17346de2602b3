"""mailbot: a desk officer for the mailbox of a call.

A message's path, and where each step lives:

1. fetched and made durable    transport.imap -> register            (state: stored)
2. read                        message.parse, message.zones, message.documents
3. understood                  understanding.understand              (screening, kinds, speakers, report)
4. decided                     intake.decide -> Plan                 (submissions, letter, attention)
5. kept and answered           register, letters.compose, transport.smtp (one transaction, then the outbox)

daemon.filing is steps 2 to 5 for what waits; daemon.run has the workers that do all of them, and the clock, which
brings letters of its own (daemon.digesting, daemon.deadlines).
"""

__version__ = "0.1.0"
