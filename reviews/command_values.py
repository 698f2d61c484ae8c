"""What somebody may type after `/review`, one value each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reviews.item_id import IncidentId, ItemId
from reviews.list_command import ListItems


@dataclass(frozen=True, slots=True)
class Start:
    """Open a review; `words` is what came after, perhaps a customer's name, "" for this channel's own."""

    words: str = ""


@dataclass(frozen=True, slots=True)
class Status:
    """Say where the open review stands."""


@dataclass(frozen=True, slots=True)
class Close:
    """Close the open review."""


@dataclass(frozen=True, slots=True)
class Abandon:
    """Give the open review up, with the reason if one was typed."""

    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Resume:
    """Go on with the review that was given up."""


@dataclass(frozen=True, slots=True)
class Help:
    """Explain one command, or all of them when `topic` is None."""

    topic: str | None = None


@dataclass(frozen=True, slots=True)
class GapLine:
    """A gap typed after `/review gap`, still as Slack sent it."""

    text: str


@dataclass(frozen=True, slots=True)
class ActionLine:
    """An action typed after `/review action`, still as Slack sent it."""

    text: str


@dataclass(frozen=True, slots=True)
class Show:
    """Show one gap, action or incident."""

    item_id: ItemId | IncidentId


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often a customer is reviewed; `words` is what came after, still as Slack sent it, "" to show it."""

    words: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """Choose how the person wants to be asked."""


@dataclass(frozen=True, slots=True)
class NudgeFigures:
    """Say how what was asked was answered."""


@dataclass(frozen=True, slots=True)
class AccountCard:
    """Show or change a customer; `words` is what came after, still as Slack sent it, "" for this channel's own."""

    words: str = ""


@dataclass(frozen=True, slots=True)
class Roles:
    """Who is `kind` ("admin" or "leader"); `words` is what came after, "" to show them."""

    kind: Literal["admin", "leader"]
    words: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """Every change of one thing; `words` names it: A-31, G-4, I-7, or a customer."""

    words: str = ""


@dataclass(frozen=True, slots=True)
class Export:
    """The list, or the book of accounts, as a file; `words` is what came after, still as Slack sent it."""

    words: str = ""


@dataclass(frozen=True, slots=True)
class CustomerVersion:
    """Prepare what the customer may read of the last review; `words` may name the customer."""

    words: str = ""


@dataclass(frozen=True, slots=True)
class FactLine:
    """A fact typed in one line, `text` still as Slack sent it, "" for the form."""

    kind: Literal["incident", "usage", "touch"]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Brief:
    """The brief of a customer; `words` may name it, "" for this channel's own."""

    words: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything known of a customer, by kind; `words` may name it."""

    words: str = ""


@dataclass(frozen=True, slots=True)
class Imports:
    """How files come in, and what became of the last ones."""


@dataclass(frozen=True, slots=True)
class HealthAsked:
    """How a customer fares; `words` may name it, or begin with "settings"."""

    words: str = ""


@dataclass(frozen=True, slots=True)
class DigestAsked:
    """The weekly digest, now; or with `words` when it comes and whose customers it covers."""

    words: str = ""


@dataclass(frozen=True, slots=True)
class Listen:
    """Count who writes in this channel and on which day: `words` is "on", "off" or "" to see how it stands."""

    words: str = ""


@dataclass(frozen=True, slots=True)
class Unknown:
    """Not a command. `nearest` is the command it most resembles; `rest` is what followed the first word."""

    text: str
    nearest: str | None
    rest: str = ""


ReviewCommand = (
    Start
    | Status
    | ListItems
    | Close
    | Abandon
    | Resume
    | Help
    | GapLine
    | ActionLine
    | Show
    | Rhythm
    | Settings
    | NudgeFigures
    | AccountCard
    | Roles
    | History
    | Export
    | CustomerVersion
    | FactLine
    | Brief
    | Facts
    | Imports
    | HealthAsked
    | DigestAsked
    | Listen
    | Unknown
)
