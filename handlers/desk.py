"""What every handler is given: the desk it works at, the request it answers, and the answers it may give."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from handlers.ears import Ears
from handlers.home_memory import Homes
from reviews.decision import Message
from storage.database import Database


@dataclass(frozen=True, slots=True)
class Desk:
    """What handlers share. `clock` answers aware UTC; `token` makes names nobody can guess."""

    db: Database
    clock: Callable[[], datetime]
    token: Callable[[], str]
    command: str
    default_zone: str
    installer: str = ""
    """Who set us up, as a Slack id: an admin whoever is named."""
    at_work: set[asyncio.Task[Any]] = field(default_factory=set)
    """Handlers that have not finished: who stops waits for them."""
    homes: Homes = field(default_factory=Homes)
    """What each person's Home shows at present."""

    ears: Ears = field(default_factory=Ears)
    """Which channels are listened to, and what waits to be counted."""

    on_rooms: list[Callable[[str, str | None], None]] = field(default_factory=list)
    """Who wants to hear that something became of a room: workspace and room, None for any of the workspace's."""

    def forget_room(self, workspace_id: str, channel: str | None) -> None:
        """What anybody remembers of a room holds no more."""
        for hear in self.on_rooms:
            hear(workspace_id, channel)

    @contextmanager
    def handling(self) -> Iterator[None]:
        """Be at work until the end of the block."""
        task = asyncio.current_task()
        if task is not None:
            self.at_work.add(task)
        try:
            yield
        finally:
            if task is not None:
                self.at_work.discard(task)


@dataclass(frozen=True, slots=True)
class Request:
    """One thing Slack sent, with who sent it and where. `key` is the same when the same thing is sent twice."""

    workspace_id: str
    user_id: str
    now: datetime
    client: AsyncWebClient
    key: str
    channel: str | None = None
    channel_name: str | None = None
    trigger_id: str | None = None
    text: str = ""
    value: Mapping[str, str] = field(default_factory=dict)
    chosen: str | None = None
    action_id: str = ""
    message_ts: str | None = None
    is_ephemeral: bool = False
    view: Mapping[str, Any] = field(default_factory=dict)
    team: str | None = None
    """The workspace Slack says the person is of; None where it does not say."""
    found: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """What was looked up for it already: it is answered within seconds, so nobody asks twice."""


@dataclass(frozen=True, slots=True)
class Reply:
    """Said only to the person. `replaces`: in place of the message whose button was pressed."""

    message: Message
    replaces: bool = False


@dataclass(frozen=True, slots=True)
class OpenForm:
    """A modal opens. `otherwise` is said where the moment to open one has passed."""

    view: dict[str, Any]
    otherwise: Message | None = None


@dataclass(frozen=True, slots=True)
class SwapForm:
    """The open modal shows something else."""

    view: dict[str, Any]


@dataclass(frozen=True, slots=True)
class FormErrors:
    """The modal stays as it was typed, with what is wrong under each field."""

    errors: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CloseForm:
    """The modal closes; `then` is said to the person, if anything."""

    then: Message | None = None


@dataclass(frozen=True, slots=True)
class Quiet:
    """Nothing is said: what was done shows by itself."""


Answer = Reply | OpenForm | SwapForm | FormErrors | CloseForm | Quiet
