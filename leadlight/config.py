"""The environment, read once. Every setting is listed in .env.example; nothing else reads os.environ."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, DotEnvSettingsSource, SettingsConfigDict

from leadlight.errors import InputError


class Settings(BaseSettings):
    """What an installation can set. Names in the environment are the aliases."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True, populate_by_name=True)

    data_dir: Path = Field(default=Path("data"), alias="LEADLIGHT_DATA_DIR")
    record_url_given: str = Field(default="", alias="LEADLIGHT_RECORD_URL")
    secret_key: str = Field(default="", alias="LEADLIGHT_SECRET_KEY", repr=False)
    base_url: str = Field(default="http://localhost:8501", alias="LEADLIGHT_BASE_URL")
    model: str = Field(default="", alias="LEADLIGHT_MODEL")
    openai_api_key: str = Field(default="", alias="OPENAI_API_KEY", repr=False)
    openai_base_url: str = Field(default="", alias="OPENAI_BASE_URL")
    model_language: str = Field(default="English", alias="LEADLIGHT_MODEL_LANGUAGE")
    model_calls: int = Field(default=500, ge=0, alias="LEADLIGHT_MODEL_CALLS")
    smtp_url: str = Field(default="", alias="LEADLIGHT_SMTP_URL", repr=False)

    @cached_property
    def record_url(self) -> str:
        """SQLAlchemy URL of the record; a SQLite file in the data folder unless given."""
        return self.record_url_given or f"sqlite:///{self.data_dir / 'record.sqlite'}"

    @property
    def warehouse_path(self) -> Path:
        """The DuckDB file. Disposable: it is rebuilt from the record."""
        return self.data_dir / "warehouse.duckdb"

    @property
    def server_file(self) -> Path:
        """Port and token of the running server (mode 0600), so that commands can ask it."""
        return self.data_dir / "server.json"


def read_settings() -> Settings:
    """Read the environment and `.env`. Raises InputError naming the variable that is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        raise InputError(f"{first['loc'][0]}: {first['msg']}") from error


RESERVED = frozenset(
    {
        "LEADLIGHT_SECRET_KEY",
        "LEADLIGHT_SMTP_URL",
    }
)
"""Settings that nothing uses yet."""


def names() -> tuple[str, ...]:
    """Every setting's name in the environment."""
    return tuple(str(field.alias) for field in Settings.model_fields.values())


def set_names() -> set[str]:
    """Names set to something in the environment or in `.env`: those of settings, and those that look like one."""
    given = {name.upper(): value for name, value in {**DotEnvSettingsSource(Settings).env_vars, **os.environ}.items()}
    return {name for name, value in given.items() if value and (name in names() or name.startswith("LEADLIGHT_"))}
