"""Two processes stage what one would have staged, whoever comes to a piece first, and whatever becomes of the second."""

import pickle
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.services.importing.conftest import TODAY, WriteFile
from tui_crm.db.sqlite.driver import best
from tui_crm.db.sqlite.staging import Staging
from tui_crm.i18n import set_language
from tui_crm.services.importing.contacts import sharing, stager
from tui_crm.services.importing.contacts.preparing import Setting
from tui_crm.services.importing.contacts.sharing import Claims, Task, help_stage, opened, stage
from tui_crm.services.importing.contacts.stager import Stager
from tui_crm.services.importing.report import ImportOptions

LANGUAGE = "zh_CN"
TEXT = "Name,Company,Email,Tags,Owner,Birthday\n" + "".join(
    f"An{chr(7) * (n % 3)}na {n},{('Acme', 'ACME', 'Böhm')[n % 3]} {n % 7},{'no address' if n % 11 == 5 else f'a{n}@b.example'},"
    f"{('vip', 'VIP', 'Vip;new')[n % 3]},{('li', 'Li', 'LI')[n % 3]},3/{n % 28 + 1}/1984\n"
    for n in range(60)
)

Staged = dict[str, list[tuple[object, ...]]]


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a few rows be many pieces, any file worth a second process, and reasons be told in another language."""
    monkeypatch.setattr(stager, "PIECE", 7)
    monkeypatch.setattr(sharing, "WORTH_HELP", 0)
    monkeypatch.setattr(sharing, "_processors", lambda: 2)
    set_language(LANGUAGE)


@pytest.fixture
def path(write_file: WriteFile) -> Path:
    return write_file(TEXT)


def task(folder: Path) -> Task:
    folder.mkdir(exist_ok=True)
    return Task("contacts", ImportOptions(), (), Setting("CN", "UTC", {}), TODAY, folder, best().name, LANGUAGE)


def dump(staging: Staging) -> Staged:
    run = staging.connection.execute
    tables = [name for (name,) in run("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()]
    return {name: sorted(run(f"SELECT * FROM {name}").fetchall(), key=repr) for name in tables}


def staged(path: Path, folder: Path, claim: Callable[[int], bool] | None = None) -> Staged:
    """Stage a file, wholly or only the pieces claimed."""
    shared = task(folder)
    staging = Staging(folder / "stage.db", best())
    with opened(path, shared.options) as source:
        mapping = shared.mapping(source)
        read = (
            list(shared.stager(source, mapping, staging).stage(source, claim))
            if claim
            else list(stage(shared, source, mapping, staging))
        )
    assert read[-1] == TEXT.count("\n") - 1
    shard = folder / "shard.db"
    if claim and shard.exists():
        staging.take_over(shard)
    found = dump(staging)
    staging.close()
    return found


def told(path: Path, folder: Path) -> str:
    """Write what a second process is told, as the first does."""
    with opened(path, ImportOptions()) as source:
        words = folder / "task"
        words.write_bytes(pickle.dumps((task(folder), source.name, source.state, folder / "shard.db")))
    return str(words)


def alone(path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Staged:
    with monkeypatch.context() as patch:
        patch.setattr(sharing, "WORTH_HELP", 1 << 40)
        return staged(path, folder)


@pytest.mark.parametrize("first", ["even", "odd", "late", "none"])
def test_it_does_not_matter_who_stages_which_piece(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, first: str
) -> None:
    own = {"even": range(0, 99, 2), "odd": range(1, 99, 2), "late": range(5, 99), "none": range(0)}[first]
    folder = tmp_path / "shared"
    folder.mkdir()
    claims = Claims(folder / "pieces")
    for piece in own:
        assert claims.claim(piece)
    help_stage(told(path, folder))
    assert staged(path, folder, own.__contains__) == alone(path, tmp_path / "alone", monkeypatch)


def test_a_second_process_stages_what_the_first_leaves(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = alone(path, tmp_path / "alone", monkeypatch)
    monkeypatch.setattr(stager, "PIECE", 1_000)  # as the second process has it: one piece
    monkeypatch.setattr(Claims, "claim", lambda _claims, _piece: False)
    monkeypatch.setattr(Stager, "_stage", None)
    assert staged(path, tmp_path / "shared") == expected


def test_the_first_process_stages_all_where_the_second_fails(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = alone(path, tmp_path / "alone", monkeypatch)
    failing = tmp_path / "python"
    failing.write_text("#!/bin/sh\nexit 3\n")
    failing.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(failing))

    def claim(claims: Claims, piece: int) -> bool:
        claims.own |= {piece} if piece % 2 else set()
        return piece in claims.own

    monkeypatch.setattr(Claims, "claim", claim)
    assert staged(path, tmp_path / "shared") == expected


def test_the_first_process_stages_all_where_no_second_one_starts(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = alone(path, tmp_path / "alone", monkeypatch)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "missing"))
    assert staged(path, tmp_path / "shared") == expected


def test_a_file_that_was_changed_meanwhile_is_not_staged_by_the_second(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    words = told(path, folder)
    path.write_text(TEXT.replace("Anna", "Berta"), encoding="utf-8")
    with pytest.raises(SystemExit) as caught:
        help_stage(words)
    assert caught.value.code == 1
