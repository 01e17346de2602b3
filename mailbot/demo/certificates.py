"""A throw-away certificate authority and a certificate for loopback, so that the demonstration speaks real TLS."""

import ssl
from dataclasses import dataclass
from pathlib import Path

import trustme


@dataclass(frozen=True, slots=True)
class Certificates:
    """Files in PEM: the authority's certificate (for ca_file), the server's chain and its private key."""

    ca: Path
    chain: Path
    key: Path

    def server_context(self) -> ssl.SSLContext:
        """The server's side of TLS."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.chain, self.key)
        return context


def make_certificates(folder: Path, *names: str) -> Certificates:
    """Writes a new authority and a certificate for `names` (default: loopback by name and address) into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    authority = trustme.CA()
    issued = authority.issue_cert(*(names or ("localhost", "127.0.0.1", "::1")))
    made = Certificates(folder / "ca.pem", folder / "chain.pem", folder / "key.pem")
    authority.cert_pem.write_to_path(str(made.ca))
    made.chain.write_bytes(b"".join(blob.bytes() for blob in issued.cert_chain_pems))
    made.key.touch(mode=0o600)
    issued.private_key_pem.write_to_path(str(made.key))
    return made
