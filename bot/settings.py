"""Settings from the environment and `.env`, checked before anything starts."""

from __future__ import annotations

import logging
import re
from typing import Annotated, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BeforeValidator, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from storage.errors import DatabaseUrlError
from storage.urls import read_url

LEAST_RATE, MOST_RATE = 20, 1000
"""Messages a minute that can be set."""
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
_SECRET_ENDS = ("TOKEN", "SECRET")
_PERSON = re.compile(r"[UW][A-Z0-9]{5,20}")
_PASSWORD = re.compile(r"(://[^:/\s]*:)\S*@")


class SettingsError(Exception):
    """A setting that cannot be used. The text names the setting, what it holds and what it should hold."""


def _token(prefix: str) -> AfterValidator:
    def check(value: str) -> str:
        if value and not value.startswith(prefix):
            raise ValueError(f"a token that begins with {prefix}")
        return value

    return AfterValidator(check)


def _zone(value: str) -> str:
    if value not in available_timezones():
        raise ValueError("a time zone's name, such as Europe/Berlin or America/Chicago")
    ZoneInfo(value)
    return value


def _command(value: str) -> str:
    name = value.removeprefix("/")
    if not value.startswith("/") or not name or len(value) > 32 or not name.replace("-", "").replace("_", "").isalnum():
        raise ValueError("a slash command, such as /review or /account-review")
    if value.lower() != value:
        raise ValueError("a slash command in lower case, such as /review")
    if value in {"/gap", "/action"}:
        raise ValueError("another name than /gap and /action, which are commands of their own")
    return value


def _person(value: str) -> str:
    if value and not _PERSON.fullmatch(value):
        raise ValueError("a Slack member ID, such as U024BE7LH")
    return value


def _level(value: str) -> str:
    if value.upper() not in LEVELS:
        raise ValueError(f"one of {', '.join(LEVELS)}")
    return value.upper()


def _api_url(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise ValueError("an http(s) address, such as https://slack.com/api/")
    return value if value.endswith("/") else f"{value}/"


def _database_url(value: str) -> str:
    try:
        read_url(value)
    except DatabaseUrlError as error:
        raise ValueError("sqlite:///file.db or postgresql://user@host/name") from error
    return value


def _rate(value: object) -> int:
    """Messages a minute: 0 for no pace of our own, else enough for what people do at once."""
    text = str(value)
    if not (text.isascii() and text.isdigit() and (text == "0" or LEAST_RATE <= int(text) <= MOST_RATE)):
        raise ValueError(f"a whole number from {LEAST_RATE} to {MOST_RATE}, or 0 for no pace of our own")
    return int(text)


def _port(value: object) -> int:
    text = str(value)
    if not (text.isascii() and text.isdigit() and int(text) <= 65535):
        raise ValueError("a port, 0 to 65535")
    return int(text)


class Settings(BaseSettings):
    """Every setting with its default. Empty tokens mean the practice workspace."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", env_ignore_empty=True)

    slack_bot_token: Annotated[str, _token("xoxb-")] = ""
    slack_app_token: Annotated[str, _token("xapp-")] = ""
    slack_signing_secret: str = ""
    slack_api_url: Annotated[str, AfterValidator(_api_url)] = "https://slack.com/api/"
    database_url: Annotated[str, AfterValidator(_database_url)] = "sqlite:///holdfast.db"
    holdfast_command: Annotated[str, AfterValidator(_command)] = "/review"
    holdfast_timezone: Annotated[str, AfterValidator(_zone)] = "UTC"
    holdfast_log_level: Annotated[str, AfterValidator(_level)] = "INFO"
    holdfast_installer: Annotated[str, AfterValidator(_person)] = ""
    holdfast_messages_per_minute: Annotated[int, BeforeValidator(_rate)] = 200
    holdfast_practice_port: Annotated[int, BeforeValidator(_port)] = 4300

    @property
    def has_tokens(self) -> bool:
        """Whether there is a Slack to join."""
        return bool(self.slack_bot_token and self.slack_app_token)

    @property
    def log_level(self) -> int:
        """The log level as `logging` counts it."""
        return logging.getLevelNamesMapping()[self.holdfast_log_level]


def read_settings(**given: Any) -> Settings:
    """Read and check all settings. Raises SettingsError with one line for the first that is wrong."""
    try:
        settings = Settings(**given)
    except ValidationError as error:
        raise SettingsError(_first_line(error)) from error
    if bool(settings.slack_bot_token) != bool(settings.slack_app_token):
        missing = "SLACK_APP_TOKEN" if settings.slack_bot_token else "SLACK_BOT_TOKEN"
        other = "SLACK_BOT_TOKEN" if settings.slack_bot_token else "SLACK_APP_TOKEN"
        prefix = "xapp-" if missing == "SLACK_APP_TOKEN" else "xoxb-"
        raise SettingsError(
            f"{missing} is empty while {other} is set; it should hold a token that begins with {prefix}."
        )
    return settings


def _first_line(error: ValidationError) -> str:
    problem = error.errors()[0]
    name = "_".join(str(part) for part in problem["loc"]).upper()
    held = " ".join(str(problem["input"]).split())
    shown = _masked(held) if name.endswith(_SECRET_ENDS) else "“" + _PASSWORD.sub(r"\1…@", held) + "”"
    wanted = str(problem["ctx"]["error"]) if "ctx" in problem and "error" in problem["ctx"] else problem["msg"]
    return f"{name} holds {shown}; it should hold {wanted}."


def _masked(secret: str) -> str:
    """Enough of a secret to recognise it, and no more."""
    return f"“{secret[: min(4, len(secret) // 3)]}…” ({len(secret)} characters)"
