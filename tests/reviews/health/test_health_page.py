"""The page about health names what there is: every part with its weight, every playbook with its days."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reviews.health.model import Part
from reviews.health.playbooks import PLAYBOOKS
from reviews.health.weights import shipped

PAGE = (Path(__file__).parents[3] / "docs" / "health.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("part", Part)
def test_each_part_stands_with_what_it_counts(part: Part) -> None:
    assert f"| {part.value.capitalize()} | {shipped().parts[part]:g} |" in PAGE


@pytest.mark.parametrize("key", PLAYBOOKS)
def test_each_playbook_stands_with_its_days(key: str) -> None:
    playbook = PLAYBOOKS[key]
    [row] = re.findall(rf"^\| {re.escape(playbook.name)} \|(.*)\|$", PAGE, re.MULTILINE)
    assert [int(day) for day in re.findall(r"\((\d+)\)", row)] == [step.days for step in playbook.steps]


def test_the_lines_are_as_shipped() -> None:
    lines = shipped().thresholds
    assert f"Below {lines.yellow} a customer is 🟡 yellow" in PAGE
    assert f"below {lines.red} it is 🔴 red" in PAGE
    assert f"once it is {lines.recover} points" in PAGE
    assert f"A part below {shipped().red_part} is red" in PAGE
