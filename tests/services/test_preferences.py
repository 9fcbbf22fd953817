"""What one's own settings come to, what does for them, and what can be chosen."""

from pathlib import Path

import pytest

from tui_crm.errors import UsageError
from tui_crm.services.preferences import ORIGINS, choices, lasting, own
from tui_crm.settings import SETTINGS, Origin, UserSettings


def settings(file: Path, **environ: str) -> UserSettings:
    return UserSettings(file, flags={}, environ=environ)


def test_what_nobody_said_is_found_out(tmp_path: Path) -> None:
    found = settings(tmp_path / "config.toml", LANG="zh_CN.UTF-8")
    assert (own(found, "language").value, own(found, "language").origin) == ("zh_CN", Origin.DEFAULT)
    assert own(found, "zone").value == "UTC"
    assert own(found, "user").value == "li"
    assert own(found, "database").value.endswith("crm.db")
    assert own(found, "plain").value == "no"


def test_what_somebody_said_comes_first(tmp_path: Path) -> None:
    found = settings(tmp_path / "config.toml", CRM_LANG="en", CRM_ZONE="Asia/Tokyo", LANG="zh_CN.UTF-8")
    assert own(found, "language").value == "en"
    assert (own(found, "zone").value, own(found, "zone").where) == ("Asia/Tokyo", "CRM_ZONE")


def test_a_relative_file_holds_from_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert lasting("database", "team.db") == str(tmp_path / "team.db")


def test_what_can_be_chosen_does_and_else_is_refused() -> None:
    assert {"dusk", "paper"} <= set(choices("theme"))
    assert list(choices("plain")) == ["yes", "no"]
    assert list(choices("levels")) == []
    for name in ("language", "theme", "plain", "start"):
        assert [lasting(name, value) for value in choices(name)] == list(choices(name))
        with pytest.raises(UsageError):
            lasting(name, "nonsense")


def test_every_origin_has_words() -> None:
    assert ORIGINS.keys() == set(Origin)
    assert all(setting.help for setting in SETTINGS.values())
