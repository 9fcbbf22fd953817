"""Text that has broken terminal programs goes through every command's output and harms nobody."""

import csv
import io
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import read
from tests.conftest import NOW, RunCrm
from tests.payloads import PAYLOADS
from tui_crm import paths
from tui_crm.actor import Source
from tui_crm.clock import FixedClock
from tui_crm.display import safe
from tui_crm.models.filtering.tokens import quoted
from tui_crm.models.text import clean, clean_line
from tui_crm.services.crm import Crm

# C0 but the line feed, C1, and what steers the order of writing.
STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
MOST = 1000  # a table cuts a text of a thousand characters as it cuts one of a hundred thousand
SHORT = {name: text if len(text) <= MOST else text[: MOST - 1] + text[-1] for name, text in PAYLOADS.items()}
LINES = [text for text in SHORT.values() if clean_line(text) and "\udc80" not in text]
LOOKS = (
    ("contact", "list", "kind:any"),
    ("contact", "show", "c2"),
    ("contact", "timeline", "c2"),
    ("contact", "duplicates"),
    ("company", "list"),
    ("company", "show", "c1"),
    ("due", "--all"),
    ("reminder", "list"),
    ("ticket", "list"),
    ("ticket", "show", "t1"),
    ("ticket", "receipt", "t1", "--template", "m2"),
    ("way", "list"),
    ("tag", "list"),
    ("field", "list"),
    ("message", "c2", "--template", "m1"),
    ("segment", "list"),
    ("contact", "list", "segment:other"),
    ("user", "list"),
    ("calendar", "days"),
    ("calendar", "show", "2026-12-24"),
    ("import", "fields", "contacts"),
    ("history",),
    ("undo",),
    ("redo",),
)


def fill(desk: RunCrm, text: str) -> None:
    """Write ``text`` wherever a command takes any."""
    plain = ("--name", "--nickname", "--city", "--street", "--region", "--country", "--postal-code")
    texts = ("--source", "--channel", "--industry", "--website", "--needs", "--note")
    said = [word for option in (*plain, *texts) for word in (option, text)]
    tie = ["--email", "evil@x.cn", "--role", text, "--department", text, "--handle", f"wechat={text}", "--phone", text]
    options = ("--channel", "--subject", "--campaign", "--note")
    logged = [word for option in options for word in (option, text)]
    shut = text.replace("$", "$$")
    tag = [] if "," in text else ["--tag", text]
    commands = (
        ["field", "add", "mine", "--label", text],
        ["company", "add", *said, *tag],
        ["contact", "add", *said, *tie, *tag, "--company", "c1", "--set", f"x.mine={text}"],
        ["contact", "add", "--name", text, "--email", "evil@x.cn"],
        ["log", "call", "c2", *logged, "--next", "tomorrow", "--next-note", text],
        ["way", "set", "question", "--checklist", text],
        ["ticket", "open", "c2", "-s", text, "--text", text, "--channel", text, "--product", text],
        ["ticket", "reply", "t1", "--text", f"x{text}", "--subject", text, "--channel", text],
        ["reminder", "add", "c2", "today", "--note", text, "--place", text],
        ["template", "add", f"t {text}", "-o", "thanks", "--text", f"$name {shut}", "--subject", f"$company {shut}"],
        ["template", "add", f"r {text}", "-o", "receipt", "--text", f"$number $subject {shut}", "--subject", shut],
        ["segment", "add", f"s {text}", "email:evil"],
        ["segment", "add", "other", f"segment:{quoted(f's {text}')}"],
        ["calendar", "off", "2026-12-24", "--name", text],
        ["user", "add", text, "--name", text, "--team", text],
    )
    for words in commands:
        result = desk(*words)
        assert result.exit_code == 0, result.stderr
        assert not STEERING.search(result.stdout + result.stderr)
    with Crm.open(paths.default_database(), login="li", source=Source.CLI, clock=FixedClock(NOW)) as crm:
        crm.activities.edit(1, outcome=text, objection=text)  # words of before, which the command line takes no more


@pytest.mark.parametrize("text", LINES, ids=[name for name, text in SHORT.items() if text in LINES])
def test_no_table_lets_it_through_and_no_json_alters_it(desk: RunCrm, text: str) -> None:
    fill(desk, text)
    stored = clean_line(text)
    for words in LOOKS:
        result = desk(*words)
        assert result.exit_code == 0, result.stderr
        assert not STEERING.search(result.stdout + result.stderr)
    queried = desk("contact", "query", "evil").stdout.splitlines()
    assert [line.count("\t") for line in queried] == [0, 2, 2]
    assert not any(STEERING.search(line.replace("\t", "")) for line in queried)
    card = read(desk("contact", "show", "c2", "--format", "json"))
    keys = ("name", "nickname", "city", "role", "source", "channel", "industry", "website")
    assert {card[key] for key in keys} == {stored}
    assert {card["needs"], card["note"]} == {clean(text)}
    assert card["company"] == card["companies"][0]["name"] == card["handles"][0]["value"] == stored
    assert card["custom"]["mine"] == clean(text).strip()
    if len(text) < MOST:
        assert safe(stored) in desk("contact", "list").stdout


def steered(value: Any, seen: Callable[[str], None]) -> None:
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        steered(inner, seen)
    if isinstance(value, str):
        seen(value)


@pytest.mark.parametrize("chosen", ["json", "jsonl"])
def test_json_is_whole_and_steers_nobody(desk: RunCrm, chosen: str) -> None:
    fill(desk, PAYLOADS["bidi override"])
    for words in LOOKS:
        if words in {("undo",), ("redo",)}:
            continue
        result = desk(*words, "--format", chosen)
        assert not STEERING.search(result.stdout), words
        found: list[str] = []
        for line in [result.stdout] if chosen == "json" else result.stdout.splitlines():
            steered(json.loads(line), found.append)
        assert any("\u202e" in text for text in found), words


def test_a_hostile_file_is_told_harmlessly_and_comes_out_as_it_went_in(desk: RunCrm, tmp_path: Path) -> None:
    file = tmp_path / "bad\u202e\x1b]0;owned\x07[x].csv"
    names = [clean_line(text) for text in LINES]
    with file.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(["Name", "E-mail", "City", "Notes", "[@click=app.quit]x[/]"])
        table.writerows([name, f"n{number}@x.cn", name, name, name] for number, name in enumerate(names))
        table.writerows([f"refused {number}", name, "", "", ""] for number, name in enumerate(names))
    imported = desk("import", "contacts", str(file), "--keep-good")
    assert imported.exit_code == 1
    again = desk("import", "contacts", str(file), "--dry-run")
    told = [
        imported,
        again,
        desk("import", "list"),
        desk("import", "show", "i1"),
        desk("contact", "list"),
        desk("history"),
    ]
    for result in told:
        assert not STEERING.search(result.stdout + result.stderr)
        assert "Traceback" not in result.stderr
    exported = read(desk("export", "contacts", "-f", "json"))
    assert [(card["name"], card["city"], card["note"]) for card in exported] == [(name, name, name) for name in names]
    rows = csv.DictReader(io.StringIO(desk("export", "contacts", "--raw").stdout))
    assert [row["name"] for row in rows] == names


def test_what_is_no_text_is_refused(desk: RunCrm) -> None:
    lone = PAYLOADS["lone surrogate"]
    assert sys.getfilesystemencodeerrors() == "surrogateescape"
    refused = desk("contact", "add", "--name", lone)
    assert (refused.exit_code, refused.stderr) == (2, "crm: --name is not valid UTF-8 text\n")
