"""The timeline: what stands on its lines, what keys and mouse do, and that only what is seen is read."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from tests.widgets.lines import assert_golden, screen_lines
from tests.widgets.stage import Stage
from tui_crm.widgets import timeline_lines
from tui_crm.widgets.cell import Cell, Role
from tui_crm.widgets.painting import PLAIN
from tui_crm.widgets.timeline import Timeline
from tui_crm.widgets.timeline_lines import Band, Rule, TimelineRow
from tui_crm.wrapping import wrap

WORDS = ("one", "two", "three")


class Story:
    """A source of ``count`` entries, keys from 1 on, the first ``ahead`` to come, keeping what was asked of it."""

    def __init__(self, keys: Sequence[int], ahead: int = 0, *, gaps: Sequence[int] = (), months: int = 5) -> None:
        self.keys = keys
        self.ahead = ahead
        self.months = tuple(range(0, len(keys), months))
        now = Rule(ahead, Cell("now", Role.ACCENT, bold=True), across=True)
        silences = [Rule(at, text=Cell("— silence —", Role.MUTED), broken=True) for at in gaps]
        self.rules = sorted([now, *silences], key=lambda rule: rule.position)
        self.widths = (7, 6, 8)
        self.asked: list[list[int]] = []

    def rows(self, keys: Sequence[int]) -> Mapping[int, TimelineRow]:
        self.asked.append(list(keys))
        return {key: self.row(key) for key in keys}

    def row(self, key: int) -> TimelineRow:
        said = " ".join(WORDS[(key + place) % 3] for place in range(20 if key % 4 == 0 else 4))
        return TimelineRow(
            Cell(f"{key % 28 + 1} Nov", Role.MUTED),
            Cell("14:02", Role.MUTED),
            Cell("call", Role.SUCCESS, mark="●", mark_role=Role.SUCCESS),
            (Cell(f"entry {key}"), Cell(said, Role.MUTED)),
            Cell("li", Role.MUTED),
            Cell("+1", Role.SUCCESS),
            (("", Cell(said)), ("outcome", Cell("reached"))),
        )

    def band(self, position: int) -> Band:
        if position < self.ahead:
            return Band("ahead", Role.FAINT, dotted=True)
        return Band("active", Role.SUCCESS) if self.keys[position] % 20 < 10 else Band("dormant", Role.WARNING)


def keys(count: int) -> Sequence[int]:
    return range(1, count + 1)


def cursor(timeline: Timeline) -> int:
    return timeline.highlighted or 0


@pytest.mark.parametrize("width", [50, 80, 120])
async def test_it_looks_right(width: int) -> None:
    timeline = Timeline()
    stage = Stage(timeline)
    async with stage.open(width, 16) as pilot:
        timeline.show(Story(keys(40), 3, gaps=[6]), keep_cursor=False)
        timeline.focus()
        await pilot.press("enter")
        await pilot.pause()
        assert_golden(f"timeline_{width}", screen_lines(stage))


async def test_the_cursor_begins_below_now_with_what_comes_next_in_sight() -> None:
    timeline = Timeline()
    stage = Stage(timeline)
    async with stage.open(80, 12) as pilot:
        timeline.show(Story(keys(100), 30), keep_cursor=False)
        await pilot.pause()
        lines = screen_lines(stage)
        assert cursor(timeline) == 31
        assert [place for place, line in enumerate(lines) if "now" in line] == [3]
        assert "entry 30" in lines[2]
        assert "entry 31" in lines[4]


async def test_keys_move_it() -> None:
    timeline = Timeline()
    stage = Stage(timeline)
    async with stage.open(80, 12) as pilot:
        timeline.show(Story(keys(100), 3), keep_cursor=False)
        timeline.focus()
        await pilot.pause()
        for key, expected in (
            ("j", 5), ("down", 6), ("k", 5), ("up", 4), ("home", 1), ("G", 100), ("g", 1), ("end", 100), ("full_stop", 4),
            ("right_square_bracket", 6), ("right_square_bracket", 11), ("left_square_bracket", 6), ("j", 7),
            ("left_square_bracket", 6), ("home", 1), ("left_square_bracket", 1),
        ):  # fmt: skip
            await pilot.press(key)
            assert cursor(timeline) == expected, key
            assert any(f"entry {expected} " in line for line in screen_lines(stage)), key
        await pilot.press("pagedown")
        assert cursor(timeline) == 12
        await pilot.press("ctrl+d", "ctrl+u", "pageup")
        assert cursor(timeline) == 1


async def test_an_entry_unfolds_and_folds_again() -> None:
    timeline = Timeline()
    stage = Stage(timeline)
    async with stage.open(80, 12) as pilot:
        timeline.show(Story(keys(8), 2), keep_cursor=False)
        timeline.focus()
        await pilot.press("down", "l", "right")
        await pilot.pause()
        lines = screen_lines(stage)
        assert "entry 4" in lines[4]
        assert lines[5].strip("▎┊ ").startswith("two three")
        assert any("outcome" in line and "reached" in line for line in lines)
        await pilot.press("enter")
        await pilot.pause()
        assert "entry 5" in screen_lines(stage)[5]
        await pilot.press("enter", "h", "left")
        await pilot.pause()
        assert "entry 5" in screen_lines(stage)[5]


async def test_an_unfolded_text_is_broken_once_for_a_width(monkeypatch: pytest.MonkeyPatch) -> None:
    broken: list[int] = []

    def counted(text: str, width: int) -> list[str]:
        broken.append(width)
        return wrap(text, width)

    monkeypatch.setattr(timeline_lines, "wrap", counted)
    timeline = Timeline()
    stage = Stage(timeline)
    async with stage.open(80, 16) as pilot:
        timeline.show(Story([4]), keep_cursor=False)
        timeline.focus()
        await pilot.press("enter")
        for _paint in range(3):
            timeline.refresh()
            await pilot.pause()
        assert len(broken) == 2, "the text, and what came of it"


async def test_the_mouse_chooses_and_unfolds() -> None:
    timeline = Timeline()
    stage = Stage(timeline)
    async with stage.open(80, 12) as pilot:
        timeline.show(Story(keys(8), 2), keep_cursor=False)
        await pilot.click(offset=(40, 5))
        assert cursor(timeline) == 5
        await pilot.click(offset=(40, 2))
        assert cursor(timeline) == 5, "a rule is no entry"
        await pilot.click(offset=(40, 4), times=2)
        await pilot.pause()
        assert any("reached" in line for line in screen_lines(stage))


async def test_the_cursor_stays_with_its_entry_while_others_come_and_go() -> None:
    timeline = Timeline()
    stage = Stage(timeline)
    async with stage.open(80, 12) as pilot:
        timeline.show(Story(keys(50)), keep_cursor=False)
        timeline.focus()
        for _press in range(20):
            await pilot.press("down")
        before = [place for place, line in enumerate(screen_lines(stage)) if "entry 21 " in line]
        timeline.show(Story([101, 102, *keys(50)]), keep_cursor=True)
        await pilot.pause()
        assert cursor(timeline) == 21
        assert [place for place, line in enumerate(screen_lines(stage)) if "entry 21 " in line] == before
        timeline.show(Story([key for key in keys(50) if key not in {21, 22}]), keep_cursor=True)
        assert cursor(timeline) == 23
        timeline.show(Story(keys(5)), keep_cursor=True)
        assert cursor(timeline) == 5
        timeline.show(Story([]), keep_cursor=True)
        assert timeline.highlighted is None
        await pilot.press("down", "enter", "l", "end", "right_square_bracket", "full_stop", "pagedown")
        assert timeline.highlighted is None


async def test_only_what_is_on_the_screen_is_read() -> None:
    timeline = Timeline()
    stage = Stage(timeline)
    story = Story(keys(20_000), 5, gaps=range(10, 20_000, 50), months=30)
    async with stage.open(80, 24) as pilot:
        timeline.show(story, keep_cursor=False)
        timeline.focus()
        await pilot.pause()
        first = sum(map(len, story.asked))
        assert first <= 24
        await pilot.press("end")
        await pilot.pause()
        await pilot.press("home")
        await pilot.pause()
        assert sum(map(len, story.asked)) <= 3 * 24 + first
        assert max(map(len, story.asked)) <= 24
        story.asked.clear()
        await pilot.press("enter", "down", "up")
        await pilot.pause()
        assert sum(map(len, story.asked)) <= 3


async def test_the_word_of_a_band_stands_where_it_begins_and_on_top() -> None:
    timeline = Timeline()
    stage = Stage(timeline)
    async with stage.open(120, 12) as pilot:
        timeline.show(Story(keys(60)), keep_cursor=False)
        timeline.focus()
        await pilot.pause()
        words = [line.strip("▎┊ ").split(" ")[0] for line in screen_lines(stage)]
        assert [word for word in words if word in {"active", "dormant"}] == ["active", "dormant"]
        await pilot.press("pagedown", "down", "down", "down")
        await pilot.pause()
        assert screen_lines(stage)[0].strip("▎┊ ").startswith("dormant")


async def test_an_empty_timeline_says_what_it_is_for() -> None:
    timeline = Timeline()
    timeline.empty = (Cell("Nothing yet."), Cell("Press c."))
    stage = Stage(timeline)
    async with stage.open(80, 12) as pilot:
        timeline.show(Story([]), keep_cursor=False)
        await pilot.pause()
        assert [line for line in screen_lines(stage) if line.strip()][1:] == [" Nothing yet.", " Press c."]


@pytest.mark.parametrize(("width", "height"), [(1, 1), (5, 2), (20, 5), (300, 80)])
async def test_any_size_will_do(width: int, height: int) -> None:
    timeline = Timeline()
    stage = Stage(timeline)
    async with stage.open(width, height) as pilot:
        timeline.show(Story(keys(40), 3, gaps=[6]), keep_cursor=False)
        timeline.focus()
        await pilot.press("enter", "end", "enter", "home", "pagedown")
        await pilot.pause()
        assert len(screen_lines(stage)) == height


async def test_read_aloud_there_are_words_without_marks() -> None:
    timeline = Timeline()
    stage = Stage(timeline)
    async with stage.open(80, 10) as pilot:
        stage.add_class(PLAIN)
        timeline.show(Story(keys(20), 2, gaps=[4]), keep_cursor=False)
        await pilot.pause()
        lines = screen_lines(stage)
        assert lines[2].split() == ["now"]
        assert lines[3].startswith(">active")
        assert set("".join(lines[:9])).isdisjoint("▎┊●─○")


async def test_a_text_gives_way_to_what_stands_behind_it() -> None:
    class Objecting(Story):
        def row(self, key: int) -> TimelineRow:
            return replace(
                super().row(key), text=(Cell("a long story " * 9),), tail=Cell("objection: price", Role.ACCENT)
            )

    timeline = Timeline()
    stage = Stage(timeline)
    async with stage.open(80, 12):
        timeline.show(Objecting(keys(3)), keep_cursor=False)
        lines = [line for line in screen_lines(stage) if "a long story" in line]
        assert len(lines) == 3
        assert all("… objection: price" in line for line in lines)
