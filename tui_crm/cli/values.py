"""How a word of the command line becomes the value a command declared, with a sentence where it does not.

Typer would load pydantic for this, which costs more than everything else `crm --help` or a completion does.
"""

import re
from collections.abc import Sequence
from enum import Enum
from pathlib import Path
from typing import Any, get_args

from typer._click import Context as AnyContext
from typer._coercion import RuntimeParam
from typer.core import TyperArgument, TyperOption

from tui_crm.errors import UsageError
from tui_crm.i18n import _

Parameter = TyperArgument | TyperOption

HIGHEST = 10**9
"""The largest whole number that a parameter takes which sets no bound of its own."""

_WHOLE_NUMBER = re.compile(r"[+-]?\d{1,1000}")  # Python itself refuses much longer ones


class NoPlainValueError(TypeError):
    """A command declares a parameter of a type that no word can become: a defect of ours."""

    def __init__(self, parameter: Parameter) -> None:
        super().__init__(f"parameter {parameter.name} has no type that a word can become")


class PlainValue(RuntimeParam):
    """Turns words into ``str``, ``int``, ``Path``, an enum, what a ``parser`` makes of them, or a list of one of these."""

    def _coerce_value(self, value: Any, param: Any, ctx: AnyContext) -> Any:  # noqa: ANN401, ARG002 - Typer's own
        if isinstance(value, list | tuple):
            return [self._one(item, param) for item in value]
        return self._one(value, param)

    def _one(self, value: object, param: Parameter) -> object:
        if not isinstance(value, str) or isinstance(value, Enum):
            return value
        kind = _kind(self.annotation)
        if parser := self.parameter_info.parser:
            return parser(_text(value, param))
        if issubclass(kind, Enum):
            return member(value, kind, name_of(param))
        if issubclass(kind, int):
            return self._whole_number(value, param)
        return _path(value, param) if issubclass(kind, Path) else _text(value, param)

    def _whole_number(self, value: str, param: Parameter) -> int:
        lowest, highest = self.parameter_info.min, self.parameter_info.max
        least, most = int(-HIGHEST if lowest is None else lowest), int(HIGHEST if highest is None else highest)
        return whole_number(value, name_of(param), least, most)


def take_plain_values(parameters: Sequence[Any]) -> None:
    """Make ``parameters`` of a command read their words through :class:`PlainValue`."""
    for parameter in parameters:
        if isinstance(parameter, TyperArgument | TyperOption):
            descriptor = parameter.type_descriptor
            kind = _kind(descriptor.annotation)
            if not (descriptor.parameter_info.parser or issubclass(kind, str | int | Path | Enum)):
                raise NoPlainValueError(parameter)
            parameter._runtime_param = PlainValue(descriptor.parameter_info, descriptor.annotation)  # noqa: SLF001


def whole_number(value: str, name: str, least: int, most: int) -> int:
    """Return the number that ``value`` of the parameter ``name`` says. Raises UsageError."""
    if not _WHOLE_NUMBER.fullmatch(value):
        raise UsageError(_("“{value}” for {parameter} is no whole number").format(value=value, parameter=name))
    number = int(value)
    if number < least:
        raise UsageError(_("{parameter} must be {limit} or more").format(parameter=name, limit=least))
    if number > most:
        raise UsageError(_("{parameter} must be {limit} or less").format(parameter=name, limit=most))
    return number


def name_of(parameter: object) -> str:
    """Return what people call a parameter: ``--limit``, or ``WHO`` for an argument."""
    if isinstance(parameter, TyperOption):
        return max(parameter.opts, key=len)
    if isinstance(parameter, TyperArgument):
        return parameter.metavar or parameter.name.upper()
    return ""


def member(value: str, kind: type[Enum], name: str) -> Enum:
    """Return the member of ``kind`` that ``value`` names, whatever its case; raises UsageError about parameter ``name``."""
    for one in kind:
        if str(one.value).lower() == value.lower():
            return one
    raise UsageError(
        _("“{value}” does not do for {parameter}: it takes {choices}").format(
            value=value, parameter=name, choices=", ".join(str(one.value) for one in kind)
        )
    )


def choices_of(parameter: Parameter) -> list[str]:
    """Return the words that a parameter of an enum takes, none for any other."""
    return [str(choice.value) for choice in parameter.type_descriptor.choices or ()]


def _kind(annotation: Any) -> type:  # noqa: ANN401 - whatever a command declares
    """Return the type of one value: what a list is a list of."""
    kind: type = get_args(annotation)[0] if get_args(annotation) else annotation
    return kind


def _path(value: str, param: Parameter) -> Path:
    if not value.strip():
        raise UsageError(_("{option} needs a value").format(option=name_of(param)))
    return Path(_text(value, param))


def _text(value: str, param: Parameter) -> str:
    if not value.isascii() and any("\ud800" <= character <= "\udfff" for character in value):
        raise UsageError(_("{parameter} is not valid UTF-8 text").format(parameter=name_of(param)))
    return value
