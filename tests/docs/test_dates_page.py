"""The pages on dates and the working calendar: whatever they say one can say is read, or refused, as they say."""

import re
import shlex
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.conftest import CHECKOUT, RunCrm
from tui_crm.errors import UsageError
from tui_crm.models.team_calendar import usual_calendar
from tui_crm.models.when import parse_when

PAGES = ("docs/dates.md", "docs/dates.zh.md")
ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 21, 9, 30, tzinfo=ZONE)


def text_of(name: str) -> str:
    return (CHECKOUT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_the_words_mean_what_the_page_says(name: str) -> None:
    said = re.findall(r"^\| `(.+)` · `(.+)` \| (2026-.+) \|$", text_of(name), re.MULTILINE)
    assert len(said) == 16
    for *both, moment in said:
        found = [parse_when(text, now=NOW, zone=ZONE, calendar=usual_calendar) for text in both]
        assert [f"{when.date} {when.time or ''}".strip().removesuffix(":00") for when in found] == [moment, moment]


@pytest.mark.parametrize("name", PAGES)
def test_what_the_page_says_is_refused_is(name: str) -> None:
    cells = re.findall(r"^\| (`[^|·]+`) \|", text_of(name), re.MULTILINE)
    texts = [text for cell in cells for text in re.findall("`([^`]+)`", cell)]
    assert len(texts) == 9
    for text in texts:
        with pytest.raises(UsageError):
            parse_when(text, now=NOW, zone=ZONE, calendar=usual_calendar)


@pytest.mark.parametrize("name", PAGES)
def test_the_commands_run(name: str, crm: RunCrm) -> None:
    lines = re.findall(r"^crm (calendar .+)$", text_of(name), re.MULTILINE)
    assert len(lines) == 7
    for line in lines:
        result = crm("--now", "2026-11-21T09:30:00Z", *shlex.split(line))
        assert result.exit_code == 0, result.stderr
