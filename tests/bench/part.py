"""One measured part in a process of its own: `python -m tests.bench.part bare|mailbot CONFIG`; prints JSON figures."""

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


def bare(configuration: Configuration) -> int:
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
    count = 0
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
    return count


def mailbot(configuration: Configuration) -> int:
    """The daemon's own fetching and filing, letters rendered and queued, nothing sent."""
    journal.set_up(verbose=False, quiet=True)
    with wiring.office(configuration, Clock()) as office, office.store.exclusive():
        with Mailbox(office.inbox.server) as mailbox:
            count = fetch_folder(office, mailbox, "INBOX", junk=False)
        while file_stored(office):
            pass
    return count


def main() -> None:
    """Measures one part from its first connection to its last commit; documents are read by another process."""
    work = {"bare": bare, "mailbot": mailbot}[sys.argv[1]]
    configuration = load(Path(sys.argv[2]))
    before, began = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    count = work(configuration)
    after, took = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter() - began
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    documents = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(
        json.dumps(
            {
                "messages": count,
                "seconds": took,
                "cpu": cpu,
                "peak_mb": after.ru_maxrss / 1024,
                "documents_cpu": documents.ru_utime + documents.ru_stime,
                "documents_peak_mb": documents.ru_maxrss / 1024,
            }
        )
    )


if __name__ == "__main__":
    main()
