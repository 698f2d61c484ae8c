"""What somebody can type or set is written down where they look for it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from bot.__main__ import _parser
from bot.settings import Settings
from reviews.messages.help import TOPICS, slash_commands

HERE = Path(__file__).parent.parent
README = (HERE / "README.md").read_text(encoding="utf-8")
DOCS = "\n".join([README, *(path.read_text(encoding="utf-8") for path in sorted((HERE / "docs").rglob("*.md")))])
COMMANDS = re.findall(r"^ {4}(\w+) ", _parser().format_help(), re.MULTILINE)
SETTINGS = [name.upper() for name in Settings.model_fields]
LINKS = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", README)


@pytest.mark.parametrize("word", [topic.word for topic in TOPICS])
def test_each_word_after_review_is_in_the_docs(word: str) -> None:
    assert f"/review {word}" in DOCS


@pytest.mark.parametrize("command", [each.command for each in slash_commands("/review")])
def test_each_slash_command_is_in_the_docs_and_in_the_manifest(command: str) -> None:
    assert f"`{command}" in DOCS
    manifest = yaml.safe_load((HERE / "manifest.yaml").read_text(encoding="utf-8"))
    listed = {each["command"]: each for each in manifest["features"]["slash_commands"]}
    known = {each.command: each for each in slash_commands("/review")}[command]
    assert listed[command]["description"] == known.description
    assert listed[command]["usage_hint"] == known.usage_hint
    assert listed[command]["should_escape"] is True


def test_the_bot_has_commands_to_look_for() -> None:
    assert {"run", "practice", "migrate"} <= set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_of_the_bot_is_in_the_docs(command: str) -> None:
    assert f"python -m bot {command}" in DOCS


@pytest.mark.parametrize("setting", SETTINGS)
def test_each_setting_is_in_the_docs_with_its_default(setting: str) -> None:
    default = Settings.model_fields[setting.lower()].default
    row = next(line for line in DOCS.splitlines() if f"`{setting}`" in line)
    assert (f"`{default}`" if default else "empty") in row


@pytest.mark.parametrize("setting", SETTINGS)
def test_each_setting_is_in_the_example_to_copy(setting: str) -> None:
    example = (HERE / ".env.example").read_text(encoding="utf-8")
    assert re.search(rf"^#?{setting}=", example, re.MULTILINE)


def test_the_docs_name_no_setting_that_is_not_there() -> None:
    named = set(re.findall(r"`((?:SLACK|HOLDFAST|DATABASE)_[A-Z_]+)`", DOCS))
    assert named <= set(SETTINGS)


@pytest.mark.parametrize("target", sorted(set(re.findall(r"`make ([a-z-]+)`", DOCS))))
def test_each_make_target_the_docs_name_is_there(target: str) -> None:
    makefile = (HERE / "Makefile").read_text(encoding="utf-8")
    assert re.search(rf"^{target}:.*## ", makefile, re.MULTILINE)


@pytest.mark.parametrize("link", LINKS)
def test_what_the_readme_links_to_is_there(link: str) -> None:
    assert (HERE / link).exists()
