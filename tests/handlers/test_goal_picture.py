"""The picture of a goal: there is something on it, in any script, and nothing that is only ours."""

from __future__ import annotations

import io
from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from handlers import picture_fonts
from handlers.goal_picture import SIDE, draw
from handlers.picture_fonts import BOX, missing, runs
from reviews.goal_progress import Progress
from reviews.messages.goal_picture import Mark, Picture, picture_of, trend_chart
from tests.builders import TODAY, days
from tests.messages.goal_samples import at, goal, reading

CLOSE = at(
    goal(),
    *(
        reading(value, days(ago), note="the owner calls it a red risk")
        for value, ago in ((41, -85), (33.5, -55), (22, -4))
    ),
)


def picture(progress: Progress = CLOSE, customer: str = "Northwind") -> Picture:
    found = picture_of(progress, customer, TODAY)
    assert found
    return found


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content)).convert("RGB")


def words(shown: Picture) -> list[str]:
    """Every word that is drawn."""
    marks = [*shown.values, *shown.days, *filter(None, (shown.baseline, shown.target))]
    return [
        shown.title,
        shown.customer,
        shown.line,
        shown.unit,
        *(m.label for m in marks),
        *(d.label for d in shown.dots),
    ]


def coloured(image: Image.Image, colour: tuple[int, int, int]) -> int:
    """How many pixels are about that colour."""
    return sum(
        count
        for count, seen in image.getcolors(SIDE * SIDE) or []
        if isinstance(seen, tuple) and all(abs(int(a) - b) < 8 for a, b in zip(seen, colour, strict=True))
    )


def test_the_picture_is_a_square_png_with_readings_and_target_on_it() -> None:
    drawn = draw(picture())
    assert drawn.content.startswith(b"\x89PNG")
    assert len(drawn.content) < 500_000
    image = opened(drawn.content)
    assert image.size == (SIDE, SIDE) == (1080, 1080)
    assert coloured(image, (18, 100, 163)) > 3000
    assert coloured(image, (43, 122, 61)) > 500
    assert coloured(image, (255, 255, 255)) > SIDE * SIDE * 0.8
    without = opened(draw(picture(replace(CLOSE, goal=goal(target=None)))).content)
    assert coloured(without, (43, 122, 61)) < 100


def test_the_picture_says_whose_goal_it_is_and_its_numbers_and_nothing_of_ours() -> None:
    shown = picture()
    assert words(shown) == [
        "Month-end close",
        "Northwind",
        "From 40 to 22 minutes a close, 60 % of the way",
        "minutes a close",
        "0",
        "20",
        "40",
        "60",
        "31 Aug",
        "20 Sep",
        "10 Oct",
        "31 Oct",
        "20 Nov",
        "At first 40",
        "Target 10 by Fri 26 Mar 2027",
        "41",
        "33.5",
        "22",
    ]
    drawn_from = {each.name for each in fields(Picture)}
    assert not drawn_from & {"note", "owner", "by", "mark", "score", "risk"}
    assert not any("risk" in each or "U1" in each for each in words(shown))


def test_a_chart_shows_the_readings_beside_target_and_beginning() -> None:
    chart = trend_chart(CLOSE)
    assert chart
    assert chart["chart"]["axis_config"] == {
        "categories": ["at first", "31 Aug", "30 Sep", "20 Nov"],
        "y_label": "minutes a close",
    }
    assert [each["name"] for each in chart["chart"]["series"]] == ["Readings", "Target", "At first"]
    assert "risk" not in str(chart)


def test_a_chart_of_years_of_readings_shows_the_last_twenty_points() -> None:
    chart = trend_chart(at(goal(), *(reading(n, date(2020 + n % 6, 1 + n // 6, 1)) for n in range(40))))
    assert chart
    assert len(chart["chart"]["axis_config"]["categories"]) == 20
    assert len(set(chart["chart"]["axis_config"]["categories"])) == 20


@pytest.mark.parametrize("values", [(22,), (5, 5, 5), (0, 0), (-3, 4), (1e12, 1e12 - 1), (0.0001, 0.0002)])
def test_any_readings_lie_within_the_drawing(values: tuple[float, ...]) -> None:
    of = goal(baseline=None, target=None, due=None)
    shown = picture(at(of, *(reading(value, days(-n)) for n, value in enumerate(values))))
    assert all(0 <= dot.x <= 1 and -0.001 <= dot.y <= 1.001 for dot in shown.dots)
    assert 2 <= len(shown.values) <= 8
    labels = [mark.label for mark in shown.values]
    assert len(set(labels)) == len(labels) or max(map(abs, values)) > 1e11
    draw(shown)


def test_the_axis_runs_on_to_the_goal_s_day_where_that_is_near() -> None:
    near = picture(at(goal(due=days(30)), reading(40, days(-60)), reading(22)))
    assert near.dots[-1].x == pytest.approx(60 / 90)
    assert near.days[-1] == Mark(1.0, "24 Dec")


def test_letters_of_other_scripts_are_drawn_or_owned_up_to() -> None:
    for text in ("Månadsbokslut på tio minuter", "Закрытие месяца", "月次締めを十分で", "إغلاق الشهر", "हिन्दी", "👍🏽"):
        lacking = missing(text, 32)
        drawn = "".join(part for part, _ in runs(text, 32))
        assert (BOX in drawn) is bool(lacking)
        assert draw(picture(at(goal(what=text), reading(22)), text)).missing == "".join(
            dict.fromkeys(missing(text + text, 32))
        )


def test_where_no_other_font_is_there_boxes_stand_and_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    only_own = tuple(face for face in [picture_fonts._face("", 64)] if face)
    monkeypatch.setattr(picture_fonts, "faces", lambda size: only_own)
    drawn = draw(picture(at(goal(what="Close 締め"), reading(22))))
    assert drawn.missing == "締め"
    assert "".join(part for part, _ in runs("締 a", 32)) == f"{BOX} a"


def test_a_mark_stays_with_its_letter() -> None:
    for part, _ in runs("हिन्दी 月 e\u0301", 32):
        assert part[0] not in "\u093f\u094d\u0940\u0301"


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=30))
def test_nothing_typed_breaks_the_picture(what: str, customer: str, unit: str) -> None:
    drawn = draw(picture(at(goal(what=what or "x", measure=unit), reading(22), reading(30, days(-9))), customer))
    assert opened(drawn.content).size == (SIDE, SIDE)


def test_long_words_end_in_dots_inside_the_picture() -> None:
    image = opened(draw(picture(at(goal(what="W" * 120, measure="W" * 60), reading(22)), "W" * 80)).content)
    edge = image.crop((SIDE - 40, 0, SIDE, SIDE))
    assert edge.getcolors() == [(40 * SIDE, (255, 255, 255))]
