"""What people say around an answer, and replies that are no answer at all."""

from __future__ import annotations

import re

from reviews.answer_text import DOUBT, THUMB, Words

_OPENING = re.compile(
    rf"(?:hi|hey|hello|hiya|(?:good )?(?:morning|afternoon|evening)|thanks|thank you|thx|ty|ok|okay|sorry|"
    rf"apologies|oh|ah|ugh|"
    rf"hmm+|um+|uh+|er+|so(?= (?:the|my|for|\d)|,)|well(?=,)|right(?=,)|fyi|(?:quick )?update|status|"
    rf"please|pls|plz|yes|yep|yup|yeah|"
    rf"sure|aye|all good|np|no problem|good news|great news|{THUMB})(?: again| there| holdfast| all| team|"
    rf" bot)?(?:[\s,.!:–—-]+)(?=\S)"
)
_CLOSING = re.compile(
    rf"(?:(?<=\S)[\s,.!–—-]+|(?<=✓))(?:thanks(?: for (?:the |your )?\w+(?: \w+)?)?|thank you|thx|ty|tyvm|"
    rf"cheers|sorry|apologies|please|pls|plz|tho|btw|fyi|"
    rf"have a (?:nice|good|great) \w+|many thanks|will keep you posted|keep you posted|next|{THUMB})[\s.!]*$"
)
_NOT_SAID = re.compile(
    rf"\b(?:no|oh|hang on|hold on|sorry|actually|or)[, ]+wait\b|\bwait[, ]+(?:no|what)\b|\bscratch that\b|"
    rf"\bi mean(?:t)?\b|\bkidding\b|"
    rf"\bjoking\b|\bjk\b|\bnvm\b|\bnever ?mind\b|\b(?:ignore|strike|forget) that\b|\bpsych\b|"
    rf"\byeah,? right\b|\bwish\b|\bmy bad\b|"
    rf"\boops\b|\bcorrection\b|\bin my dreams\b|\b(?:\d+|one|two|three|four) (?:more )?(?:are |"
    rf"is )?(?:to go|left|remaining|open|outstanding|pending)\b|\b(?:lol|lmao|rofl|haha\w*|hehe)\b|"
    rf"\bas if\b|{DOUBT}"
)
_CHATTER = re.compile(
    r"(?:(?:hi|hey|hello|hiya|yo|(?:good )?(?:morning|afternoon|evening|night)|thanks|thank you|thx|ty|"
    r"tyvm|cheers|lol|lmao|haha\w*|hehe|nice|"
    r"great|cool|wow|welcome|np|stop|help|unsubscribe|leave me alone|go away|shut up|bye|there|bot|"
    r"holdfast|team|so much|a lot|very|"
    r"much|again|sorry|please|happy (?:monday|tuesday|wednesday|thursday|friday|weekend)|much appreciated|"
    r"appreciated)[\s,.!?]*)+|"
    r"stop .*|(?:please )?(?:stop|quit) (?:reminding|nudging|pinging|asking|messaging)\b.*|(?:who|"
    r"what) are you\b.*|are you (?:a |an )?\w+\W*|"
    r"why do you ask\W*|what do you mean\W*|what can you do\W*|how does this work\W*|what is this\W*"
)
_ABOUT_WORK = re.compile(
    r"^(?:that|it)'?s\b|✓|✗|👍|\b(?:done\w*|wontfix|finish\w*|complet\w*|ship\w*|sent|send|fix\w*|block\w*|"
    r"stuck|wait\w*|mine|own\w*|belongs?|cancel\w*|drop\w*|obsolete|"
    r"mov\w*|push\w*|postpon\w*|delay\w*|remind|snooze|ping|later|soon|late|ready|today|tomorrow|"
    r"yesterday|monday|tuesday|wednesday|thursday|"
    r"friday|mon|tue|tues|wed|thu|thurs|fri|week|weeks|month|eow|eod|eom|track|working|started|progress|"
    r"clos\w*|deploy\w*|merg\w*|"
    r"customer|client|legal|review\w*|need\w*|can't|cant|cannot|won't|wont|yes|no|not|nope|ok|okay|nobody|"
    r"none|neither|due|date|task|item|"
    r"need|busy|asap|deployed|live|prod|undone|depends|wish|nothing|all|both|everything|never)\b|<@|@\w|\d"
)


def without_small_talk(said: Words) -> Words:
    """Take greetings, thanks and a leading yes off both ends, as long as something is left."""
    for _ in range(6):
        found = _OPENING.match(said.plain)
        if found and found.end() < len(said.plain):
            said = said.cut(found.end())
        elif ends := _CLOSING.search(said.plain, max(0, len(said.plain) - 60)):
            said = said.cut(0, ends.start()) if said.plain[: ends.start()].strip() else said
            if not said.plain[: ends.start()].strip():
                return said
        else:
            return said
    return said


def is_taken_back(said: Words) -> bool:
    """Whether something in the reply says not to take it at its word."""
    return _NOT_SAID.search(said.plain) is not None


def is_chatter(said: Words) -> bool:
    """Whether the reply is only a greeting, thanks or a word to the bot."""
    text = said.plain.replace(DOUBT, "").strip(" .!?,")
    return not text or _CHATTER.fullmatch(text) is not None


def is_about_work(said: Words) -> bool:
    """Whether a reply that was not understood may have been meant as an answer."""
    return _ABOUT_WORK.search(said.plain) is not None
