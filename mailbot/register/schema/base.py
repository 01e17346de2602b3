"""What every table of the register has in common: how keys and indices are named, and which column a type gets."""

from datetime import datetime
from typing import Any

from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase

from mailbot.register.types import Instant, Json, Words

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Every table of the register."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {datetime: Instant, str: Words, Any: Json}
