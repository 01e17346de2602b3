"""The JSON schema of config.toml, generated from the settings."""

from typing import Any

from mailbot.settings.model import Settings


def settings_schema() -> dict[str, Any]:
    """JSON Schema 2020-12; the same settings give the same schema."""
    schema = Settings.model_json_schema()
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "mailbot's config.toml"}
    return head | {key: value for key, value in schema.items() if key != "title"}
