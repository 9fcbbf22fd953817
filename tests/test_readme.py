"""The README holds word for word: every command in it runs, in order, in a new home."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import CHECKOUT

README = (CHECKOUT / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\$ (crm .*)$", README, re.MULTILINE)
LEADS = """姓名,公司,手机,邮箱,城市,标签
张伟,上海云帆贸易,138 0013 8000,zhang@yunfan.cn,上海,vip
Anna Schmidt,Nordlicht GmbH,,anna@nordlicht.example,Hamburg,
"""


def test_every_command_runs(home: Path, tmp_path: Path) -> None:
    (tmp_path / "leads.csv").write_text(LEADS, encoding="utf-8")
    assert len(COMMANDS) > 15
    script = "\n".join(["set -e", f'crm() {{ "{sys.executable}" -m tui_crm "$@"; }}', *COMMANDS])
    environ = {"HOME": str(home), "LC_ALL": "C.UTF-8", "PYTHONPATH": str(CHECKOUT)}
    done = subprocess.run(
        ["bash", "-c", script], cwd=tmp_path, env=environ, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    assert "张伟" in done.stdout


@pytest.mark.parametrize("place", re.findall(r"\]\(((?!http)[^)#]+)\)", README))
def test_a_link_leads_somewhere(place: str) -> None:
    assert (CHECKOUT / place).exists()
