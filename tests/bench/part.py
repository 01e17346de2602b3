"""One measured part in a process of its own: `python -m tests.bench.part bare|mailbot CONFIG`; prints JSON figures.

Both parts give how many messages they took, and the computing time at which they were ready to begin.
"""

import json
import resource
import sys
import time
from pathlib import Path

import mailparser
from imapclient import IMAPClient
from sqlalchemy import Column, Integer, LargeBinary, MetaData, String, Table, create_engine, insert

from mailbot.cli import wiring
from mailbot.cli.clock import Clock
from mailbot.daemon import journal
from mailbot.daemon.fetch import fetch_folder
from mailbot.daemon.filing import file_stored
from mailbot.settings.load import Configuration, load
from mailbot.transport.imap import Mailbox


def cpu() -> float:
    """Seconds of computing this process has taken, in its own code and in the system's; its children do not count."""
    return time.process_time()


def bare(configuration: Configuration) -> tuple[int, float]:
    """Fetch, mail-parser, one insert and commit a message: the least any program would do."""
    server = wiring.inbox(configuration).server
    engine = create_engine(f"sqlite:///{configuration.base / 'bare.db'}")
    table = Table(
        "messages",
        MetaData(),
        Column("id", Integer, primary_key=True),
        Column("subject", String),
        Column("raw", LargeBinary),
    )
    table.create(engine)
    count, ready = 0, cpu()
    with IMAPClient(server.host, server.port, ssl_context=server.tls_context()) as client:
        client.login(server.username, server.password())
        client.select_folder("INBOX", readonly=True)
        for uid in client.search():
            raw = client.fetch([uid], ["BODY.PEEK[]"])[uid][b"BODY[]"]
            message = mailparser.parse_from_bytes(raw)
            _ = (message.text_plain, message.text_html, message.attachments)
            with engine.begin() as connection:
                connection.execute(insert(table).values(subject=message.subject, raw=raw))
            count += 1
    return count, ready


def mailbot(configuration: Configuration) -> tuple[int, float]:
    """The daemon's own fetching and filing, letters rendered and queued, nothing sent."""
    journal.set_up(verbose=False, quiet=True)
    with wiring.office(configuration, Clock()) as office, office.store.exclusive():
        ready = cpu()
        with Mailbox(office.inbox.server) as mailbox:
            count = fetch_folder(office, mailbox, "INBOX", junk=False)
        while file_stored(office):
            pass
        return count, ready


def main() -> None:
    """Measures one part from its first step to its last commit; documents are read by another process."""
    work = {"bare": bare, "mailbot": mailbot}[sys.argv[1]]
    configuration = load(Path(sys.argv[2]))
    before, began = cpu(), time.perf_counter()
    count, ready = work(configuration)
    after, took = cpu(), time.perf_counter() - began
    documents = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(
        json.dumps(
            {
                "messages": count,
                "seconds": took,
                "cpu": after - before,
                "setup_cpu": ready - before,
                "system_cpu": resource.getrusage(resource.RUSAGE_SELF).ru_stime,
                "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
                "documents_cpu": documents.ru_utime + documents.ru_stime,
            }
        )
    )


if __name__ == "__main__":
    main()
