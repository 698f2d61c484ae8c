"""Counting at the practice workspace: is every message there, and there once?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from jobs.deliver_say import EVENT_TYPE
from tests.faults.feeding import Fed
from tests.faults.trial import Trial


@dataclass
class Tally:
    """All trials of a run together."""

    kills: int = 0
    messages: int = 0
    lost: int = 0
    doubled: int = 0
    answers: int = 0
    answers_lost: int = 0
    answers_doubled: int = 0
    pressed_again: int = 0
    seemed_taken: int = 0

    def __str__(self) -> str:
        return (
            f"faults: {self.kills} kills, {self.lost} of {self.messages} messages lost, {self.doubled} doubled, "
            f"{self.answers_lost} of {self.answers} answers lost, {self.answers_doubled} doubled, "
            f"{self.pressed_again} presses died with the bot and were made again ({self.seemed_taken} had seemed taken)"
        )


TALLY = Tally()


@dataclass
class Said:
    """What stands in the workspace, by the key beside each message."""

    by_key: dict[str, list[tuple[str, dict[str, Any]]]] = field(default_factory=dict)

    @classmethod
    def at(cls, trial: Trial) -> Said:
        """Everything the bot has posted to everybody in a conversation, with its conversation."""
        found = cls()
        for channel in trial.workspace.channels.values():
            for body in channel.open_messages():
                metadata = body.get("metadata") or {}
                if metadata.get("event_type") == EVENT_TYPE:
                    found.by_key.setdefault(metadata["event_payload"]["key"], []).append((channel.id, body))
        return found

    def times(self, keys: Iterable[str]) -> Counter[str]:
        """How often each of these was said."""
        return Counter({key: len(self.by_key.get(key, ())) for key in keys})

    def of_kind(self, kind: str) -> list[tuple[str, str, dict[str, Any]]]:
        """Key, conversation and message of a kind of keys."""
        return [(key, *each) for key, all_ in self.by_key.items() if key.startswith(f"{kind}:") for each in all_]


async def count(trial: Trial, fed: Fed, tally: Tally = TALLY) -> Said:
    """Hold what was said against what had to be; adds to the tally and fails where they differ."""
    said = Said.at(trial)
    rows = await trial.rows("SELECT key, state, ts, operation, subject_id FROM outbox")
    wanted = {*fed.posts, *(row["key"] for row in rows if row["operation"] in {"post", "nudge"})}
    times = said.times(wanted)
    lost = sorted(key for key, number in times.items() if number == 0)
    doubled = sorted(key for key, messages in said.by_key.items() if len(messages) > 1)
    doubled += _boards(said, fed)
    tally.kills += trial.kills
    tally.messages += len(wanted) + len(fed.boards)
    tally.lost += len(lost)
    tally.doubled += len(doubled)
    assert not lost, f"{len(lost)} lost: {lost[:8]}"
    assert not doubled, f"{len(doubled)} doubled: {doubled[:8]}"
    assert not (stray := {row["key"] for row in rows if row["state"] == "failed"}), stray
    assert not (unknown := said.by_key.keys() - {row["key"] for row in rows}), unknown
    _noted_where_they_stand(said, rows)
    _in_their_place(said, fed)
    await _asked_once(trial, said, fed)
    return said


def _boards(said: Said, fed: Fed) -> list[str]:
    """Reviews whose board was posted more than once, under whichever of its keys."""
    posted = Counter(int(key.split(":")[1]) for key, _, _ in said.of_kind("board"))
    missing = [review for review in fed.boards if not posted[review]]
    assert not missing, f"no board of review {missing}"
    return [f"board of review {review}" for review, number in posted.items() if number > 1]


def _noted_where_they_stand(said: Said, rows: list[dict[str, Any]]) -> None:
    """What the bot believes it said as a new message is the message that stands there."""
    ours = {row["key"]: row["ts"] for row in rows}
    wrong = [
        key
        for key, messages in said.by_key.items()
        if not key.startswith("board:") and ours[key] != messages[0][1]["ts"]
    ]
    assert not wrong, f"another ts is noted of {wrong[:5]}"


def _in_their_place(said: Said, fed: Fed) -> None:
    for key, (channel, thread) in fed.posts.items():
        where, body = said.by_key[key][0]
        assert (where, body.get("thread_ts")) == (channel, thread), key


async def _asked_once(trial: Trial, said: Said, fed: Fed) -> None:
    """Everybody has one nudge that holds all their promises; each promise was asked about once."""
    nudges = Counter[str]()
    shown: dict[str, Counter[str]] = {}
    for key, _, body in said.of_kind("nudge"):
        person = key.split(":")[1]
        nudges[person] += 1
        shown.setdefault(person, Counter()).update(set(re.findall(r"A-\d+", str(body["blocks"]))))
    assert nudges == Counter(dict.fromkeys(fed.asked, 1)), "not one nudge a person and day"
    rows = await trial.rows("SELECT user_id, subject, state FROM asks")
    asked = Counter((row["user_id"], row["subject"]) for row in rows if row["state"] == "asked")
    assert asked == Counter((person, ref) for person, refs in fed.asked.items() for ref in refs)
