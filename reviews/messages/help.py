"""What can be typed: for help, for the manifest, and for the nearest word."""

from __future__ import annotations

from dataclasses import dataclass

from reviews.decision import Message
from reviews.messages import ids
from reviews.messages.answers import tell
from reviews.messages.parts import button, context, message, run_button, section
from reviews.messages.words import said


@dataclass(frozen=True, slots=True)
class SlashCommand:
    """One slash command as Slack lists it."""

    command: str
    usage_hint: str
    description: str


@dataclass(frozen=True, slots=True)
class Topic:
    """One word after the command, what it does and something to type."""

    word: str
    does: str
    example: str


TOPICS = (
    Topic("start", "opens the review of this channel's customer", "start"),
    Topic("status", "says where the review stands and what is left", "status"),
    Topic("list", "shows open actions: add mine, late, blocked, gaps, all, @somebody or a customer", "list late"),
    Topic("close", "settles what is loose, then posts the summary", "close"),
    Topic("abandon", "stops the review without a summary", "abandon customer cancelled"),
    Topic("resume", "goes on with an abandoned review, or shows the board again", "resume"),
    Topic("gap", "logs a gap, the same as /gap", "gap Export fails twice a week, blocks, @nina, update fri"),
    Topic("action", "logs an action, the same as /action", "action @nina sends the checklist by May 14"),
    Topic("show", "shows one gap or action", "show A-34"),
    Topic(
        "rhythm",
        "says how often a customer is reviewed and when next; add monthly, next 12 jan, pause, resume or all",
        "rhythm every 2 months",
    ),
    Topic("settings", "sets when and how often you are asked, and who stands in for you", "settings"),
    Topic("nudges", "shows how what was asked was answered", "nudges"),
    Topic(
        "account",
        "shows a customer with its people and goals; add words to change it",
        "account Northwind owner @nina arr 120k EUR renews 31 mar tier A",
    ),
    Topic(
        "brief", "shows the two-minute brief: promises, incidents, usage, tickets and what to ask", "brief Northwind"
    ),
    Topic(
        "incident",
        "notes a failure a customer felt; “incident none” says that nothing reached them",
        "incident Month-end export failed yesterday 14:00 to 16:30, affects finance #exports",
    ),
    Topic("usage", "notes who uses it", "usage 31 of 40 seats active in 30 days, 35 in 90"),
    Topic("touch", "notes who you spoke with", "touch call with Dana Wu yesterday"),
    Topic("facts", "shows everything known of a customer, with where it came from", "facts Northwind"),
    Topic("health", "says how a customer fares, with every number and where it came from", "health Northwind"),
    Topic(
        "digest", "shows your weekly digest now; add a day and an hour to set when it comes", "digest monday 9:00 all"
    ),
    Topic("listen", "counts who writes in this channel and on which day, never what; listen off ends it", "listen on"),
    Topic("import", "says how a file of facts comes in, and what became of the last ones", "import"),
    Topic("customer", "prepares what the customer may read of the last review, to be sent by you", "customer"),
    Topic("history", "shows who changed what, when and why", "history A-34"),
    Topic("export", "sends you the list, or your book of customers, as a file", "export late"),
    Topic("leaders", "shows who leads, and whose customers they see", "leaders @lena all"),
    Topic("admins", "shows who sets me up", "admins @lena"),
    Topic("help", "shows this", "help"),
)


MESSAGE_SHORTCUTS = ((ids.LOG_AS_GAP, "Log as gap"), (ids.LOG_AS_ACTION, "Log as action"))
"""What can be done with a message: callback id and name, as the manifest has them."""


def slash_commands(command: str) -> tuple[SlashCommand, ...]:
    """The commands Slack must know, with the review command under its configured name."""
    return (
        SlashCommand(command, "start · status · list · close · help", "Run a customer review"),
        SlashCommand("/gap", "what happens, who it affects, blocks or slows, @owner, update fri", "Log a gap"),
        SlashCommand("/action", "@nina sends the revised checklist by Friday", "Log an action with owner and date"),
    )


_ANSWERS = "“done”, “1 done, 2 friday because legal is late”, “blocked by @omar”, “not mine, it's @lena's”"


def help_text(command: str, topic: str | None, *, answering: bool = False) -> Message:
    """All commands, or one with its example. `answering`: how a nudge is answered comes first."""
    one = next((t for t in TOPICS if t.word == topic), None)
    if one:
        return tell(f"`{command} {one.word}` {one.does}.\nFor example: `{command} {one.example}`")
    lines = "\n".join(f"• `{command} {t.word}`: {t.does}" for t in TOPICS)
    example_gap = "`/gap Month-end export fails twice a week, affects finance, blocks, @nina, update fri #exports`"
    example_action = "`/action @nina sends the revised onboarding checklist by May 14`"
    blocks = [
        *([section(f"*Answer what I ask you*\n{_ANSWERS}")] if answering else []),
        section(f"*What you can type*\n{lines}"),
        section(f"*In one line*\n{example_gap}\n{example_action}"),
        context(
            "Dates as you write them: fri, tomorrow, 14 May, in 2 weeks, end of quarter. What is missing is asked."
        ),
    ]
    spoken = "; ".join(f"{command} {t.word} {t.does}" for t in TOPICS)
    lead = f"Answer what I ask you: {_ANSWERS}. " if answering else ""
    return message(f"{lead}What you can type: {spoken}. Log with /gap and /action.", blocks)


def unknown_command(command: str, typed: str, nearest: str | None) -> Message:
    """A word that is none of ours: what was typed, and the nearest that is."""
    everything = button("All commands", ids.SHOW_HELP)
    shown = said(typed, 60).replace("`", "ˋ")
    if nearest is None:
        return tell(f"`{command} {shown}` is not something I know.", [everything])
    run = run_button(nearest.capitalize(), nearest, style="primary")
    return tell(f"`{command} {shown}`: did you mean `{command} {nearest}`?", [run, everything])
