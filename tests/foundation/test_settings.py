"""The settings file and the environment: what stands in them is taken as text, or refused in one sentence."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tui_crm.errors import UsageError
from tui_crm.settings import UserSettings, checked, store


def zone_in(file: Path, environ: dict[str, str] | None = None) -> str:
    return UserSettings(file, flags={}, environ=environ or {}).get("zone")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"zone = ", "Invalid value"),
        (b'zone = "UTC"\nzone = "UTC"', "Cannot overwrite a value"),
        (b"\xff\xfe\x00", "it is not valid UTF-8 text"),
        (b"a = " + b"[" * 20_000, "it is nested too deep"),
        (b"a = " + b"1" * 5_000, "a number is too long"),
        (b"zone = 3", "zone is no text"),
        (b'zone = ["UTC"]', "zone is no text"),
        (b"[zone]\nx = 1", "zone is no text"),
        (b'zome = "UTC"', "there is no setting “zome”"),
        (b'phone_region = "CN"', "there is no setting “phone_region”"),
        (b'zone = "Mars/Base"', "no such time zone"),
    ],
)
def test_a_broken_file_is_named_with_what_is_wrong(tmp_path: Path, content: bytes, reason: str) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes(content)
    with pytest.raises(UsageError) as refused:
        zone_in(file)
    assert reason in refused.value.message
    assert str(file) in refused.value.message


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo])
def test_what_is_no_file_is_not_read(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "config.toml")
    with pytest.raises(UsageError, match="it is not a file"):
        zone_in(tmp_path / "config.toml")


def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match=r"file/config\.toml"):
        zone_in(tmp_path / "file" / "config.toml")


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(UsageError, match="CRM_ZONE is not valid UTF-8 text"):
        zone_in(Path("none.toml"), {"CRM_ZONE": "a\udc80"})
    with pytest.raises(UsageError, match="user is not valid UTF-8 text"):
        checked("user", "a\udc80")


@pytest.mark.parametrize("region", ["XX", "C", "", "ÄÖ", "12"])
def test_a_region_is_one_that_has_phones(region: str) -> None:
    with pytest.raises(UsageError, match="a region is two letters"):
        checked("phone_region", region)
    assert checked("phone_region", " de ") == "DE"


def test_a_file_that_was_broken_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('theme = "dusk', encoding="utf-8")
    with pytest.raises(UsageError, match="cannot read the settings file"):
        store(file, "zone", "UTC")
    assert file.read_text(encoding="utf-8") == 'theme = "dusk'


def test_what_was_written_meanwhile_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    settings = UserSettings(file, flags={"language": "en"}, environ={"CRM_PLAIN": "on"})
    store(file, "start", "journey")
    store(file, "plain", "no")
    store(file, "language", "zh_CN")
    again = settings.read_again()
    assert [again.get(name) for name in ("start", "plain", "language")] == ["journey", "yes", "en"]
    assert settings.get("start") == "today"


@pytest.mark.parametrize(
    ("said", "kept"), [("YES", "yes"), ("true", "yes"), ("是", "yes"), (" 0", "no"), ("off", "no")]
)
def test_yes_and_no_may_be_said_in_many_ways(said: str, kept: str) -> None:
    assert checked("plain", said) == kept
