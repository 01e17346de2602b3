"""What the tables of config.toml have in common: a base that forgives nothing, and the types of their values."""

from datetime import date, datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from mailbot.settings.values import closing, day, name_of_kind, one_line

Line = Annotated[str, AfterValidator(one_line)]
Key = Annotated[str, AfterValidator(name_of_kind)]
Closing = Annotated[date | datetime, BeforeValidator(closing)]
Day = Annotated[date, BeforeValidator(day)]
Flag = Annotated[bool, Field(strict=True)]
Whole = Annotated[int, Field(strict=True)]
Number = Annotated[float, Field(strict=True)]


class Section(BaseModel):
    """A table of config.toml: unknown keys are faults, values are not changed afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=False, validate_default=True)
