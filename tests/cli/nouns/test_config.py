"""`crm config`: every setting with its origin, and changing one's own."""

import json
from pathlib import Path

import pytest

from tests.conftest import RunCrm, RunProcess
from tui_crm import paths
from tui_crm.services.preferences import choices, lasting
from tui_crm.settings import SETTINGS


def shown(crm: RunCrm, *options: str) -> dict[str, tuple[str, str, str]]:
    """Return what `config show` says: name → (value, origin, where)."""
    rows = json.loads(crm(*options, "config", "show", "--format", "json").stdout)
    return {row["name"]: (row["value"], row["origin"], row["where"]) for row in rows}


def test_it_shows_what_the_program_found_out_itself(crm: RunCrm) -> None:
    assert shown(crm) == {
        "database": (str(paths.default_database()), "default", ""),
        "user": ("li", "default", ""),
        "language": ("en", "default", ""),
        "theme": ("dusk", "default", ""),
        "plain": ("no", "default", ""),
        "start": ("today", "default", ""),
        "zone": ("UTC", "default", ""),
        "message_command": ("", "default", ""),
        "calendar_zone": ("Asia/Shanghai", "default", ""),
        "calendar_country": ("CN", "default", ""),
        "calendar_hours": ("mon-fri 09:00-12:00 13:00-18:00", "default", ""),
        "phone_region": ("CN", "default", ""),
        "home_currency": ("CNY", "default", ""),
        "levels": ("A,B,C,VIP", "default", ""),
        "outcomes": ("r=reached,n=no answer,m=left message,w=wrong number,b=call back", "default", ""),
        "objections": ("p=price,t=timing,n=need,r=trust,c=competitor", "default", ""),
        "ticket_receipt": ("", "default", ""),
        "ticket_causes": ("", "default", ""),
        "low_csat": ("2", "default", ""),
        "low_nps": ("6", "default", ""),
        "hard_ces": ("6", "default", ""),
        "survey_rest_days": ("90", "default", ""),
        "survey_reminders": ("2", "default", ""),
        "wip_limits": ("", "default", ""),
    }
    assert not paths.default_database().exists()


def test_each_origin_is_named(crm: RunCrm, monkeypatch: pytest.MonkeyPatch) -> None:
    crm("config", "set", "theme", "paper")
    monkeypatch.setenv("CRM_ZONE", "Asia/Shanghai")
    settings = shown(crm, "--as", "wang")
    assert settings["user"] == ("wang", "flag", "")
    assert settings["zone"] == ("Asia/Shanghai", "environment", "CRM_ZONE")
    assert settings["theme"] == ("paper", "file", str(paths.config_file()))
    assert "settings file" in crm("config", "show").stdout


def test_setting_and_unsetting_say_what_holds(crm: RunCrm) -> None:
    assert crm("config", "set", "zone", "Europe/Berlin").stderr == "zone is now Europe/Berlin (settings file)\n"
    assert paths.config_file().stat().st_mode & 0o777 == 0o600
    assert crm("config", "unset", "zone").stderr == "zone is now UTC (default)\n"
    assert crm("config", "unset", "zone").exit_code == 0


def test_the_default_language_is_that_of_the_environment(crm: RunCrm, monkeypatch: pytest.MonkeyPatch) -> None:
    assert crm("config", "set", "language", "zh_CN").stderr == "language 现为 zh_CN（设置文件）\n"
    assert crm("config", "unset", "language").stderr == "language is now en (default)\n"
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert shown(crm)["language"] == ("zh_CN", "default", "")
    assert shown(crm, "--lang", "en")["language"] == ("en", "flag", "")


def test_a_variable_still_stands_before_the_file(crm: RunCrm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRM_ZONE", "Asia/Tokyo")
    assert crm("config", "set", "zone", "Europe/Berlin").stderr == "zone is now Asia/Tokyo (environment)\n"


def test_one_value_is_printed_for_scripts(crm: RunCrm, monkeypatch: pytest.MonkeyPatch) -> None:
    assert crm("config", "get", "home_currency").stdout == "CNY\n"
    assert not paths.default_database().exists()
    crm("config", "set", "home_currency", "eur")
    assert crm("config", "get", "home_currency").stdout == "EUR\n"
    assert crm("--as", "wang", "config", "get", "user").stdout == "wang\n"
    monkeypatch.setenv("CRM_PLAIN", "1")
    assert crm("config", "get", "plain").stdout == "yes\n"
    assert crm("config", "set", "plain", "off").stderr == "plain is now yes (environment)\n"
    assert crm("config", "set", "start", "Journey").stderr == "start is now journey (settings file)\n"


def test_every_value_that_can_be_chosen_does(crm: RunCrm) -> None:
    for name in SETTINGS:
        for value in list(choices(name))[:20]:
            assert lasting(name, value) == value
    assert crm("config", "show").exit_code == 0


def test_a_database_is_remembered_from_anywhere(crm: RunCrm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    crm("config", "set", "database", "team.db")
    monkeypatch.chdir("/")
    assert shown(crm)["database"][0] == str(tmp_path / "team.db")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["set", "colour", "red"], "there is no setting “colour”"),
        (["unset", "colour"], "there is no setting “colour”"),
        (["set", "zone", "Mars/Olympus"], "“Mars/Olympus” does not do for setting zone"),
        (["set", "theme", "drab"], "there is no theme “drab”"),
        (["set", "database", "postgresql://host/crm"], "cannot open a database at postgresql://"),
        (["set", "user", " "], "user needs a value"),
        (["set", "phone_region", "XX"], "“XX” does not do for setting phone_region"),
        (["set", "home_currency", "EURO"], "“EURO” does not do for setting home_currency"),
        (["set", "calendar_zone", "Shanghai"], "“Shanghai” does not do for setting calendar_zone"),
        (["set", "plain", "maybe"], "“maybe” does not do for setting plain: say yes or no"),
        (
            ["set", "start", "deals"],
            "“deals” does not do for setting start: known screens: today, contacts, journey",
        ),
        (["get", "colour"], "there is no setting “colour”"),
    ],
)
def test_what_does_not_do_is_refused_and_nothing_written(crm: RunCrm, words: list[str], sentence: str) -> None:
    result = crm("config", *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"crm: {sentence}")
    assert not paths.config_file().exists()
    assert not paths.default_database().exists()


def test_a_setting_of_the_team_is_kept_in_the_database(crm: RunCrm) -> None:
    made, is_now = crm("config", "set", "phone_region", "de").stderr.splitlines()
    assert made == f"made a new database: {paths.default_database()}"
    assert is_now == "phone_region is now DE (database)"
    assert shown(crm)["phone_region"] == ("DE", "database", str(paths.default_database()))
    assert not paths.config_file().exists()
    assert crm("config", "unset", "phone_region").stderr == "phone_region is now CN (default)\n"


def test_the_path_is_told_even_of_a_broken_file(crm: RunCrm) -> None:
    paths.config_file().parent.mkdir(parents=True)
    paths.config_file().write_text("theme = ", encoding="utf-8")
    assert crm("config", "path").stdout == f"{paths.config_file()}\n"
    refused = crm("config", "set", "theme", "dusk")
    assert refused.exit_code == 2
    assert "cannot read the settings file" in refused.stderr
    assert paths.config_file().read_text(encoding="utf-8") == "theme = "


def test_what_cannot_be_kept_is_told_in_one_sentence(process: RunProcess, home: Path) -> None:
    folder = home / ".config" / "tui-crm"
    folder.mkdir(parents=True)
    (folder / "config.toml").symlink_to("/proc/none/config.toml")
    (home / ".local").write_text("no log can be written either", encoding="utf-8")
    refused = process("config", "set", "theme", "paper")
    assert (refused.returncode, refused.stdout) == (74, "")
    assert refused.stderr.startswith("crm: cannot write /proc/none/config.toml: ")
    assert refused.stderr.count("\n") == 1


def keys_of(crm: RunCrm) -> dict[str, tuple[list[str], str, str]]:
    rows = json.loads(crm("config", "keys", "--format", "json").stdout)
    return {row["command"]: (row["keys"], row["origin"], row["where"]) for row in rows}


def write_keys(text: str) -> Path:
    file = paths.keys_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_the_keys_of_the_screens_are_listed_with_where_they_come_from(crm: RunCrm) -> None:
    assert keys_of(crm)["contacts.filter"] == (["/"], "default", "")
    file = write_keys('"contacts.filter" = "ctrl+f, f3"\n"list.mark_all" = ""\n')
    assert crm("config", "keys").exit_code == 0
    found = keys_of(crm)
    assert found["contacts.filter"] == (["ctrl+f", "f3"], "file", f"{file}:1")
    assert found["list.mark_all"] == ([], "file", f"{file}:2")
    assert found["app.undo"] == (["u"], "default", "")
    assert "contacts.filter" in crm("config", "keys").stdout


def test_a_bad_file_of_keys_is_told_line_by_line(crm: RunCrm) -> None:
    file = write_keys('"contacts.fitler" = "x"\n"contacts.filter" = "ctrl+f"\n"app.redo" = "u"\n')
    checked = crm("config", "keys", "-f", "json")
    assert checked.exit_code == 1
    assert checked.stderr.splitlines() == [
        "keys.toml:1: there is no command “contacts.fitler”; did you mean “contacts.filter”?",
        "keys.toml:3: u is the key of “app.undo” already",
        f"crm: not all of {file} can be used",
        "  the lines above are left out; mend them",
    ]
    assert keys_of(crm)["contacts.filter"][0] == ["ctrl+f"]
    assert keys_of(crm)["app.redo"][0] == ["ctrl+r"]
