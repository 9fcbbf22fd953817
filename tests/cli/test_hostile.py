"""Text that has broken terminal programs goes through every command's output and harms nobody."""

import json
import re
import sys
from collections.abc import Callable
from typing import Any

import pytest

from tests.cli.conftest import read
from tests.conftest import RunCrm
from tests.payloads import PAYLOADS
from tui_crm.display import safe
from tui_crm.models.text import clean, clean_line

# C0 but the line feed, C1, and what steers the order of writing.
STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
LONG = {name for name, text in PAYLOADS.items() if len(text) > 1000}
LINES = [text for text in PAYLOADS.values() if clean_line(text) and "\udc80" not in text]
LOOKS = (
    ("contact", "list", "kind:any"),
    ("contact", "show", "c2"),
    ("contact", "timeline", "c2"),
    ("company", "list"),
    ("company", "show", "c1"),
    ("due", "--all"),
    ("reminder", "list"),
    ("tag", "list"),
    ("field", "list"),
    ("user", "list"),
    ("history",),
    ("undo",),
    ("redo",),
)


def fill(desk: RunCrm, text: str) -> None:
    """Write ``text`` wherever a command takes any."""
    plain = ("--name", "--nickname", "--city", "--street", "--region", "--country", "--postal-code", "--level")
    texts = ("--source", "--channel", "--industry", "--website", "--needs", "--note")
    said = [word for option in (*plain, *texts) for word in (option, text)]
    tie = ["--role", text, "--department", text, "--handle", f"wechat={text}", "--phone", text]
    options = ("--outcome", "--objection", "--channel", "--subject", "--campaign", "--note")
    logged = [word for option in options for word in (option, text)]
    tag = [] if "," in text else ["--tag", text]
    commands = (
        ["field", "add", "mine", "--label", text],
        ["company", "add", *said, *tag],
        ["contact", "add", *said, *tie, *tag, "--company", "c1", "--set", f"x.mine={text}"],
        ["log", "call", "c2", *logged, "--next", "tomorrow", "--next-note", text],
        ["reminder", "add", "c2", "today", "--note", text, "--place", text],
        ["user", "add", text, "--name", text, "--team", text],
    )
    for words in commands:
        result = desk(*words)
        assert result.exit_code == 0, result.stderr
        assert not STEERING.search(result.stdout + result.stderr)


@pytest.mark.parametrize("text", LINES, ids=[name for name, text in PAYLOADS.items() if text in LINES])
def test_no_table_lets_it_through_and_no_json_alters_it(desk: RunCrm, text: str) -> None:
    fill(desk, text)
    stored = clean_line(text)
    for words in LOOKS:
        result = desk(*words)
        assert result.exit_code == 0, result.stderr
        assert not STEERING.search(result.stdout + result.stderr)
    card = read(desk("contact", "show", "c2", "--format", "json"))
    keys = ("name", "nickname", "city", "role", "level", "source", "channel", "industry", "website")
    assert {card[key] for key in keys} == {stored}
    assert {card["needs"], card["note"]} == {clean(text)}
    assert card["company"] == card["companies"][0]["name"] == card["handles"][0]["value"] == stored
    assert card["custom"]["mine"] == clean(text).strip()
    if text not in {PAYLOADS[name] for name in LONG}:
        assert safe(stored) in desk("contact", "list").stdout


def steered(value: Any, seen: Callable[[str], None]) -> None:
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        steered(inner, seen)
    if isinstance(value, str):
        seen(value)


@pytest.mark.parametrize("words", [look for look in LOOKS if look not in {("undo",), ("redo",)}], ids=" ".join)
@pytest.mark.parametrize("chosen", ["json", "jsonl"])
def test_json_is_whole_and_steers_nobody(desk: RunCrm, words: tuple[str, ...], chosen: str) -> None:
    fill(desk, PAYLOADS["bidi override"])
    result = desk(*words, "--format", chosen)
    assert not STEERING.search(result.stdout)
    found: list[str] = []
    for line in [result.stdout] if chosen == "json" else result.stdout.splitlines():
        steered(json.loads(line), found.append)
    assert any("\u202e" in text for text in found)


def test_what_is_no_text_is_refused(desk: RunCrm) -> None:
    lone = PAYLOADS["lone surrogate"]
    assert sys.getfilesystemencodeerrors() == "surrogateescape"
    refused = desk("contact", "add", "--name", lone)
    assert (refused.exit_code, refused.stderr) == (2, "crm: --name is not valid UTF-8 text\n")
