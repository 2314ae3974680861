"""Secrets and addresses, from the environment and `.env`. `.env.example` is tested to name exactly these."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Everything that differs from one installation to the next."""

    model_config = SettingsConfigDict(env_prefix="QUALIBOT_", env_file=".env", env_ignore_empty=True, extra="ignore")

    database_url: str = Field("sqlite:///qualibot.db", description="Where everything is recorded: SQLite or PostgreSQL.")
    home: Path | None = Field(None, description="Directory with your own frameworks/, conversations/ and company.yaml.")
