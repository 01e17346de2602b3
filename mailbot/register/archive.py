"""Reading a backup: unpacked beside the store, every hash compared, before anything is put in its place."""

import hashlib
import json
import os
import re
import tarfile
import zlib
from pathlib import Path
from typing import IO, Any

from mailbot.durable import PRIVATE
from mailbot.errors import MailbotError
from mailbot.register.backup import FORMAT, MANIFEST, Manifest, TableNote
from mailbot.register.faults import first_line
from mailbot.register.marks import KEY_FILE
from mailbot.register.migrate import known_versions

MEMBER = re.compile(rf"tables/[a-z_]{{1,60}}\.jsonl|files/[0-9a-f]{{64}}|{re.escape(KEY_FILE)}|{re.escape(MANIFEST)}")
CHUNK = 1 << 20
MOST_TOLD = 3


def unpack(file: Path, folder: Path) -> Manifest:
    """Unpacks a backup into a new folder, durably. Raises MailbotError where it is none, cut off, or not as it was."""
    hashes: dict[str, str] = {}
    try:
        with file.open("rb") as opened, tarfile.open(fileobj=opened, mode="r:*") as archive:
            for member in archive:
                if not member.isfile() or not MEMBER.fullmatch(member.name):
                    raise MailbotError(f"{file}: holds {member.name!r}, which no backup of mailbot does")
                content = archive.extractfile(member)
                assert content is not None
                hashes[member.name] = _write(content, folder / member.name)
    except (tarfile.TarError, EOFError, zlib.error, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:  # the disk's fault, not the archive's
            raise MailbotError(f"{error.filename or folder}: {error.strerror}") from None
        why = first_line(error).rstrip(":")  # tarfile adds a line for every form of packing that it tried
        raise MailbotError(f"{file}: is no backup of mailbot, or a damaged one ({why})") from None
    manifest = _manifest(file, folder)
    if changed := _changed(manifest, hashes):
        told = ", ".join(changed[:MOST_TOLD]) + (", ..." if len(changed) > MOST_TOLD else "")
        raise MailbotError(f"{file}: is damaged ({told}); nothing was restored. Take an older backup")
    return manifest


def _write(content: IO[bytes], target: Path) -> str:
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE), "wb") as written:
        while chunk := content.read(CHUNK):
            digest.update(chunk)
            written.write(chunk)
        written.flush()
        os.fsync(written.fileno())
    return digest.hexdigest()


def _manifest(file: Path, folder: Path) -> Manifest:
    try:
        told: dict[str, Any] = json.loads((folder / MANIFEST).read_bytes())
        manifest = Manifest(**{**told, "tables": {name: TableNote(**note) for name, note in told["tables"].items()}})
    except FileNotFoundError:
        raise MailbotError(f"{file}: has no end; it was cut off. Nothing was restored. Take another backup") from None
    except (ValueError, TypeError, KeyError):
        raise MailbotError(f"{file}: its {MANIFEST} cannot be understood; is it of a newer mailbot?") from None
    if manifest.format != FORMAT or manifest.schema not in known_versions():
        raise MailbotError(
            f"{file}: mailbot {manifest.mailbot} wrote it, which is newer than this one; install that one"
        )
    return manifest


def _changed(manifest: Manifest, hashes: dict[str, str]) -> list[str]:
    """Everything in the archive that is missing, superfluous, or not what its hash says. Pure."""
    expected = {f"tables/{name}.jsonl": note.sha256 for name, note in manifest.tables.items()}
    if manifest.key:
        expected[KEY_FILE] = manifest.key
    files = {name: sha256 for name, sha256 in hashes.items() if name.startswith("files/")}
    wrong = [name for name, sha256 in files.items() if name != f"files/{sha256}"]
    others = {name: sha256 for name, sha256 in hashes.items() if name not in files and name != MANIFEST}
    wrong += [name for name in sorted({*expected, *others}) if expected.get(name) != others.get(name)]
    if len(files) != manifest.files:
        wrong.append(f"{len(files)} files in place of {manifest.files}")
    return wrong
