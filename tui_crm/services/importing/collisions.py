"""What wins where a row meets a record that is on file: the file's word, what is there, or nothing at all.

It is decided here for every kind: by ``--on-match``, by a ``--rule`` for a single field, and by what a blank cell means.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tui_crm.errors import UsageError
from tui_crm.i18n import _
from tui_crm.models.nearest import nearest
from tui_crm.services.importing.choices import OnMatch, Rule
from tui_crm.services.importing.columns.meanings import CUSTOM_PREFIX

if TYPE_CHECKING:
    from tui_crm.services.importing.columns.shapes import TeamField
    from tui_crm.services.importing.kinds.declaring import ImportKind
    from tui_crm.services.importing.report import ImportOptions

BLANK: tuple[object, ...] = (None, "", ())
"""What stands where nothing was said."""


@dataclass(frozen=True)
class Collisions:
    """What wins: the ``rules`` of single fields, by name (of contacts: by the keys of their values,
    and the ids of the team's own fields), and for all others what ``mode`` says.
    """

    mode: OnMatch = OnMatch.UPDATE
    rules: Mapping[str | int, Rule] = field(default_factory=dict)

    @property
    def are_plain(self) -> bool:
        """Whether the file's word wins everywhere."""
        return self.mode is OnMatch.UPDATE and not self.rules

    def rule(self, name: str | int) -> Rule:
        """Return the rule of a field."""
        return self.rules.get(name) or (Rule.FILL if self.mode is OnMatch.FILL else Rule.OVERWRITE)

    def takes(self, name: str | int, known: object) -> bool:
        """Tell whether what a row says of a field goes in where ``known`` is on file."""
        rule = self.rule(name)
        return rule is Rule.OVERWRITE or (rule is Rule.FILL and known in BLANK)

    def changes(
        self, said: Mapping[str, object], known: Mapping[str, object], blanks: Iterable[str] = ()
    ) -> dict[str, tuple[object, object]]:
        """Return which of the fields that a row says, or erases by ``blanks``, change what is on file: old and new."""
        erased = {name: None for name in blanks if name not in said and known.get(name) not in BLANK}
        return {
            name: (known.get(name), new)
            for name, new in {**said, **erased}.items()
            if new != known.get(name) and self.takes(name, known.get(name))
        }

    def of_contacts(self, keys: Mapping[str, str | int]) -> "Collisions":
        """Return the same by the ``keys`` of values; a follow-up is none less for another, so every row brings its own."""
        adds: dict[str | int, Rule] = {"dues": Rule.OVERWRITE} if self.mode is OnMatch.FILL else {}
        return Collisions(self.mode, {**adds, **{keys.get(str(name), name): each for name, each in self.rules.items()}})

    def of_rows(self) -> "Collisions":
        """Return the same for a record that earlier rows of the file create: what they say is no reason to take nothing."""
        return Collisions(
            self.mode, {name: Rule.FILL if each is Rule.NEVER else each for name, each in self.rules.items()}
        )


def collisions(options: "ImportOptions") -> Collisions:
    """Return what wins by the options of an import that were checked."""
    return Collisions(options.on_match, dict(map(_parted, options.rules)))


def check(kind: "ImportKind", options: "ImportOptions", team_fields: "Iterable[TeamField]") -> None:
    """Raise UsageError for rules that no field or no rule is named by, and for what is said to no purpose."""
    names = changing(kind, team_fields)
    for text in options.rules:
        _check_rule(text, kind.columns.name, names)
    said = {"--rule": options.rules, "--blanks-erase": options.blanks_erase, "--stage-back": options.stage_back}
    mode = options.on_match
    for flag in (flag for flag, is_said in said.items() if is_said):
        erases_nothing = flag == "--blanks-erase" and not _overwrites(options, names)
        if mode in {OnMatch.SKIP, OnMatch.CREATE} or erases_nothing:
            raise UsageError(
                _("{flag} does not go with --on-match {mode}: nothing that is there would change").format(
                    flag=flag, mode=mode
                )
            )


def changing(kind: "ImportKind", team_fields: "Iterable[TeamField]") -> list[str]:
    """Return the fields that an import changes of what is on file."""
    own = () if kind.begin else (f"{CUSTOM_PREFIX}{each.name}" for each in team_fields)
    return [*kind.columns.changing, *own]


def _overwrites(options: "ImportOptions", names: Iterable[str]) -> bool:
    wins = collisions(options)
    return any(wins.rule(name) is Rule.OVERWRITE for name in names)


def _check_rule(text: str, kind: str, known: Sequence[str]) -> None:
    name, _sign, rule = (part.strip() for part in text.rpartition("="))
    if rule not in set(Rule):
        raise UsageError(
            _("“{text}” is no rule").format(text=text),
            hint=_("write a field, = and one of: {rules}").format(rules=_(", ").join(Rule)),
        )
    if name not in known:
        message = _("an import of {kind} has no field “{name}” that it changes")
        raise UsageError(
            message.format(kind=kind, name=name),
            hint=nearest(name, known) or _("one of: {names}").format(names=_(", ").join(known)),
        )


def _parted(text: str) -> tuple[str | int, Rule]:
    name, _sign, rule = text.rpartition("=")
    return name.strip(), Rule(rule.strip())


def joined(before: Iterable[str], said: Iterable[str]) -> tuple[str, ...]:
    """Return rules with those that are said now in the place of earlier ones of the same fields."""
    now = {text.rpartition("=")[0].strip(): text for text in said}
    return (*(text for text in before if text.rpartition("=")[0].strip() not in now), *now.values())
