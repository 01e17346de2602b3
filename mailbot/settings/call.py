"""[call] of config.toml: the kinds of submissions people were invited to send, with closings, roles, events, promises.

Every table in [call] that is none of its own keys is a kind. Where none but report and speaker are given, those two
hold with what the call of the Arab States said of them.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, ConfigDict, Field, model_validator

from mailbot.settings.instructions import InstructionSection, instructions_fault
from mailbot.settings.section import Closing, Day, Flag, Key, Number, Section, Whole
from mailbot.settings.values import name_of_kind, reference_prefix, url

# What a kind is where its table does not say it.
USUAL: Mapping[str, Mapping[str, Any]] = {
    "report": {"shape": "document", "closes": date(2021, 2, 16)},
    "speaker": {"shape": "persons", "closes": date(2021, 2, 5)},
}
USUAL_ROLES = ("open_discussion", "rapporteur", "plenary", "roundtable")
# Kind, event before which it is done, and whether it is told only where nothing is missing.
USUAL_PROMISES = {"decisions": ("speaker", "consultation", False), "publication": ("report", "conference", True)}
# Words that mean something else in rules, exports and folders of filed mail.
TAKEN = frozenset(
    ["question", "survey", "registration", "followup", "thanks", "automatic", "bounce", "newsletter", "spam", "both",
     "other", "role", "stage", "event", "annex", "form", "cv", "bare", "document", "persons"]
)  # fmt: skip


class KindSection(Section):
    """[call.KIND]: one thing the call asks for."""

    closes: Closing = Field(description="a date (until the end of that day in the desk's zone) or a date-time (exact)")
    grace_hours: Annotated[Number, Field(ge=0, le=87_600)] = 0
    extended_from: Closing | None = Field(None, description="the earlier closing, where it was extended")
    shape: Literal["document", "persons"] | None = Field(
        None, description="what is submitted: a document or persons; report and speaker need not say it"
    )
    prefix: Annotated[str, AfterValidator(reference_prefix)] = Field(
        "", description="letters before the number: R-0007; default: the kind's initial"
    )
    roles: tuple[Key, ...] | None = Field(
        None, description="what persons may be put forward as; default: call.roles; [] asks for none"
    )

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.shape is None:
            raise ValueError('shape|"document" or "persons"')
        if self.extended_from is not None and _last_day(self.extended_from) >= _last_day(self.closes):
            raise ValueError("extended_from|an earlier closing than closes")
        if self.shape == "document" and self.roles:
            raise ValueError("roles|nothing here: documents have no roles")
        return self


class EventSection(Section):
    """[call.events.NAME]: a dated event; ends defaults to starts."""

    starts: Closing = Field(description="its first day, or a date-time: when it begins")
    ends: Closing | None = Field(None, description="its last day, or when it is over; default: the same day")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.ends is None:
            return self
        if isinstance(self.ends, datetime) != isinstance(self.starts, datetime):
            raise ValueError("ends|a date-time where starts is one, else a date")
        if _last_day(self.ends) < _last_day(self.starts):
            raise ValueError(f"ends|a {'time' if isinstance(self.ends, datetime) else 'date'} not before starts")
        return self


class PromiseSection(Section):
    """[call.promises.NAME]: what the call says will be done for a kind before an event or a day."""

    kind: Key
    event: Key | None = Field(None, description="done before this event begins")
    before: Day | None = Field(None, description="done before this day")
    complete: Flag = Field(False, description="told only of submissions of which nothing is missing")

    @model_validator(mode="after")
    def _one_day(self) -> Self:
        if (self.event is None) == (self.before is None):
            raise ValueError("before|a date, or an event: one of the two")
        return self


Link = Annotated[str, AfterValidator(lambda value: url(value) if value else value)]


class LinksSection(Section):
    """[call.links]: addresses letters may name; empty: not named. Letters of your own may name further ones."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, Link]

    survey: Link = ""
    registration: Link = ""
    website: Link = ""


class CallSection(Section):
    """[call]: what people were invited to send, by when, in which roles."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, KindSection]

    roles: tuple[Key, ...] | None = Field(None, description="what persons may be put forward as, whatever the kind")
    events: dict[str, EventSection] = Field(
        default_factory=lambda: {
            "consultation": EventSection(starts=date(2021, 2, 23)),
            "conference": EventSection(starts=date(2021, 2, 24), ends=date(2021, 2, 25)),
        }
    )
    links: LinksSection = LinksSection()
    promises: dict[str, PromiseSection] | None = Field(
        None, description="what is told as coming, as long as its day is ahead"
    )
    instructions: dict[Key, InstructionSection] = Field(
        default_factory=dict, description="what accepted people are told, by role or kind"
    )
    confirm_days: Annotated[Whole, Field(ge=0, le=366)] = Field(
        3, description="so many days before their event accepted people are asked to have confirmed"
    )

    @property
    def kinds(self) -> dict[str, KindSection]:
        """The kinds by their keys, in the order of the file."""
        return dict(self.__pydantic_extra__ or {})

    @property
    def usual(self) -> bool:
        """Whether the call's kinds are report and speaker, and what is not said of them is as usual."""
        return self.kinds.keys() == USUAL.keys()

    @model_validator(mode="before")
    @classmethod
    def _usual_kinds(cls, given: Any) -> Any:
        if not isinstance(given, Mapping):
            return given
        others = [key for key in given if key not in cls.model_fields and key not in USUAL]
        filled: dict[str, Any] = {}
        for key, usual in USUAL.items():
            if isinstance(said := given.get(key), Mapping):
                filled[key] = {**usual, **said}
            elif said is not None:
                filled[key] = said
            elif not others:
                filled[key] = dict(usual)
        return {**filled, **{key: value for key, value in given.items() if key not in filled}}

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        seen: dict[str, str] = {}
        for key, kind in self.kinds.items():
            if key in TAKEN:
                raise ValueError(f"{key}|a kind of another name: this one means something else")
            try:
                name_of_kind(key)
            except ValueError as fault:
                raise ValueError(f"{key}|{fault}") from None
            prefix = kind.prefix or key[0].upper()
            if prefix in seen:
                raise ValueError(f"{key}|prefixes that differ: references of both kinds would look the same")
            seen[prefix] = key
        for name, promise in (self.promises or {}).items():
            if promise.kind not in self.kinds:
                raise ValueError(f"promises.{name}.kind|one of {', '.join(self.kinds)}")
            if promise.event is not None and promise.event not in self.events:
                raise ValueError(f"promises.{name}.event|one of {', '.join(self.events)}")
        own = (role for kind in self.kinds.values() for role in kind.roles or ())
        roles = USUAL_ROLES if self.roles is None and self.usual else self.roles or ()
        if wrong := instructions_fault(self.instructions, self.events, frozenset({*roles, *own, *self.kinds})):
            raise ValueError(wrong)
        return self


def _last_day(closing: date | datetime) -> datetime:
    """A closing to compare with another one; zones within a day do not matter here."""
    if isinstance(closing, datetime):
        return closing.replace(tzinfo=None)
    return datetime.combine(closing, datetime.min.time()) + timedelta(days=1)
