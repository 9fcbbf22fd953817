"""Questions are asked only of a person, and only a clear yes is one."""

import sys
from gettext import NullTranslations
from io import StringIO

import pytest

from tui_crm import i18n
from tui_crm.cli import asking
from tui_crm.errors import Ambiguous, UsageError

LIS = Ambiguous("“li” fits 2 contacts", candidates=[("c1", "Li Ming"), ("c2", "李娜\x07")])


def answer(monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    """Let a person be there, who types ``line``."""
    monkeypatch.setattr(asking, "somebody_answers", lambda: True)
    monkeypatch.setattr(sys, "stdin", StringIO(line))


def test_yes_is_not_asked_again(capsys: pytest.CaptureFixture[str]) -> None:
    asking.confirm("really?", yes=True)
    assert capsys.readouterr() == ("", "")


def test_where_nobody_answers_it_takes_the_option() -> None:
    with pytest.raises(UsageError) as refusal:
        asking.confirm("really?", yes=False)
    assert "--yes" in refusal.value.hint


@pytest.mark.parametrize("line", ["y\n", "yes\n", " Y \n"])
def test_a_yes(line: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    answer(monkeypatch, line)
    asking.confirm("really?", yes=False)
    assert capsys.readouterr() == ("", "really? [y/N] ")


@pytest.mark.parametrize("line", ["n\n", "\n", "", "yep\n"])
def test_anything_else_is_a_no(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, line)
    with pytest.raises(asking.Declined) as declined:
        asking.confirm("really?", yes=False)
    assert declined.value.exit_code == 1


def test_a_yes_in_the_user_s_language(monkeypatch: pytest.MonkeyPatch) -> None:
    class Chinese(NullTranslations):
        def gettext(self, message: str) -> str:
            return {"y yes": "是 y"}.get(message, message)

    monkeypatch.setattr(i18n, "_translations", Chinese())
    answer(monkeypatch, "是\n")
    asking.confirm("really?", yes=False)


def test_a_candidate_is_chosen_by_its_number(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answer(monkeypatch, "2\n")
    assert asking.choose(LIS) == "c2"
    assert capsys.readouterr().err == "“li” fits 2 contacts\n  1  c1  Li Ming\n  2  c2  李娜␇\nwhich one? "


@pytest.mark.parametrize("line", ["", "0\n", "3\n", "c1\n", "²\n"])
def test_no_number_is_no_choice(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, line)
    with pytest.raises(Ambiguous):
        asking.choose(LIS)


def test_where_nobody_answers_there_is_no_choice(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(Ambiguous):
        asking.choose(LIS)
    assert capsys.readouterr() == ("", "")
