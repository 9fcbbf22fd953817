"""`crm theme list`: the built-in themes and one's own, and which is in use."""

import json
import shutil

from tests.conftest import CHECKOUT, RunCrm
from tui_crm import paths
from tui_crm.themes import built_in_themes


def in_use(crm: RunCrm) -> dict[str, bool]:
    return {row["name"]: row["in_use"] for row in json.loads(crm("theme", "list", "--format", "json").stdout)}


def test_the_built_in_themes_are_listed_with_the_one_in_use(crm: RunCrm) -> None:
    assert in_use(crm) == {name: name == "dusk" for name in built_in_themes()}
    crm("config", "set", "theme", "paper")
    assert in_use(crm)["paper"] is True


def test_own_themes_are_listed_and_bad_ones_told_of(crm: RunCrm) -> None:
    paths.user_themes().mkdir(parents=True)
    (paths.user_themes() / "broken.toml").write_text("dark = maybe", encoding="utf-8")
    shutil.copy(CHECKOUT / "themes" / "paper.toml", paths.user_themes() / "mine.toml")
    result = crm("theme", "list")
    assert result.exit_code == 0
    assert "mine" in result.stdout
    assert "broken" not in result.stdout
    assert "broken.toml" in result.stderr
