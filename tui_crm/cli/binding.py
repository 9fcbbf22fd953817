"""How one function serves several commands: arguments given for good, and options that are declared as a table."""

import inspect
from collections.abc import Callable, Sequence
from typing import Any, cast

Verb = Callable[..., Any]


def bound(function: Verb, help_text: str = "", **given: object) -> Verb:
    """Return ``function`` as a command that does not take ``given`` any more: these arguments have their values.

    ``help_text``, a marked message, stands for its docstring.
    """

    def command(**taken: object) -> None:
        function(**taken, **given)

    rest = [parameter for name, parameter in _parameters(function).items() if name not in given]
    return _dressed(command, help_text or function.__doc__, rest)


def loosely(function: Verb, other: Verb, **types: object) -> Verb:
    """Return ``function``, which takes keywords, as a command with the parameters of ``other``.

    Those in ``types`` are typed so, and None where they are not said.
    """
    parameters = [
        parameter.replace(annotation=types[name], default=None) if name in types else parameter
        for name, parameter in _parameters(other).items()
    ]
    return _dressed(function, function.__doc__, parameters)


def gathering(function: Verb, into: str, options: Sequence[inspect.Parameter]) -> Verb:
    """Return ``function`` as a command with ``options``; its argument ``into`` gets those that were said, by name."""
    names = {option.name for option in options}

    def command(**taken: object) -> None:
        said = {name: value for name, value in taken.items() if name in names and value not in (None, [], ())}
        own = {name: value for name, value in taken.items() if name not in names}
        function(**own, **{into: said})

    rest = [parameter for name, parameter in _parameters(function).items() if name != into]
    required = [parameter for parameter in rest if parameter.default is inspect.Parameter.empty]
    return _dressed(command, function.__doc__, [*required, *options, *(one for one in rest if one not in required)])


def _parameters(function: Verb) -> dict[str, inspect.Parameter]:
    return dict(inspect.signature(function).parameters)


def _dressed(command: Verb, help_text: str | None, parameters: Sequence[inspect.Parameter]) -> Verb:
    by_name = [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in parameters]
    cast("Any", command).__signature__ = inspect.Signature(by_name)
    command.__doc__ = help_text
    return command
