"""What one person typed into a customer's form goes onto what others have made of the customer meanwhile."""

from __future__ import annotations

from dataclasses import replace

from reviews.messages.account_forms import AccountFill, merge

OPENED = AccountFill(name="Northwind", owner="U1", tier="A", seats="40")


def test_what_only_one_of_them_changed_is_kept_from_both() -> None:
    merged = merge(OPENED, replace(OPENED, tier="B"), replace(OPENED, owner="U2"))
    assert merged.fill == replace(OPENED, tier="B", owner="U2")
    assert (merged.changed, merged.clashes) == (("tier",), ())


def test_what_both_changed_is_asked_about() -> None:
    merged = merge(OPENED, replace(OPENED, tier="B", seats="50"), replace(OPENED, tier="C"))
    assert merged.clashes == ("tier",)
    assert merged.fill == replace(OPENED, tier="B", seats="50")


def test_both_changing_it_to_the_same_is_no_clash() -> None:
    both = replace(OPENED, tier="B", is_private=True)
    assert merge(OPENED, both, both).clashes == ()


def test_a_form_left_as_it_was_changes_nothing() -> None:
    merged = merge(OPENED, OPENED, replace(OPENED, tier="C"))
    assert merged.changed == ()
    assert merged.fill.tier == "C"
