"""Settings: right values are taken, wrong ones stop the start with one line that says what to do."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, read_settings

NAMES = [name.upper() for name in Settings.model_fields]


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting from the machine and no `.env` of somebody's."""
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def test_without_any_setting_the_practice_workspace_opens() -> None:
    settings = read_settings()
    assert not settings.has_tokens
    assert settings.model_dump() == {
        "slack_bot_token": "",
        "slack_app_token": "",
        "slack_signing_secret": "",
        "slack_api_url": "https://slack.com/api/",
        "database_url": "sqlite:///holdfast.db",
        "holdfast_command": "/review",
        "holdfast_timezone": "UTC",
        "holdfast_log_level": "INFO",
        "holdfast_installer": "",
        "holdfast_messages_per_minute": 200,
        "holdfast_practice_port": 4300,
    }


def test_with_both_tokens_it_joins_slack(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-1")
    assert read_settings().has_tokens


RIGHT = [
    ("HOLDFAST_INSTALLER", "U0LENA001", "U0LENA001"),
    ("SLACK_SIGNING_SECRET", "0123abcd", "0123abcd"),
    ("SLACK_API_URL", "http://127.0.0.1:4300/api", "http://127.0.0.1:4300/api/"),
    ("SLACK_API_URL", "https://slack.com/api/", "https://slack.com/api/"),
    ("DATABASE_URL", "sqlite:///other.db", "sqlite:///other.db"),
    ("DATABASE_URL", "sqlite+aiosqlite:///other.db", "sqlite+aiosqlite:///other.db"),
    ("DATABASE_URL", "postgresql://me:secret@host/name", "postgresql://me:secret@host/name"),
    ("DATABASE_URL", "postgres://me@host/name", "postgres://me@host/name"),
    ("HOLDFAST_COMMAND", "/account-review", "/account-review"),
    ("HOLDFAST_COMMAND", "/review_2", "/review_2"),
    ("HOLDFAST_TIMEZONE", "Europe/Berlin", "Europe/Berlin"),
    ("HOLDFAST_LOG_LEVEL", "debug", "DEBUG"),
    ("HOLDFAST_LOG_LEVEL", "WARNING", "WARNING"),
    ("HOLDFAST_PRACTICE_PORT", "0", 0),
    ("HOLDFAST_PRACTICE_PORT", "65535", 65535),
]


@pytest.mark.parametrize(("name", "value", "used"), RIGHT)
def test_a_right_value_is_used(monkeypatch: pytest.MonkeyPatch, name: str, value: str, used: object) -> None:
    monkeypatch.setenv(name, value)
    assert getattr(read_settings(), name.lower()) == used


WRONG = [
    ("HOLDFAST_INSTALLER", "@lena", "a Slack member ID, such as U024BE7LH"),
    ("SLACK_BOT_TOKEN", "xapp-1-abcdefghijkl", "a token that begins with xoxb-"),
    ("SLACK_APP_TOKEN", "xoxb-1-abcdefghijkl", "a token that begins with xapp-"),
    ("SLACK_API_URL", "slack.com/api", "an http(s) address"),
    ("SLACK_API_URL", "ftp://slack.com/api/", "an http(s) address"),
    ("SLACK_API_URL", "https://", "an http(s) address"),
    ("DATABASE_URL", "holdfast.db", "sqlite:///file.db or postgresql://"),
    ("DATABASE_URL", "sqlite://", "sqlite:///file.db or postgresql://"),
    ("DATABASE_URL", "sqlite:///:memory:", "sqlite:///file.db or postgresql://"),
    ("DATABASE_URL", "sqlite:///no/such/folder/x.db", "sqlite:///file.db or postgresql://"),
    ("DATABASE_URL", "mysql://me@host/name", "sqlite:///file.db or postgresql://"),
    ("DATABASE_URL", "postgresql://me@host", "sqlite:///file.db or postgresql://"),
    ("HOLDFAST_COMMAND", "review", "a slash command, such as /review"),
    ("HOLDFAST_COMMAND", "/", "a slash command, such as /review"),
    ("HOLDFAST_COMMAND", "/two words", "a slash command, such as /review"),
    ("HOLDFAST_COMMAND", "/Review", "a slash command in lower case"),
    ("HOLDFAST_COMMAND", "/" + "x" * 40, "a slash command, such as /review"),
    ("HOLDFAST_COMMAND", "/gap", "another name than /gap and /action"),
    ("HOLDFAST_TIMEZONE", "Mars/Olympus", "a time zone's name, such as Europe/Berlin"),
    ("HOLDFAST_TIMEZONE", "../etc/passwd", "a time zone's name, such as Europe/Berlin"),
    ("HOLDFAST_LOG_LEVEL", "LOUD", "one of DEBUG, INFO, WARNING, ERROR"),
    ("HOLDFAST_PRACTICE_PORT", "70000", "a port, 0 to 65535"),
    ("HOLDFAST_PRACTICE_PORT", "-1", "a port, 0 to 65535"),
    ("HOLDFAST_PRACTICE_PORT", "http", "a port, 0 to 65535"),
]


def stopped(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> str:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as stop:
        read_settings()
    return str(stop.value)


@pytest.mark.parametrize(("name", "value", "wanted"), WRONG)
def test_a_wrong_value_stops_the_start_with_one_line(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, wanted: str
) -> None:
    line = stopped(monkeypatch, name, value)
    assert line.startswith(f"{name} holds “")
    assert f"; it should hold {wanted}" in line
    assert line.endswith(".")
    assert "\n" not in line
    assert "Value error" not in line
    assert "Input should" not in line


@pytest.mark.parametrize(("name", "value"), [(n, v) for n, v, _ in WRONG if not n.endswith("TOKEN")])
def test_the_line_shows_what_the_setting_holds(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    assert f"“{value}”" in stopped(monkeypatch, name, value)


@pytest.mark.parametrize("name", ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"])
@pytest.mark.parametrize("secret", ["abcdefghijklmnop", "abcd", "xoxp-1234567890", "a"])
def test_a_secret_is_never_shown(monkeypatch: pytest.MonkeyPatch, name: str, secret: str) -> None:
    line = stopped(monkeypatch, name, secret)
    assert f"“{secret}" not in line
    assert f"({len(secret)} characters)" in line


@pytest.mark.parametrize(
    "url",
    [
        "mysql://me:hush-hush@host/name",
        "postgresql://me:hush-hush@host",
        "mysql://me:hu@hush-hush@host/name",
        "mysql://me:hush/hush-hush@host/name",
    ],
)
def test_a_password_in_a_wrong_address_is_never_shown(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    line = stopped(monkeypatch, "DATABASE_URL", url)
    assert "hush" not in line
    assert "me" in line


def test_a_value_with_a_line_end_still_makes_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\n" not in stopped(monkeypatch, "HOLDFAST_TIMEZONE", "Europe/Berlin\nAsia/Tokyo")


PAIRS = [
    ("SLACK_BOT_TOKEN", "xoxb-secret", "SLACK_APP_TOKEN", "xapp-"),
    ("SLACK_APP_TOKEN", "xapp-secret", "SLACK_BOT_TOKEN", "xoxb-"),
]


@pytest.mark.parametrize(("given", "value", "missing", "prefix"), PAIRS)
def test_one_token_without_the_other_is_named(
    monkeypatch: pytest.MonkeyPatch, given: str, value: str, missing: str, prefix: str
) -> None:
    line = stopped(monkeypatch, given, value)
    assert line == f"{missing} is empty while {given} is set; it should hold a token that begins with {prefix}."


def test_an_empty_line_in_env_means_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.setenv(name, "")
    assert read_settings() == Settings()


def test_settings_are_read_from_a_file_and_the_environment_wins(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    lines = "HOLDFAST_COMMAND=/health\nHOLDFAST_TIMEZONE=Asia/Tokyo\nSOMETHING_ELSE=1\n"
    (tmp_path / ".env").write_text(lines, encoding="utf-8")
    monkeypatch.setenv("HOLDFAST_TIMEZONE", "Europe/Berlin")
    settings = read_settings()
    assert (settings.holdfast_command, settings.holdfast_timezone) == ("/health", "Europe/Berlin")


def test_the_log_level_is_one_that_logging_knows() -> None:
    assert read_settings(holdfast_log_level="error").log_level == logging.ERROR
