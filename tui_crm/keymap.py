"""The keys that a person chose: lines ``"contacts.filter" = "ctrl+f"`` of ``keys.toml``, each checked, the bad ones left out.

Several keys have commas between; ``""`` takes a command's keys away. A line that will not do is a :class:`Problem` with its
number, and the others work. Textual itself takes any word for a key, and lets one key do two things.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Protocol

from tui_crm.i18n import _
from tui_crm.key_names import canonical, shown
from tui_crm.toml_files import Unreadable, parsed, stored_text
from tui_crm.whole_files import whole_text

NEEDED: Final = frozenset(("dialog.leave", "dialog.quit", "app.palette"))
"""Commands that keep a key: without them there would be no way out, or to a command that has no key."""

_PLACE_IN_LINE = r"\s*\(at [^()]*\)$"
_SETS = r"""(?P<before>[^=#]*=\s*)(?:"[^"]*"|'[^']*')(?P<after>.*)"""  # compiled after the first paint


class Keyed(Protocol):
    """A command, as far as its keys are concerned: ``keys`` has commas between, ``where`` it can be given."""

    @property
    def id(self) -> str:
        """Its name in the file."""
        ...

    @property
    def keys(self) -> str:
        """The keys it comes with."""
        ...

    @property
    def where(self) -> str:
        """The place it can be given at."""
        ...


@dataclass(frozen=True)
class Problem:
    """What is wrong with a line of the file, in a translated sentence; line 0 is the whole file."""

    file: Path
    line: int
    reason: str

    @property
    def told(self) -> str:
        """The sentence with its place: ``keys.toml:3: …``."""
        return f"{self.file.name}:{self.line}: {self.reason}" if self.line else f"{self.file.name}: {self.reason}"


@dataclass(frozen=True)
class Keymap:
    """The keys that were chosen, in canonical form by the id of their command, each with the line that says so."""

    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def keys_of(self, command: Keyed) -> str:
        """Return the keys of a command with commas between, "" where it has none."""
        chosen = self.keys.get(command.id)
        return command.keys if chosen is None else ",".join(chosen)


@dataclass(frozen=True)
class _Line:
    number: int
    command: str
    keys: tuple[str, ...]


class _Bad(ValueError):
    """A line cannot be used; its text says why."""


def read_keymap(file: Path, commands: Mapping[str, Keyed], together: Sequence[Collection[str]]) -> Keymap:
    """Return the keys in ``file``, none where it is not there. Never raises: what is wrong is among the problems.

    ``together`` are the places at which commands can be given at the same time: there a key does one thing.
    """
    try:
        text = stored_text(file)
    except Unreadable as error:
        return Keymap(problems=(Problem(file, 0, _("cannot be read: {reason}").format(reason=error.reason)),))
    return parse_keymap(text, file, commands, together)


def parse_keymap(text: str, file: Path, commands: Mapping[str, Keyed], together: Sequence[Collection[str]]) -> Keymap:
    """Return the keys that ``text`` chooses; ``file`` is where it comes from. The rest is as for :func:`read_keymap`."""
    lines: dict[str, _Line] = {}
    problems: list[Problem] = []
    for number, line in enumerate(text.split("\n"), 1):
        try:
            said = _read_line(number, line, commands, lines)
        except _Bad as error:
            problems.append(Problem(file, number, str(error)))
        else:
            if said is not None:
                lines[said.command] = said
    while clash := _clash(lines, commands, together):
        bad, reason = clash
        problems.append(Problem(file, lines.pop(bad).number, reason))
    return Keymap(
        {name: line.keys for name, line in lines.items()},
        {name: line.number for name, line in lines.items()},
        tuple(sorted(problems, key=lambda problem: problem.line)),
    )


def _read_line(number: int, line: str, commands: Mapping[str, Keyed], earlier: Mapping[str, _Line]) -> _Line | None:
    names, value = _parsed(line)
    if not names:
        return None
    name = ".".join(names)
    if name not in commands:
        from tui_crm.models.nearest import nearest  # noqa: PLC0415 - only a mistake needs it

        sentence = _("there is no command “{name}”").format(name=name)
        raise _Bad("; ".join(filter(None, (sentence, nearest(name, commands)))))
    if name in earlier:
        raise _Bad(_("line {line} says already what “{name}” has").format(line=earlier[name].number, name=name))
    if not isinstance(value, str):
        raise _Bad(_("keys are text in quotes: {line}").format(line='"app.undo" = "u,ctrl+z"'))
    try:
        keys = tuple(dict.fromkeys(canonical(key) for key in value.split(",") if key.strip()))
    except ValueError as error:
        raise _Bad(str(error)) from error
    if not keys and name in NEEDED:
        raise _Bad(_("“{name}” needs a key").format(name=name))
    return _Line(number, name, keys)


def _parsed(line: str) -> tuple[Sequence[str], object]:
    """Return what stands on either side of the ``=``, a name being in parts; no parts where the line says nothing."""
    if line.lstrip().startswith("["):
        raise _Bad(_("there are no sections: a line says {line}").format(line='"app.undo" = "u,ctrl+z"'))
    try:
        found: object = parsed(line.rstrip("\r"))
    except ValueError as error:
        reason = re.sub(_PLACE_IN_LINE, "", str(error))
        raise _Bad(_("cannot be read: {reason}").format(reason=reason)) from error
    names: list[str] = []
    while isinstance(found, dict) and len(found) == 1:
        ((name, found),) = found.items()
        names.append(name)
    return names, found


def _clash(
    lines: Mapping[str, _Line], commands: Mapping[str, Keyed], together: Sequence[Collection[str]]
) -> tuple[str, str] | None:
    """Return the command of a line whose key does something else at the same place, and why; None where none does."""
    for places in together if lines else ():
        owners: dict[str, list[str]] = defaultdict(list)
        for command in commands.values():
            if command.where in places:
                for key in _keys(command, lines):
                    owners[key].append(command.id)
        for key, names in owners.items():
            chosen = [name for name in names if name in lines]
            if len(names) > 1 and chosen:
                bad = max(chosen, key=lambda name: lines[name].number)
                other = next(name for name in names if name != bad)
                return bad, _("{key} is the key of “{name}” already").format(key=shown(key), name=other)
    return None


def _keys(command: Keyed, lines: Mapping[str, _Line]) -> Iterable[str]:
    chosen = lines.get(command.id)
    return map(canonical, filter(None, command.keys.split(","))) if chosen is None else chosen.keys


def edited(text: str, command: str, keys: str | None) -> str:
    """Return ``text`` with other ``keys`` for a command, None for those it comes with; everything else stays."""
    kept, found = [], False
    for line in text.split("\n"):
        if _command_of(line) != command:
            kept.append(line)
        elif keys is not None and not found:
            matched = re.fullmatch(_SETS, line, re.DOTALL)
            kept.append(f'{matched["before"]}"{keys}"{matched["after"]}' if matched else f'"{command}" = "{keys}"')
            found = True
    if keys is not None and not found:
        while kept and not kept[-1].strip():
            kept.pop()
        kept += [f'"{command}" = "{keys}"', ""]
    return "\n".join(kept)


def _command_of(line: str) -> str:
    try:
        return ".".join(_parsed(line)[0])
    except _Bad:
        return ""


def store_keymap(file: Path, text: str) -> None:
    """Write ``text`` as the keymap. Raises OutputFailed."""
    with whole_text(file, new_folder=True) as stream:
        stream.write(text)
