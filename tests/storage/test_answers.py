from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from storage import answers, direct_channels, heartbeats
from storage.database import Database
from storage.values import Answered, AnswerState
from tests.storage.examples import NOW, WS, answer

LATER = NOW + timedelta(minutes=5)


async def keep(db: Database, *kept: Answered) -> None:
    async with db.write() as tx:
        for each in kept:
            await answers.keep(tx, each)


async def get(db: Database, ts: str = "18.1") -> Answered | None:
    async with db.read() as tx:
        return await answers.get(tx, WS, "D1", ts)


async def test_an_answer_is_kept_with_what_it_recorded_and_what_was_asked_back(db: Database) -> None:
    whole = answer(
        state=AnswerState.ASKED,
        nudge_id=4,
        deed="answer:D1:18.1",
        pending={"parts": [{"place": 2, "words": "nul \x00 soon"}], "asked": None},
        reply_key="reply:18.1",
    )
    await keep(db, whole)
    assert await get(db) == whole


async def test_an_answer_that_was_edited_is_kept_over_what_was_known(db: Database) -> None:
    await keep(db, answer(nudge_id=1, deed="first", pending={"asked": 2}, reply_key="r1"), answer("18.2", text="hm"))
    edited = answer(text="1 friday", at=LATER, state=AnswerState.UNDONE, deed="second")
    await keep(db, edited)
    assert await get(db) == edited
    assert await get(db, "18.2") == answer("18.2", text="hm")


async def test_a_message_nobody_wrote_is_no_answer(db: Database) -> None:
    await keep(db, answer(ws="T2"), answer(channel="D2"))
    assert await get(db) is None


async def test_a_persons_last_answers_come_newest_first_and_of_one_moment_by_their_message(db: Database) -> None:
    await keep(
        db,
        answer("18.1"),
        answer("18.3", at=LATER),
        answer("18.2"),
        answer("18.9", user_id="U2", at=LATER),
    )
    async with db.read() as tx:
        assert [each.ts for each in await answers.latest(tx, WS, "U1", 9)] == ["18.3", "18.2", "18.1"]
        assert [each.ts for each in await answers.latest(tx, WS, "U1")] == ["18.3"]
        assert await answers.latest(tx, WS, "U9") == []


async def test_the_conversation_with_a_person_is_learnt_and_learnt_anew(db: Database) -> None:
    async with db.write() as tx:
        assert await direct_channels.of(tx, WS, "U1") is None
        await direct_channels.learn(tx, [(WS, "U1", "D1")])
        await direct_channels.learn(tx, [("T2", "U1", "D2")])
        await direct_channels.learn(tx, [(WS, "U2", "D3")])
        assert await direct_channels.of(tx, WS, "U1") == "D1"
        await direct_channels.learn(tx, [(WS, "U1", "D9")])
        assert [await direct_channels.of(tx, ws, "U1") for ws in (WS, "T2")] == ["D9", "D2"]
        assert await direct_channels.of(tx, WS, "U2") == "D3"


async def test_the_clocks_last_beat_is_known_by_its_name(db: Database) -> None:
    async with db.write() as tx:
        assert await heartbeats.last(tx, "clock") is None
        await heartbeats.beat(tx, "clock", NOW)
        await heartbeats.beat(tx, "delivery", NOW)
        await heartbeats.beat(tx, "clock", LATER)
        assert [await heartbeats.last(tx, name) for name in ("clock", "delivery")] == [LATER, NOW]


async def test_an_answer_that_asks_nothing_back_any_more_forgets_the_question(db: Database) -> None:
    asked = answer(state=AnswerState.ASKED, pending={"asked": 1})
    settled = replace(asked, state=AnswerState.RECORDED, pending=None)
    await keep(db, asked, settled)
    assert await get(db) == settled
