"""The table of decisions about the people put forward."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from mailbot.register.schema.base import Base


class DecisionRow(Base):
    """What the organisers decided about a person put forward, told by letter, and what was answered.

    Ids are never given twice: a letter's key is made of one.
    """

    __tablename__ = "decisions"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    submission: Mapped[int] = mapped_column(ForeignKey("submissions.id"), index=True)
    place: Mapped[int]  # the person's number in the submission when it was decided, from 1
    name: Mapped[str | None]  # the person's, then
    choice: Mapped[str] = mapped_column(String(16))  # accept | decline | waitlist
    role: Mapped[str] = mapped_column(String(64))  # "" for none
    note: Mapped[str]  # for the organisers alone
    tell: Mapped[str]  # stands in the letter
    by: Mapped[str]
    at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(16), index=True)  # prepared | sent | superseded
    send_at: Mapped[datetime | None]  # when the letter of a prepared one goes out by itself
    replaces: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"))  # whose letter had gone out
    first: Mapped[int]  # the first of those that replaced each other; its own id where it replaces none
    number: Mapped[int]  # how many letters about the person had gone out before
    letter: Mapped[int | None] = mapped_column(ForeignKey("letters.id"), index=True)
    presence: Mapped[str] = mapped_column(String(16))  # unknown | confirmed | cancelled
    heard: Mapped[datetime | None]  # when the person's side said so
    message: Mapped[int | None] = mapped_column(ForeignKey("messages.id"))  # in which; null where told otherwise
