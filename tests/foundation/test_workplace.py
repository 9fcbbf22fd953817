"""Which file and which login a run comes to, and what is refused."""

import getpass
from pathlib import Path

import pytest

from tui_crm import paths
from tui_crm.errors import UsageError
from tui_crm.settings import UserSettings
from tui_crm.workplace import database_file, file_of, login


def settings(file: Path, *, environ: dict[str, str] | None = None, **flags: str) -> UserSettings:
    return UserSettings(file, flags=flags, environ=environ or {})


def test_without_a_word_it_is_the_default_database(tmp_path: Path) -> None:
    assert database_file(settings(tmp_path / "none.toml")) == paths.default_database()


def test_flag_then_environment_then_file(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('database = "/from/file.db"', encoding="utf-8")
    environ = {"CRM_DB": "/from/environment.db"}
    assert database_file(settings(file)) == Path("/from/file.db")
    assert database_file(settings(file, environ=environ)) == Path("/from/environment.db")
    assert database_file(settings(file, environ=environ, database="/from/flag.db")) == Path("/from/flag.db")


def test_a_relative_path_in_the_settings_file_starts_there(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('database = "team.db"', encoding="utf-8")
    assert database_file(settings(file)) == tmp_path / "team.db"
    assert database_file(settings(file, database="mine.db")) == Path("mine.db")


@pytest.mark.parametrize(
    ("location", "file"),
    [
        ("crm.db", "crm.db"),
        ("sqlite:///crm.db", "crm.db"),
        ("sqlite:////srv/crm.db", "/srv/crm.db"),
        ("C:/crm.db", "C:/crm.db"),
        ("odd:name.db", "odd:name.db"),
        (" 客户.db ", "客户.db"),
    ],
)
def test_paths_and_sqlite_urls_name_files(location: str, file: str) -> None:
    assert file_of(location) == Path(file)


def test_a_tilde_is_the_home(home: Path) -> None:
    assert file_of("~/crm.db") == home / "crm.db"


@pytest.mark.parametrize(
    "location", ["postgresql://li:secret@db/crm", "mysql+pymysql://db/crm", "sqlite://crm.db", "file:///crm.db"]
)
def test_other_databases_are_refused_without_repeating_their_password(location: str) -> None:
    with pytest.raises(UsageError, match="only SQLite files") as refusal:
        file_of(location)
    assert refusal.value.exit_code == 2
    assert "secret" not in refusal.value.message


@pytest.mark.parametrize("location", ["", "  ", "sqlite:///"])
def test_a_database_without_a_name_is_refused(location: str) -> None:
    with pytest.raises(UsageError, match="no name"):
        file_of(location)


def test_the_login_is_the_setting_then_the_system_s(tmp_path: Path) -> None:
    assert login(settings(tmp_path / "none.toml", user="wang")) == "wang"
    assert login(settings(tmp_path / "none.toml")) == "li"


def test_an_account_without_a_name_must_say_who_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError

    monkeypatch.setattr(getpass, "getuser", nobody)
    with pytest.raises(UsageError, match="who you are") as refusal:
        login(settings(tmp_path / "none.toml"))
    assert "--as" in refusal.value.hint
