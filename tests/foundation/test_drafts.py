"""What was typed is kept, found again, private, and nobody else's."""

import fcntl
import json
import os
import stat
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import NOW
from tui_crm import paths
from tui_crm.clock import FixedClock
from tui_crm.drafts import KEPT, Draft, Drafts
from tui_crm.errors import OutputFailed

CLOCK = FixedClock(NOW)


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    return Drafts(tmp_path / "crm.db", CLOCK)


def files() -> list[Path]:
    return sorted(path for path in (paths.state_dir() / "drafts").rglob("*") if path.is_file())


def kept(drafts: Drafts, key: str = "contact:42") -> Draft:
    """Return a draft with a name in it, which no terminal has open any more."""
    draft = drafts.open(key)
    draft.keep({"name": "x"}, {"name": "y"}, (3, 7))
    draft.close()
    return draft


def test_what_was_kept_is_found(drafts: Drafts) -> None:
    kept(drafts)
    found = drafts.open("contact:42").found
    assert found is not None
    assert (found.values, found.begun, found.base) == ({"name": "x"}, {"name": "y"}, (3, 7))
    assert found.at == NOW.isoformat()


@given(text=st.text(st.characters()))
@settings(max_examples=30)
def test_any_text_is_kept(text: str, drafts: Drafts) -> None:
    draft = drafts.open("contact:new")
    draft.keep({"note": text}, {}, ())
    draft.close()
    again = drafts.open("contact:new")
    assert again.found is not None
    assert again.found.values["note"] == text
    again.forget()
    again.close()


def test_it_is_private(drafts: Drafts) -> None:
    kept(drafts)
    (file,) = files()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_forms_and_databases_have_drafts_of_their_own(drafts: Drafts, tmp_path: Path) -> None:
    kept(drafts)
    assert drafts.open("contact:43").found is None
    assert Drafts(tmp_path / "other.db", CLOCK).open("contact:42").found is None


def test_one_database_by_two_names_is_one(drafts: Drafts, tmp_path: Path) -> None:
    kept(drafts)
    (tmp_path / "crm.db").touch()
    (tmp_path / "link.db").symlink_to("crm.db")
    assert Drafts(tmp_path / "link.db", CLOCK).open("contact:42").found is not None


def test_what_is_forgotten_is_gone(drafts: Drafts) -> None:
    draft = kept(drafts)
    draft.forget()
    assert files() == []
    draft.forget()


def test_a_second_terminal_has_a_draft_of_its_own(drafts: Drafts) -> None:
    first = drafts.open("contact:new")
    first.keep({"name": "first"}, {}, ())
    second = drafts.open("contact:new")
    assert second.found is None
    second.keep({"name": "second"}, {}, ())
    first.forget()
    first.close()
    second.close()
    third = drafts.open("contact:new")
    assert third.found is not None
    assert third.found.values == {"name": "second"}


def test_a_lock_that_was_let_go_in_between_is_taken_anew(drafts: Drafts, monkeypatch: pytest.MonkeyPatch) -> None:
    first, flock = drafts.open("contact:new"), fcntl.flock
    others: list[Draft] = []

    def late(lock: int, how: int) -> None:
        monkeypatch.setattr(fcntl, "flock", flock)
        first.close()
        others.append(drafts.open("contact:new"))
        flock(lock, how)

    monkeypatch.setattr(fcntl, "flock", late)
    second = drafts.open("contact:new")
    others[0].keep({"name": "theirs"}, {}, ())
    second.keep({"name": "mine"}, {}, ())
    assert len([file for file in files() if file.suffix == ".json"]) == 2


def test_every_draft_comes_back_one_by_one(drafts: Drafts) -> None:
    opened = [drafts.open("contact:new") for _terminal in range(3)]
    for number, draft in enumerate(opened):
        draft.keep({"name": str(number)}, {}, ())
    for draft in opened:
        draft.close()
    found = [drafts.open("contact:new").found for _terminal in range(4)]
    assert [each and each.values["name"] for each in found] == ["0", "1", "2", None]


def test_more_terminals_than_anybody_has_do_not_share(drafts: Drafts) -> None:
    opened = [drafts.open("contact:new") for _terminal in range(10)]
    for number, draft in enumerate(opened):
        draft.keep({"name": str(number)}, {}, ())
    assert len([file for file in files() if file.suffix == ".json"]) == 10


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[" * 100_000,
        b"[]",
        b"{}",
        b"\xff\xfe",
        b'{"values": {}, "begun": {}, "base": 1, "at": "x"}',
        b'{"values": {}, "begun": {}, "base": [1e999], "at": "2026-11-21T09:30:00+00:00"}',
        b'{"values": {}, "begun": {}, "base": [9223372036854775808], "at": "2026-11-21T09:30:00+00:00"}',
        b'{"values": {}, "begun": {}, "base": [1], "at": "0001-01-01T00:00:00+14:00"}',
        b'{"values": {}, "begun": {}, "base": [1], "at": "9999-12-31T23:00:00+00:00"}',
        b'"text"',
    ],
)
def test_what_is_no_draft_is_told_and_set_aside(drafts: Drafts, content: bytes) -> None:
    kept(drafts)
    (file,) = files()
    for _time in range(2):
        file.write_bytes(content)
        draft = drafts.open("contact:42")
        assert draft.found is None
        assert "it is no draft" in draft.problem
        draft.close()
    assert [each.name for each in files()] == ["contact-42.json.unreadable1", "contact-42.json.unreadable2"]
    assert {each.read_bytes() for each in files()} == {content}
    assert str(files()[1]) in draft.problem


def test_one_that_may_not_be_read_is_told(drafts: Drafts, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(drafts)

    def refuse(_file: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert "Permission denied" in drafts.open("contact:42").problem


def test_where_nothing_can_be_written_it_says_so(drafts: Drafts) -> None:
    paths.state_dir().parent.mkdir(parents=True)
    paths.state_dir().write_text("in the way", encoding="utf-8")
    draft = drafts.open("contact:42")
    assert draft.found is None
    with pytest.raises(OutputFailed, match="contact-42"):
        draft.keep({"name": "x"}, {}, ())
    draft.forget()
    draft.close()
    drafts.sweep(lambda _key: True)


def test_old_drafts_and_those_of_what_is_gone_are_swept(drafts: Drafts) -> None:
    for key in ("contact:1", "contact:2", "contact:new"):
        kept(drafts, key)
    old, *_others = files()
    age = (NOW - KEPT - timedelta(days=1)).timestamp()
    os.utime(old, (age, age))
    aside = old.with_name("contact-9.json.unreadable1")
    aside.touch()
    os.utime(aside, (age, age))
    drafts.sweep(lambda key: key == "contact:2")
    assert [file.name for file in files()] == ["contact-9.json.unreadable1", "contact-new.json"]


def test_drafts_of_a_database_that_was_thrown_away_are_swept_too(drafts: Drafts, tmp_path: Path) -> None:
    for name in ("old", "new"):
        draft = Drafts(tmp_path / f"{name}.db", CLOCK).open("contact:1")
        draft.keep({"name": name}, {}, ())
        draft.close()
        if name == "old":
            age = (NOW - KEPT - timedelta(days=1)).timestamp()
            os.utime(files()[0], (age, age))
    drafts.sweep(lambda _key: True)
    assert ['"new"' in file.read_text(encoding="ascii") for file in files()] == [True]
    assert len([*(paths.state_dir() / "drafts").iterdir()]) == 1


def test_it_is_whole_at_every_moment(drafts: Drafts, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(drafts)
    draft = drafts.open("contact:42")

    def fail(*_arguments: object, **_options: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", fail)
    with pytest.raises(OutputFailed, match="No space left"):
        draft.keep({"name": "longer"}, {}, ())
    draft.close()
    (file,) = files()
    assert json.loads(file.read_text(encoding="utf-8"))["values"] == {"name": "x"}
