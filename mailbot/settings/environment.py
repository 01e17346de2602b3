"""Values of the environment, which are all text, as the types their keys have; what does not fit is a fault later."""

import json
from typing import Any, get_args, get_origin, get_type_hints

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_settings import EnvSettingsSource

TRUE, FALSE = {"true", "1", "yes", "on"}, {"false", "0", "no", "off"}


def _convert(value: Any, annotation: Any) -> Any:
    """One value for one key: numbers and truth values from text, tables key by key."""
    arms = (annotation, *get_args(annotation))
    table = next((arm for arm in arms if isinstance(arm, type) and issubclass(arm, BaseModel)), None)
    if isinstance(value, dict):
        if table is not None:
            fields, others = table.model_fields, further(table)
            return {
                key: _convert(part, fields[key].annotation if key in fields else others) for key, part in value.items()
            }
        inner = next((arm for arm in arms[1:] if isinstance(arm, type) and issubclass(arm, BaseModel)), None)
        return {key: _convert(part, inner) for key, part in value.items()} if inner else value
    if not isinstance(value, str):
        return value
    try:
        if any(get_origin(arm) is tuple for arm in arms):
            return json.loads(value)  # of a table whose keys nobody knows beforehand; the others were read already
        if bool in arms:
            low = value.strip().lower()
            return True if low in TRUE else False if low in FALSE else value
        if int in arms:
            return int(value)
        if float in arms:
            return float(value)
    except ValueError:
        return value
    return value


def further(table: type[BaseModel]) -> Any:
    """What a table holds under keys that are not its own ([call.KIND]); None where it has none."""
    if table.model_config.get("extra") != "allow":
        return None
    return get_args(get_type_hints(table).get("__pydantic_extra__"))[1]


class Environment(EnvSettingsSource):
    """MAILBOT__SECTION__KEY with typed values, so that the file's own types can be strict."""

    def __call__(self) -> dict[str, Any]:
        """What the environment sets, as nested tables."""
        fields = self.settings_cls.model_fields
        return {key: _convert(value, fields[key].annotation) for key, value in super().__call__().items()}

    def decode_complex_value(self, field_name: str, field: FieldInfo, value: Any) -> Any:
        """A list or table from its JSON; what is none stays text, a fault that names its variable."""
        try:
            return super().decode_complex_value(field_name, field, value)
        except ValueError:
            return value
