"""Fills mailboxes of a real Dovecot and prints what the bare loop and mailbot take for them."""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from imapclient import IMAPClient

from mailbot.demo.certificates import make_certificates
from mailbot.demo.smtp_server import EmbeddedSmtp
from tests.bench.copies import copies
from tests.daemon.rig import ROOT, Rig
from tests.servers.dovecot import Dovecot, is_installed


def measure(part: str, rig: Rig) -> dict[str, float]:
    """The figures of one part over the rig's mailbox."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.part", part, str(rig.folder / "config.toml")],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    if done.returncode:
        sys.exit(f"{part} failed:\n{done.stderr}")
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def told(name: str, figures: dict[str, float]) -> str:
    """One line of figures."""
    rate = figures["messages"] / figures["seconds"]
    own = f"{figures['messages']:6.0f} messages {rate:7.1f}/s   CPU {figures['cpu']:7.2f} s   peak {figures['peak_mb']:6.0f} MB"
    return f"{name:<14}{own}   (documents: CPU {figures['documents_cpu']:.2f} s, peak {figures['documents_peak_mb']:.0f} MB)"


def main() -> None:
    """`make bench`: the corpus ten times, then the memory at 1x and 16x."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=10, help="copies of the corpus for the comparison")
    parser.add_argument("--memory", type=int, nargs="*", default=[1, 16], help="copies for the memory figures")
    options = parser.parse_args()
    if not is_installed():
        sys.exit("Dovecot is missing: sh tests/servers/install.sh")
    with tempfile.TemporaryDirectory() as name, Dovecot() as dovecot:
        folder = Path(name)
        folder.chmod(0o755)
        certificates = make_certificates(folder / "tls")
        with EmbeddedSmtp({"relay": "relay-password"}, certificates) as smtp:
            results = {}
            for times in dict.fromkeys([options.times, *options.memory]):
                rig_folder = folder / str(times)
                rig_folder.mkdir()
                account = dovecot.account(f"bench{times}@example.org")
                rig = Rig(rig_folder, account, smtp, certificates, dovecot.certificates.ca)
                server = account.server()
                with IMAPClient(server.host, server.port, ssl_context=server.tls_context()) as client:
                    client.login(server.username, server.password())
                    for raw in copies(times):
                        client.append("INBOX", raw)
                if times == options.times:
                    results["bare"] = measure("bare", rig)
                    print(told("bare loop", results["bare"]), flush=True)
                results[str(times)] = measure("mailbot", rig)
                print(told(f"mailbot {times}x", results[str(times)]), flush=True)
            ratio = results[str(options.times)]["cpu"] / results["bare"]["cpu"]
            print(f"CPU beside the bare loop, without documents: {ratio:.2f}")


if __name__ == "__main__":
    main()
