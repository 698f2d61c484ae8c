"""Whatever people type is shown as they typed it: it pings nobody, forges nothing, breaks nothing, and is kept.

That nothing said is live or unescaped is checked for every message at each story's end.
"""

from __future__ import annotations

import pytest

from tests.driving.person import Person
from tests.driving.team import NORTHWIND, Team
from tests.scenarios.stories import saves_step, starts

NASTY = {
    "everybody": "<!channel> @here @channel @everyone <!here|now> <!subteam^S123|@leaders>",
    "links": "<https://evil.example|the real site> <javascript:alert(1)|press> https://a.example/?a=1&b=2<c",
    "marks": "*bold* _slanted_ ~gone~ `code` ```block``` > quote & <b>tag</b> &lt;!channel&gt;",
    "people": "<@U0OMAR001> <@U0DANA001|dana> <#C0CSLEADER|cs-leaders> #general",
    "right to left": "تصدير \u202eevil\u202c شهري 12 ₪ עברית",
    "signs": "👩‍👩‍👧‍👦 é ｆｕｌｌ \u0000\u0007\ufeff\u200b\u2028 end",
    "quotes": "'; DROP TABLE gaps; -- \" \\ %s {0} {name} ${x} \n second line",
    "long": "Finance rebuilds the file by hand & waits. " * 60,
}
VISIBLE = {"everybody": "leaders", "links": "evil.example", "marks": "tag", "people": "general"}
VISIBLE |= {"right to left": "12", "signs": "end", "quotes": "DROP TABLE gaps", "long": "Finance rebuilds"}


@pytest.mark.parametrize("kind", NASTY)
async def test_a_whole_review_full_of_it_is_safe_and_complete(team: Team, nina: Person, kind: str) -> None:
    text, seen = NASTY[kind], VISIBLE[kind]
    short = text[:75]
    await nina.types("/review start")
    await nina.submits(name=f"N {short}"[:80], person="nina")
    await team.board(NORTHWIND, "▸ 1")
    await saves_step(nina, 1, {"note": text})
    await saves_step(nina, 2, {"note": text})
    await saves_step(nina, 3, {"colour": "red", "evidence": text[:300]})
    await nina.presses("Skip…")
    await nina.submits(why=text[:300])
    await nina.presses("Log gap")
    await nina.submits(
        what=text, severity="blocks", affects=text[:300], frequency=text[:300], owner="nina", date="2026-12-01"
    )
    await nina.told("G-1")
    await nina.presses("Log action")
    words = {"what": f"Send Northwind {text}"[:3000], "owner": "omar", "date": "2026-12-01", "counterpart": text[:300]}
    if (await nina.submits(words)).form:
        await nina.submits(keep=["keep"])
    await nina.told("A-1")
    for number in (5, 6):
        await saves_step(nina, number, {"colour": "yellow", "evidence": text[:300]})
    for line in ("list", "list gaps", "A-1", "G-1", "status", f"{short}", f"list {short}", f"start {short}"):
        await nina.reads(f"/review {line.strip()}")
    await nina.types("/review close")
    await nina.form("Close the review")
    outcome = await nina.tries(risk=text[:600], expect=text[:600])
    assert outcome.closed, outcome
    summary = await team.summary(NORTHWIND)
    assert seen in summary.line("Main risk").replace("\u2060", "") or seen in summary
    stored = team.row("SELECT what FROM gaps")["what"]
    assert seen in stored
    assert len(stored) > len(text.strip()) * 0.8


@pytest.mark.parametrize("kind", NASTY)
async def test_typed_in_a_line_it_is_answered_and_nothing_breaks(team: Team, nina: Person, kind: str) -> None:
    await starts(nina)
    for command in ("/gap", "/action", "/review abandon", "/review gap"):
        answer = await nina.types(f"{command} {NASTY[kind]}")
        assert not team.errors.lines, command
        if answer is None:
            await nina.form()
            await nina.closes_form()
