"""Files that the app or people sent, as long as the practice workspace runs: announced, uploaded, then shared."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.practice.about import BOT_USER_ID
from bot.practice.world import TEAM_ID

MOST_BYTES = 64 * 1024 * 1024
"""Of all files together; the oldest go first."""
MOST_FILES = 500


@dataclass(slots=True)
class Upload:
    """One file. `ticket` opens its upload address, which takes it once; `content` is None until then.

    `shares` holds the messages it stands in, by conversation; `user` sent it, out of the workspace `team`.
    """

    id: str
    ticket: str
    name: str
    length: int
    at: datetime
    title: str = ""
    content: bytes | None = None
    shares: dict[str, list[str]] = field(default_factory=dict)
    user: str = BOT_USER_ID
    team: str = TEAM_ID


class FileStore:
    """Every file by its id."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._files: dict[str, Upload] = {}

    def announce(self, name: str, length: int) -> Upload:
        """A file is about to be uploaded."""
        made = Upload(f"F0{secrets.token_hex(4).upper()}", secrets.token_urlsafe(18), name, length, self._clock())
        self._files[made.id] = made
        if len(self._files) > MOST_FILES:
            del self._files[next(iter(self._files))]
        return made

    def dropped(self, name: str, content: bytes, user: str, team: str) -> Upload:
        """A person's file, here at once."""
        made = self.announce(name, len(content))
        made.user, made.team = user, team
        self.take(made, content)
        return made

    def find(self, file_id: str) -> Upload | None:
        """The file of an id."""
        return self._files.get(file_id)

    def waiting(self, ticket: str) -> Upload | None:
        """The file whose upload address this is, while nothing came in."""
        return next((each for each in self._files.values() if each.ticket == ticket and each.content is None), None)

    def take(self, upload: Upload, content: bytes) -> None:
        """Keep what was uploaded, and let the oldest go where it becomes too much."""
        upload.content = content
        while sum(len(each.content or b"") for each in self._files.values()) > MOST_BYTES and len(self._files) > 1:
            del self._files[next(iter(self._files))]

    def clear(self) -> None:
        """Forget all files."""
        self._files.clear()
