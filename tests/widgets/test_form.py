"""A form: filled in by keys and mouse, checked while one types, never wider than its screen."""

from collections.abc import Sequence

import pytest
from textual import events
from textual.pilot import Pilot

from tests.screens.waiting import until
from tests.widgets.lines import screen_lines
from tests.widgets.stage import Stage
from tui_crm.errors import BadInput, UsageError
from tui_crm.widgets import form_text
from tui_crm.widgets.form import Form
from tui_crm.widgets.form_field import FieldKind, FormField, Remark
from tui_crm.widgets.line_input import LONGEST
from tui_crm.widgets.painting import PLAIN

SPELLED = {"Acme GmbH": "acme gmbh", "Acme Ltd": "acme ltd", "上海云帆": "shanghai"}


def completed(text: str, cursor: int) -> Sequence[str]:
    """Complete the names in SPELLED, the Chinese one by its pinyin."""
    begun = text[:cursor].casefold()
    return [name for name in SPELLED if begun and begun in SPELLED[name][: len(begun)]]


def number(text: str) -> str:
    """Read a number: say what was understood, or what is wrong."""
    if not text.isdigit():
        message = f"“{text}” is no number"
        raise BadInput(message, hint="write 7")
    return f"= {int(text):,}"


def no_x(text: str) -> str:
    """Point at an x."""
    if "x" in text:
        message = "no x here"
        raise UsageError(message, text=text, at=text.index("x"))
    return ""


FIELDS = (
    FormField("name", "Name", heading="WHO", hint="the whole name"),
    FormField("company", "Company", complete=completed),
    FormField("number", "Number", check=number, hint="a whole number"),
    FormField("stage", "Stage", FieldKind.CHOICE, heading="HOW", choices=(("", "—"), ("new", "new"), ("old", "old"))),
    FormField("note", "Note", FieldKind.LINES),
    FormField("last", "Last", check=no_x),
)


def a_form(**values: str) -> tuple[Stage, Form]:
    form = Form(FIELDS, values)
    return Stage(form), form


async def come_to(pilot: Pilot[None], form: Form, key: str) -> None:
    form.go_to(key)
    await until(pilot, lambda: form.here == key, lambda: form.here)


async def test_it_shows_what_it_begins_with() -> None:
    stage, form = a_form(name="张伟", stage="old", note="one\ntwo")
    async with stage.open(80, 20) as pilot:
        await pilot.pause()
        lines = screen_lines(stage)
        assert lines[:4] == ["  WHO", "▎ Name      张伟", "  Company", "  Number"]
        assert lines[4:9] == ["", "  HOW", "  Stage     old", "  Note      one", "            two"]
        assert form.values == {
            "name": "张伟",
            "company": "",
            "number": "",
            "stage": "old",
            "note": "one\ntwo",
            "last": "",
        }
        assert form.changed == {}


@pytest.mark.parametrize(("forth", "back"), [("tab", "shift+tab"), ("down", "up"), ("enter", "up")])
async def test_keys_go_from_field_to_field(forth: str, back: str) -> None:
    stage, form = a_form()
    async with stage.open(80, 20) as pilot:
        form.begin()
        await pilot.pause()
        for key in ("company", "number", "stage"):
            await pilot.press(forth)
            assert form.here == key
        for key in ("number", "company", "name"):
            await pilot.press(back)
            assert form.here == key
        await pilot.press("up")
        assert form.here == "name"


async def test_a_text_of_lines_is_left_at_its_ends() -> None:
    stage, form = a_form()
    async with stage.open(80, 20) as pilot:
        await come_to(pilot, form, "note")
        await pilot.press(*"ab", "enter", *"c", "up")
        assert form.here == "note"
        await pilot.press("up")
        assert form.here == "stage"
        await pilot.press("down", "down")
        assert form.here == "note"
        await pilot.press("down")
        assert form.here == "last"
        assert form.values["note"] == "ab\nc"


async def test_what_is_typed_is_told() -> None:
    stage, form = a_form(name="x")
    async with stage.open(80, 20) as pilot:
        form.begin()
        await pilot.press(*"yz", "backspace")
        assert [(event.key, event.text) for event in stage.all_heard(Form.Changed)] == [
            ("name", "xy"),
            ("name", "xyz"),
            ("name", "xy"),
        ]
        assert form.changed == {"name": "xy"}
        await pilot.press("backspace")
        assert form.changed == {}


async def test_it_is_checked_as_one_types() -> None:
    stage, form = a_form()
    async with stage.open(100, 20) as pilot:
        await come_to(pilot, form, "number")
        await pilot.pause()
        assert "a whole number" in "\n".join(screen_lines(stage))
        await pilot.press(*"12")
        assert "= 12" in screen_lines(stage)[3]
        await pilot.press(*"a")
        assert "“12a” is no number" in screen_lines(stage)[3]
        assert any("write 7" in line for line in screen_lines(stage))
        assert form.wrong == ["number"]
        await pilot.press("backspace")
        assert form.wrong == []


async def test_a_mistake_is_marked_where_it_stands() -> None:
    stage, form = a_form()
    async with stage.open(80, 20) as pilot:
        await come_to(pilot, form, "last")
        await pilot.press(*"a xb")
        await pilot.press("shift+tab")
        row = next(number for number, line in enumerate(screen_lines(stage)) if "Last" in line)
        assert screen_lines(stage)[row].startswith("▎ Last")
        strip = stage.screen._compositor.render_strips()[row]
        assert next(str(segment.style) for segment in strip if "xb" in segment.text).startswith("underline")


async def test_tab_takes_what_is_offered_and_then_goes_on() -> None:
    stage, form = a_form()
    async with stage.open(80, 20) as pilot:
        await come_to(pilot, form, "company")
        await pilot.press(*"Ac")
        await until(pilot, lambda: "tab takes  Acme GmbH · Acme Ltd" in "\n".join(screen_lines(stage)), lambda: 0)
        await pilot.press("tab")
        assert (form.values["company"], form.here) == ("Acme GmbH", "company")
        await pilot.press("tab")
        assert form.here == "number"
        await pilot.press("shift+tab", "tab")
        assert form.here == "number", "what was not typed just now is not completed"


async def test_what_does_not_go_on_from_what_is_typed_can_be_taken_too() -> None:
    stage, form = a_form()
    async with stage.open(80, 20) as pilot:
        await come_to(pilot, form, "company")
        await pilot.press(*"sha", "tab")
        assert form.values["company"] == "上海云帆"


async def test_one_suggestion_after_the_other() -> None:
    stage, form = a_form()
    async with stage.open(80, 20) as pilot:
        await come_to(pilot, form, "company")
        await pilot.press(*"ac")
        seen = []
        for key in ("tab", "ctrl+n", "ctrl+n", "ctrl+p"):
            await pilot.press(key)
            seen.append(form.values["company"])
        assert seen == ["Acme GmbH", "Acme Ltd", "Acme GmbH", "Acme Ltd"]


async def test_a_choice_is_made_by_keys_and_clicks() -> None:
    stage, form = a_form()
    async with stage.open(80, 20) as pilot:
        await come_to(pilot, form, "stage")
        seen = []
        for key in ("right", "space", "right", "left", "n", "o", "o", "z"):
            await pilot.press(key)
            seen.append(form.values["stage"])
        assert seen == ["new", "old", "", "old", "new", "old", "old", "old"]
        row = next(number for number, line in enumerate(screen_lines(stage)) if "Stage" in line)
        await pilot.click(offset=(screen_lines(stage)[row].index("new"), row))
        assert form.values["stage"] == "new"
        await pilot.press("tab")
        assert screen_lines(stage)[row] == "  Stage     new"


async def test_a_choice_that_is_none_of_those_known_stays() -> None:
    stage, form = a_form(stage="odd")
    async with stage.open(80, 20) as pilot:
        await pilot.pause()
        assert form.values["stage"] == "odd"
        assert any("Stage     odd" in line for line in screen_lines(stage))


async def test_choices_that_do_not_fit_are_walked_through() -> None:
    fields = (FormField("a", "A", FieldKind.CHOICE, choices=tuple((str(n), f"choice {n}") for n in range(20))),)
    form = Form(fields, {"a": "3"})
    stage = Stage(form)
    async with stage.open(40, 8) as pilot:
        form.begin()
        await pilot.press("right")
        await pilot.pause()
        assert "choice 4  ‹ ›" in screen_lines(stage)[0]


async def test_the_mouse_goes_to_a_field() -> None:
    stage, form = a_form()
    async with stage.open(80, 20) as pilot:
        form.begin()
        await pilot.click(offset=(20, 3))
        assert form.here == "number"


async def test_it_scrolls_to_where_one_is() -> None:
    stage, form = a_form()
    async with stage.open(40, 10) as pilot:
        form.fit(8)
        form.begin()
        await pilot.press("tab", "tab", "tab", "tab", "tab")
        await until(pilot, lambda: any("▎ Last" in line for line in screen_lines(stage)), lambda: screen_lines(stage))
        await pilot.press(*["up"] * 9)
        await until(pilot, lambda: screen_lines(stage)[0] == "  WHO", lambda: screen_lines(stage))
        await pilot.press("pagedown")
        assert form.here == "number"
        await pilot.press("pageup", "pageup")
        assert form.here == "name"


async def test_what_others_say_of_a_field_stands_until_it_is_typed_in() -> None:
    stage, form = a_form(name="x")
    async with stage.open(100, 20) as pilot:
        form.begin()
        form.tell("name", Remark("taken", "use another", is_error=True))
        form.tell("nowhere", Remark("unheard"))
        await pilot.pause()
        assert "taken" in screen_lines(stage)[1]
        assert form.wrong == ["name"]
        await pilot.press("y")
        assert "taken" not in "\n".join(screen_lines(stage))
        assert form.wrong == []


async def test_what_is_said_of_all_stands_until_anything_is_typed() -> None:
    stage, form = a_form()
    async with stage.open(80, 20) as pilot:
        form.begin()
        form.say(Remark("the file is busy", "try again", is_error=True))
        await pilot.press("tab")
        assert "  the file is busy  try again" in screen_lines(stage)
        await pilot.press("y")
        assert "busy" not in "\n".join(screen_lines(stage))


@pytest.mark.parametrize(("key", "longest"), [("name", LONGEST), ("note", form_text.LONGEST)])
async def test_what_is_too_long_for_a_field_cannot_be_lost_in_it(key: str, longest: int) -> None:
    form = Form(FIELDS, {key: "长" * (longest + 1)})
    stage = Stage(form)
    async with stage.open(100, 20) as pilot:
        form.go_to(key)
        await pilot.press("a")
        form.fill({key: "other"})
        assert key not in form.changed
        assert "too long to be changed here" in "\n".join(screen_lines(stage))


@pytest.mark.parametrize(("key", "longest"), [("name", LONGEST), ("note", form_text.LONGEST)])
async def test_what_does_not_fit_any_more_is_said(key: str, longest: int) -> None:
    form = Form(FIELDS, {key: "长" * (longest - 2)})
    stage = Stage(form)
    async with stage.open(100, 20) as pilot:
        form.go_to(key)
        await pilot.press("a")
        assert "full:" not in "\n".join(screen_lines(stage))
        stage.post_message(events.Paste("b" * 9))
        await pilot.pause()
        assert f"full: {longest:,} characters fit here" in "\n".join(screen_lines(stage))


async def test_a_text_takes_no_more_than_it_holds() -> None:
    stage, form = a_form(note="x" * (form_text.LONGEST - 2))
    async with stage.open(80, 20) as pilot:
        await come_to(pilot, form, "note")
        await pilot.press(*"abcd")
        assert len(form.values["note"]) == form_text.LONGEST


@pytest.mark.parametrize("width", [20, 40, 60, 80, 200])
async def test_nothing_is_wider_than_the_screen(width: int) -> None:
    form = Form((FormField("a", "很长的标签" * 9, check=number), *FIELDS), {"a": "12x", "name": "很长" * 99})
    stage = Stage(form)
    async with stage.open(width, 20) as pilot:
        await pilot.pause()
        strips = stage.screen._compositor.render_strips()
        assert {strip.cell_length for strip in strips} == {width}
        form.begin()
        await pilot.resize_terminal(max(20, width // 2), 6)
        await pilot.pause()


async def test_what_stood_there_does_not_have_to_do() -> None:
    stage, form = a_form(number="many")
    async with stage.open(80, 20) as pilot:
        await come_to(pilot, form, "number")
        assert form.wrong == []
        await pilot.press("x")
        assert form.wrong == ["number"]
        await pilot.press("backspace")
        assert form.wrong == []
        form.start({"number": "x7"})
        assert (form.wrong, form.changed, form.begun["number"]) == ([], {}, "x7")


async def test_fields_that_are_hidden_keep_what_stands_in_them() -> None:
    stage, form = a_form()
    async with stage.open(80, 20) as pilot:
        form.fill({"number": "x"})
        form.show_only({"name", "stage"})
        form.begin()
        await pilot.press("down")
        assert form.here == "stage"
        assert (form.wrong, form.values["number"]) == ([], "x")
        assert "Number" not in "\n".join(screen_lines(stage))


async def test_read_aloud_it_says_where_one_is_and_what_is_chosen() -> None:
    stage, form = a_form(stage="new")
    async with stage.open(80, 20) as pilot:
        stage.add_class(PLAIN)
        await come_to(pilot, form, "number")
        await pilot.press("x", "down")
        await pilot.pause()
        lines = screen_lines(stage)
        assert lines[3].startswith("! Number")
        assert next(line for line in lines if "Stage" in line) == "> Stage     —  [new]  old"


async def test_what_can_be_taken_is_told_of_a_mistake_too() -> None:
    form = Form((FormField("zone", "Zone", complete=lambda *_: ["Europe/Berlin"], check=number),), {})
    stage = Stage(form)
    async with stage.open(80, 20) as pilot:
        form.begin()
        await pilot.press(*"europe/b")
        await until(pilot, lambda: "tab takes  Europe/Berlin" in "\n".join(screen_lines(stage)), lambda: 0)
        assert any("“europe/b” is no number  write 7" in line for line in screen_lines(stage))


async def test_of_what_does_not_fit_the_last_part_goes_first() -> None:
    form = Form((FormField("when", "When", check=lambda _text: "Wed 25 Nov 2026 15:00 · in 4 d"),), {})
    stage = Stage(form)
    async with stage.open(70, 20) as pilot:
        form.begin()
        await pilot.press("x")
        await pilot.pause()
        assert screen_lines(stage)[0].endswith(" Wed 25 Nov 2026 15:00")
        assert "Wed 25 Nov 2026 15:00 · in 4 d" in "\n".join(screen_lines(stage))
