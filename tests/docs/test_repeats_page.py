"""The pages on repeats: whatever they say one can say is read as they say."""

import re

import pytest

from tests.conftest import CHECKOUT, NOW, RunCrm
from tui_crm.clock import FixedClock
from tui_crm.models.repeat import parse_repeat

PAGES = ("docs/repeats.md", "docs/repeats.zh.md")


@pytest.mark.parametrize("name", PAGES)
def test_the_words_mean_what_the_page_says(name: str) -> None:
    clock = FixedClock(NOW)
    rows = re.findall(r"^\| `(.+)` · `(.+)` \| `(.+)` \|$", (CHECKOUT / name).read_text(encoding="utf-8"), re.MULTILINE)
    assert len(rows) == 20
    for *said, rule in rows:
        assert [str(parse_repeat(words, now=clock.now(), zone=clock.zone)) for words in said] == [rule, rule]


@pytest.mark.parametrize("name", PAGES)
def test_the_commands_run(name: str, crm: RunCrm) -> None:
    assert crm("contact", "add", "--name", "张伟").exit_code == 0
    text = (CHECKOUT / name).read_text(encoding="utf-8")
    lines = re.findall(r"^crm reminder (.+)$", text, re.MULTILINE)
    assert len(lines) == 3
    for line in lines:
        words = [quoted or bare for quoted, bare in re.findall(r"'([^']*)'|(\S+)", line)]
        result = crm("--now", "2026-11-21T09:30:00Z", "reminder", *words)
        assert result.exit_code == 0, result.stderr
