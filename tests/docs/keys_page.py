"""The page of all keys, made from the table of commands in every language.

``python -m tests.docs.keys_page --write`` writes it.
"""

import sys
from collections.abc import Iterator, Mapping
from typing import Final

from tests.conftest import CHECKOUT
from tui_crm import i18n
from tui_crm.commands import HEADINGS, Command, given_at
from tui_crm.i18n import _

PAGES: Final[Mapping[str, str]] = {"en": "docs/keys.md", "zh_CN": "docs/keys.zh.md"}
"""The pages, by their language."""

_TITLES = {"en": "Keys", "zh_CN": "按键"}
_INTRODUCTIONS = {
    "en": (
        "Made from the table of commands by `python -m tests.docs.keys_page --write`; `?` shows those of the screen you"
        " are on, `ctrl+p` finds any of them by its name. Choose other keys by their ids in `keys.toml` beside"
        ' `config.toml`: `"contacts.filter" = "ctrl+f"`; `crm config keys` checks it.'
    ),
    "zh_CN": (
        "由 `python -m tests.docs.keys_page --write` 从命令表生成；`?` 显示当前界面的按键，`ctrl+p` 按名称查找任何命令。"
        '想换按键，在 `config.toml` 旁边的 `keys.toml` 里按名字写：`"contacts.filter" = "ctrl+f"`；`crm config keys` 会检查它。'
    ),
}
_COLUMNS = {"en": ("Key", "Does", "Id"), "zh_CN": ("按键", "作用", "名字")}


def page(language: str) -> str:
    """Return the page in a language, which is spoken from then on."""
    i18n.set_language(language)
    return "\n".join(_lines(language)) + "\n"


def _lines(language: str) -> Iterator[str]:
    yield f"# {_TITLES[language]}"
    yield ""
    yield _INTRODUCTIONS[language]
    for place, heading in HEADINGS.items():
        if commands := [command for command in given_at(place) if command.keys]:
            yield from ("", f"## {_(heading)}", "")
            yield "| {} | {} | {} |".format(*_COLUMNS[language])
            yield "| --- | --- | --- |"
            yield from map(_row, commands)


def _row(command: Command) -> str:
    keys = " ".join(f"<kbd>{_escaped(key)}</kbd>" for key in command.all_keys.split())
    return f"| {keys} | {_escaped(_(command.help or command.title))} | `{command.id}` |"


def _escaped(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*")


def main() -> None:
    """Write the pages."""
    for language, name in PAGES.items():
        (CHECKOUT / name).write_text(page(language), encoding="utf-8")


if __name__ == "__main__" and "--write" in sys.argv[1:]:
    main()
