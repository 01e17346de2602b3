"""One mention of a person, and what the sentences around it say of the person."""

from dataclasses import dataclass

from mailbot.understanding.speakers.names import Mention


@dataclass(slots=True)
class Found:
    """One mention and what its sentence says of it. place: index of the mention's first token in its sentence."""

    mention: Mention
    sentence: int
    title: str | None = None
    organisation: str | None = None
    house: bool = False
    asked: tuple[str, ...] | None = None
    put_forward: bool = False
    aside: bool = False
    gone: bool = False
    after: int = 0  # index after everything read behind the name
    item: bool = False
    stepped_back: bool = False  # the sentence behind says so; it counts where somebody else comes instead
