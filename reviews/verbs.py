"""Verbs as people use them in actions: those that end in something one can see, and those that don't."""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """Make a set of the words of a long string, which reads better than a column of quotes."""
    return frozenset(text.split())


ENDING: frozenset[str] = word_set(
    """
    accept activate add agree allowlist answer apply appoint approve archive arrange ask assign attach
    automate award backfill ban block book brief build buy call cancel certify change choose clean clear
    close collect complete configure confirm connect convert copy correct create credit cut decide
    define delete deliver demo deploy deprovision dial disable document donate download draft drop email
    enable enroll enter escalate export extend file fill finish fix forward freeze gather get give grant
    hand hire hold host implement import include inform install interview introduce invite invoice issue
    join launch lift list load lock log lower mail make map mark measure merge message migrate move name
    nominate note notify offer open order pass patch pay phone pilot pin place plan
    post prepare present print produce promote propose provide provision publish pull put raise ramp
    read reassign rebuild recommend reconnect record recover redeem redirect refund register reject
    release remind remove rename renew reopen repair replace reply report request rerun reschedule reset
    resolve restart restore retire return revert revise revoke rewrite roll rotate run schedule sell
    send set share ship show sign specify split start state stop submit subscribe summarise summarize
    survey swap switch teach tell test ticket train transfer translate turn unblock uninstall unlock
    update upgrade upload validate visit walk whitelist win write
    """
)
"""Done or not done: anyone can see which. With an object, an action led by one of these is clear."""

INTRANSITIVE: frozenset[str] = word_set("agree decide report confirm sign reply answer vote")
"""Ending verbs that need no object to be understood after another clause."""

ALSO_NOUNS: frozenset[str] = word_set(
    """
    access answer block book brief build call change credit cut demo design draft email export
    file fix hand import invoice issue list load lock log mail map mark message move name note offer
    order pass patch pilot place plan post present print release repair reply report request reset
    return roll run schedule set share show sign start state stop survey switch test ticket train turn
    update upgrade visit win
    """
)
"""Ending verbs that are as often things: after "and" they count as a deed only with something after them."""

TALK: frozenset[str] = word_set(
    """
    align be-in-touch catch-up chase chat check-in checkin circle-back collaborate
    communicate converse coordinate discuss engage follow-up followup get-alignment get-back
    get-in-touch have-a-chat have-a-talk have-a-word keep-in-touch liaise link-up loop-back meet-up
    nudge ping reach-out reconnect socialise socialize speak stay-close stay-in-touch
    sync sync-up talk touch-base touchbase work-with
    """
)
LOOK: frozenset[str] = word_set(
    """
    analyse analyze debug deep-dive delve diagnose dig dig-into dive-into drill-down examine explore
    figure-out find-out-more get-to-know get-to-the-bottom have-a-look inspect investigate look
    look-around look-at look-into look-over look-through probe research see-about study take-a-look
    troubleshoot understand
    """
)
REVIEW: frozenset[str] = word_set(
    """
    assess check double-check evaluate go-over go-through re-evaluate read-through reassess recheck
    review revisit
    """
)
WATCH: frozenset[str] = word_set(
    """
    be-aware bear-in-mind keep-an-eye keep-eye keep-in-mind keep-tabs keep-track keep-watch monitor observe
    stay-aware stay-on-top track watch
    """
)
BETTER: frozenset[str] = word_set(
    """
    accelerate address be-better be-more be-proactive better boost build-awareness build-relationships
    build-trust create-awareness deal-with deepen do-better do-more do-something drive encourage enhance
    facilitate focus-on foster get-better grow handle improve increase leverage make-progress manage
    maximise maximize minimise minimize move-forward own optimise optimize promote-more raise-awareness
    stabilise stabilize streamline strengthen tackle take-care work-on work-through
    """
)
HELP: frozenset[str] = word_set(
    """
    accompany advise assist be-there empower guide help help-out mentor support
    """
)
THINK: frozenset[str] = word_set(
    """
    brainstorm come-back-to consider contemplate have-a-think ideate ponder reconsider reflect rethink
    strategise strategize think think-about think-through weigh
    """
)

WEAK: dict[str, str] = {
    verb: family
    for family, verbs in (
        ("talk", TALK),
        ("look", LOOK),
        ("review", REVIEW),
        ("watch", WATCH),
        ("better", BETTER),
        ("help", HELP),
        ("think", THINK),
    )
    for verb in verbs
}
"""Verb or phrase (its words joined by dashes) → the family its example is written from."""

WEAK_NOUNS: dict[str, str] = {
    "review": "review",
    "discussion": "talk",
    "discussions": "talk",
    "alignment": "talk",
    "sync": "talk",
    "follow-up": "talk",
    "followup": "talk",
    "check-in": "talk",
    "catch-up": "talk",
    "conversation": "talk",
    "investigation": "look",
    "analysis": "look",
    "research": "look",
    "monitoring": "watch",
    "tracking": "watch",
    "improvement": "better",
    "improvements": "better",
    "progress": "better",
    "support": "help",
    "brainstorming": "think",
    "thinking": "think",
    "stuff": "review",
    "thing": "review",
    "things": "review",
    "topic": "review",
    "topics": "review",
    "chat": "talk",
    "talks": "talk",
}
"""Things made of weak verbs: "Onboarding review" promises no more than "review onboarding"."""

LIGHT: frozenset[str] = word_set(
    """
    begin conduct continue do give have keep make offer perform provide start
    """
)
"""Verbs that add nothing of their own: "do a review of onboarding" is "review onboarding"."""

IRREGULAR: dict[str, str] = {
    "sent": "send",
    "built": "build",
    "wrote": "write",
    "written": "write",
    "made": "make",
    "gave": "give",
    "given": "give",
    "held": "hold",
    "told": "tell",
    "sold": "sell",
    "bought": "buy",
    "taught": "teach",
    "won": "win",
    "shown": "show",
    "chosen": "choose",
    "frozen": "freeze",
    "drawn": "draw",
    "spoke": "speak",
    "kept": "keep",
    "thought": "think",
    "understood": "understand",
    "dug": "dig",
    "got": "get",
    "did": "do",
    "does": "do",
    "has": "have",
    "had": "have",
    "is": "be",
    "are": "be",
    "been": "be",
    "being": "be",
}
"""Forms that no ending gives away."""
