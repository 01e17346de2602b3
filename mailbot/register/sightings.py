"""Where in a mailbox messages were seen, how far its folders have been read, and what is still to be marked there."""

from datetime import datetime

from sqlalchemy import func, select, update

from mailbot.intake.summary import FolderLine
from mailbot.register.events import Events, ids
from mailbot.register.schema import CursorRow, FolderCountRow, MessageRow, SightingRow, State
from mailbot.register.statement import Statement
from mailbot.register.unit import given
from mailbot.register.values import Cursor, Sighting, Unmarked

MESSAGE_AT = select(SightingRow.message).where(
    SightingRow.account == given("account"),
    SightingRow.folder == given("folder"),
    SightingRow.uidvalidity == given("uidvalidity"),
    SightingRow.uid == given("uid"),
)
CURSOR = Statement(
    select(CursorRow.uidvalidity, CursorRow.last_uid).where(
        CursorRow.account == given("account"), CursorRow.folder == given("folder")
    )
)


class Sightings(Events):
    """Places in the mailbox."""

    def _add_sighting(self, message_id: int, sighting: Sighting, at: datetime) -> None:
        self._add(
            SightingRow,
            {
                "message": message_id,
                **place_of(sighting),
                "answered": sighting.answered,
                "junk": sighting.junk,
                "at": at,
            },
        )

    def cursor(self, account: str, folder: str) -> Cursor | None:
        """How far the folder has been read; None before the first time."""
        row = CURSOR.first(self.connection, {"account": account, "folder": folder})
        return None if row is None else Cursor(row.uidvalidity, row.last_uid)

    def set_cursor(self, account: str, folder: str, cursor: Cursor) -> None:
        """Notes how far the folder has been read; another UIDVALIDITY begins anew."""
        place = {"account": account, "folder": folder}
        values = {"uidvalidity": cursor.uidvalidity, "last_uid": cursor.last_uid}
        if self.cursor(account, folder) is None:
            self._add(CursorRow, place | values)
        else:
            self.connection.execute(
                update(CursorRow).where(CursorRow.account == account, CursorRow.folder == folder).values(values)
            )

    def seen_uids(self, account: str, folder: str, uidvalidity: int, after: int = 0) -> frozenset[int]:
        """Every UID of the folder above `after` that the register knows, for comparing mailbox and register."""
        rows = self.connection.execute(
            select(SightingRow.uid).where(
                SightingRow.account == account,
                SightingRow.folder == folder,
                SightingRow.uidvalidity == uidvalidity,
                SightingRow.uid > after,
            )
        )
        return frozenset(ids(rows))

    def counted(self, account: str, folder: str) -> FolderLine | None:
        """What was found when the folder was compared with the register last."""
        row = self.connection.execute(
            select(FolderCountRow.at, FolderCountRow.holds, FolderCountRow.unknown).where(
                FolderCountRow.account == account, FolderCountRow.folder == folder
            )
        ).one_or_none()
        return None if row is None else FolderLine(folder, row.at, row.holds, row.unknown)

    def unknown_since(self, since: datetime) -> int:
        """How many messages the register did not know in the folders that were compared with it since an instant."""
        unknown = func.coalesce(func.sum(FolderCountRow.unknown), 0)
        return int(self.connection.execute(select(unknown).where(FolderCountRow.at >= since)).scalar_one())

    def note_count(self, account: str, line: FolderLine) -> None:
        """Notes what comparing a folder with the register has found."""
        values = {"at": line.at, "holds": line.holds, "unknown": line.unknown}
        if self.counted(account, line.folder) is None:
            self._add(FolderCountRow, {"account": account, "folder": line.folder, **values})
        else:
            self.connection.execute(
                update(FolderCountRow)
                .where(FolderCountRow.account == account, FolderCountRow.folder == line.folder)
                .values(values)
            )

    def unmarked(self, account: str, limit: int = 1000) -> tuple[Unmarked, ...]:
        """Places of filed messages where the keyword or the move is still to be done, oldest first."""
        rows = self.connection.execute(
            select(SightingRow.__table__, MessageRow.kinds, MessageRow.other)
            .join(MessageRow, MessageRow.id == SightingRow.message)
            .where(SightingRow.account == account, SightingRow.marked_at.is_(None), MessageRow.state == State.FILED)
            .order_by(SightingRow.id)
            .limit(limit)
        )
        return tuple(
            Unmarked(
                row.id,
                Sighting(row.account, row.folder, row.uidvalidity, row.uid, row.answered, row.junk),
                tuple(row.kinds),
                row.other,
            )
            for row in rows
        )

    def marked(self, sighting_id: int, at: datetime) -> None:
        """Keyword or move done, or never to be done (the place is gone)."""
        self.connection.execute(update(SightingRow).where(SightingRow.id == sighting_id).values(marked_at=at))


def place_of(sighting: Sighting | None) -> dict[str, str | int | None]:
    """The columns that name a place; nowhere for None. Pure."""
    if sighting is None:
        return {"account": None, "folder": None, "uidvalidity": None, "uid": None}
    return {
        "account": sighting.account,
        "folder": sighting.folder,
        "uidvalidity": sighting.uidvalidity,
        "uid": sighting.uid,
    }
