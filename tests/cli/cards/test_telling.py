"""`crm contact timeline`: the story in every format, parts of it, and as a page."""

from pathlib import Path

import pytest

from tests.cli.conftest import read
from tests.conftest import RunCrm
from tui_crm.cli.cards.telling import TimelineFormat
from tui_crm.cli.output import Format
from tui_crm.models.journey import JOURNEY_KINDS


@pytest.fixture
def story(people: RunCrm) -> RunCrm:
    """Return the desk, with a past and a future for Li Ming (c2) of Acme (c1)."""
    people("log", "call", "c2", "--at", "2026-11-20 15:00", "--note", "asks for a price", "--feeling", "1")
    people("log", "visit", "c2", "--at", "2026-10-20 15:00", "--note", "showroom", "--with", "c3")
    people("reminder", "add", "c2", "2026-11-25 10:00", "--note", "offer")
    people("reminder", "add", "c2", "2026-11-24", "--note", "flowers")
    people("contact", "edit", "c2", "--level", "A", "--note", "y")
    return people


def test_it_takes_every_format_of_a_list_and_one_more() -> None:
    assert {each.value for each in TimelineFormat} == {each.value for each in Format} | {"html"}


def test_the_past_alone_unless_the_future_is_asked_for(story: RunCrm) -> None:
    past = read(story("contact", "timeline", "c2", "-f", "json"))
    assert [entry["kind"] for entry in past] == ["change", "change", "call", "visit"]
    whole = read(story("contact", "timeline", "c2", "--future", "-f", "json"))
    assert whole[2:] == past
    assert [(entry["id"], entry["at"], entry["note"]) for entry in whole[:2]] == [
        ("r1", "2026-11-25T10:00:00Z", "offer"),
        ("r2", "2026-11-24", "flowers"),
    ]


def test_kinds_days_words_and_a_number_choose(story: RunCrm) -> None:
    def kinds(*words: str) -> list[str]:
        return [entry["kind"] for entry in read(story("contact", "timeline", "c2", *words, "-f", "json"))]

    assert kinds("--kind", "visit", "--kind", "call") == ["call", "visit"]
    assert kinds("--since", "2026-11-20") == ["change", "change", "call"]
    assert kinds("--until", "2026-11-01") == ["visit"]
    assert kinds("--search", "SHOW") == ["visit"]
    assert kinds("--search", "wang", "-k", "visit") == ["visit"]
    assert kinds("-n", "1") == ["change"]
    wrong = story("contact", "timeline", "c2", "--kind", "calls")
    assert (wrong.exit_code, wrong.stdout) == (2, "")
    assert f"one of: {', '.join(JOURNEY_KINDS)}" in wrong.stderr


def test_what_changed_is_told_old_and_new(story: RunCrm) -> None:
    (edited,) = [entry for entry in read(story("contact", "timeline", "c2", "-f", "json")) if entry["changes"]]
    assert edited["changes"] == [{"contact_id": "c2", "field": "note", "old": "", "new": "y"}]
    (level,) = [entry for entry in read(story("company", "timeline", "Acme", "-f", "json")) if entry["changes"]][:1]
    assert {change["contact_id"]: change["new"] for change in level["changes"]} == {"c1": "A", "c2": "y"}


def test_a_company_says_whose_each_entry_is(story: RunCrm) -> None:
    header, *lines = story("company", "timeline", "Acme").stdout.splitlines()
    assert "contact" in header
    assert next(line for line in lines if "showroom" in line)[header.index("contact") :].startswith("Li Ming")
    assert "contact" not in story("contact", "timeline", "c2").stdout.splitlines()[0]
    ids = story("contact", "timeline", "c2", "--future", "-f", "ids").stdout.split()
    assert ids == ["r1", "r2", "a1", "a2"]


def test_a_page_goes_to_a_file_or_to_standard_output(story: RunCrm, tmp_path: Path) -> None:
    file = tmp_path / "li.html"
    written = story("contact", "timeline", "c2", "-o", str(file))
    assert (written.exit_code, written.stdout, written.stderr) == (0, "", f"the page is in {file}\n")
    printed = story("contact", "timeline", "c2", "--format", "html").stdout
    assert printed == file.read_text(encoding="utf-8")
    assert "flowers" in printed
    assert story("contact", "timeline", "c2", "-f", "html", "-o", str(tmp_path / "li.txt")).exit_code == 0


@pytest.mark.parametrize("words", [["-o", "li.csv"], ["-f", "json", "-o", "li.html"], ["-f", "csv", "-o", "li.csv"]])
def test_only_the_page_goes_to_a_file(story: RunCrm, words: list[str]) -> None:
    refused = story("contact", "timeline", "c2", *words)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "--output is for the page only" in refused.stderr


def test_a_database_is_never_written_over(story: RunCrm) -> None:
    from tui_crm import paths  # noqa: PLC0415 - of the test's own home

    database = paths.default_database()
    before = database.read_bytes()[:100]
    refused = story("contact", "timeline", "c2", "-f", "html", "-o", str(database))
    assert refused.exit_code == 2
    assert database.read_bytes()[:100] == before
