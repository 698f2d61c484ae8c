"""The words people type for each command. The first of each row is the one we show."""

from __future__ import annotations

from typing import Literal

WordCommand = Literal[
    "start",
    "status",
    "list",
    "close",
    "abandon",
    "resume",
    "help",
    "gap",
    "action",
    "show",
    "rhythm",
    "settings",
    "nudges",
    "account",
    "admins",
    "leaders",
    "history",
    "export",
    "customer",
    "incident",
    "usage",
    "touch",
    "brief",
    "facts",
    "import",
    "health",
    "digest",
    "listen",
]

COMMANDS: dict[WordCommand, tuple[str, ...]] = {
    "start": ("start", "begin", "open", "new", "go", "run", "kick off", "kickoff", "launch"),
    "status": ("status", "state", "where", "progress", "board", "now", "info", "st"),
    "list": ("list", "ls", "items", "actions", "gaps", "todo", "todos", "open items", "lists"),
    "close": (
        "close",
        "finish",
        "end",
        "complete",
        "wrap up",
        "wrap",
        "done",
        "finalize",
        "finalise",
        "stop",
    ),
    "abandon": ("abandon", "cancel", "abort", "drop", "discard", "give up", "quit", "scrap"),
    "resume": ("resume", "continue", "reopen", "restart", "carry on", "go on", "unpause", "pick up"),
    "help": ("help", "?", "commands", "h", "man", "how", "-h", "--help", "what"),
    "gap": ("gap", "log gap", "add gap", "new gap", "problem", "issue"),
    "action": ("action", "log action", "add action", "new action", "act", "task"),
    "show": ("show", "view", "see", "get", "find", "look"),
    "rhythm": ("rhythm", "cadence", "schedule", "frequency"),
    "settings": ("settings", "preferences", "prefs", "quiet"),
    "nudges": ("nudges", "stats", "follow-through"),
    "account": ("account", "accounts", "acct", "contacts", "goals"),
    "admins": ("admins", "admin"),
    "leaders": ("leaders", "leader"),
    "history": ("history", "log", "audit", "changes"),
    "export": ("export", "csv", "download"),
    "customer": ("customer", "safe", "customer version"),
    "incident": ("incident", "incidents", "outage", "failure"),
    "usage": ("usage", "seats", "use"),
    "touch": ("touch", "touches", "touchpoint", "met", "spoke", "talked"),
    "brief": ("brief", "briefing", "prep", "prepare"),
    "facts": ("facts", "fact", "evidence"),
    "import": ("import", "imports", "upload"),
    "health": ("health", "score", "risk", "risks"),
    "digest": ("digest", "weekly"),
    "listen": ("listen", "listening"),
}

NEVER_GUESSED = frozenset({"stats", "use", "met", "fact", "seats", "spoke"})
"""Known when typed, but too near to a commoner word to be what a slip of the finger meant."""

FILLER = frozenset(
    {
        "review",
        "reviews",
        "the",
        "a",
        "an",
        "this",
        "our",
        "my",
        "please",
        "with",
        "for",
        "of",
        "customer",
        "account",
    }
)

FILTERS: dict[str, str] = {
    "mine": "mine",
    "my": "mine",
    "me": "mine",
    "@me": "mine",
    "late": "late",
    "overdue": "late",
    "slipped": "late",
    "due": "late",
    "blocked": "blocked",
    "stuck": "blocked",
    "waiting": "blocked",
    "all": "all",
    "everything": "all",
    "everyone": "all",
}
