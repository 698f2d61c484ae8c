"""Which field of a Slack profile names a manager, and whom it names."""

from __future__ import annotations

from typing import Any

import pytest

from reviews.profile_fields import manager_field, manager_in


def fields(*labels: str, kind: str = "user") -> dict[str, Any]:
    return {"fields": [{"id": f"Xf{n}", "label": label, "type": kind} for n, label in enumerate(labels)]}


@pytest.mark.parametrize(
    "label",
    ["Manager", "manager", "Line manager", "Reports to", "reports  to", "Supervisor", "Team lead", "Vorgesetzter"],
)
def test_a_field_of_a_person_called_so_names_the_manager(label: str) -> None:
    assert manager_field(fields("Buddy", label)) == "Xf1"


def test_of_several_the_plainest_is_meant() -> None:
    assert manager_field(fields("Former manager", "Team lead", "Manager")) == "Xf2"
    assert manager_field(fields("Team lead", "Line manager of the department")) == "Xf0"


@pytest.mark.parametrize(
    "profile",
    [{}, {"fields": []}, {"fields": None}, fields("Manager", kind="text"), fields("Buddy", "Leading indicator")],
)
def test_a_workspace_without_such_a_field_has_none(profile: dict[str, Any]) -> None:
    assert manager_field(profile) is None


@pytest.mark.parametrize(
    ("held", "manager"),
    [
        ({"Xf1": {"value": "U0LENA001", "alt": ""}}, "U0LENA001"),
        ({"Xf1": {"value": "U1,U2"}}, "U1"),
        ({"Xf1": {"value": ""}}, None),
        ({"Xf1": {"value": "Lena Ott"}}, None),
        ({"Xf2": {"value": "U1"}}, None),
        ([], None),
        (None, None),
        ({"Xf1": None}, None),
    ],
)
def test_the_field_holds_one_person_or_nobody(held: Any, manager: str | None) -> None:
    assert manager_in({"fields": held}, "Xf1") == manager
