"""How an operation is told: the message it was recorded with, in the reader's language."""

import json
from collections.abc import Mapping

from tui_crm.i18n import _


def told(label: str, arguments: Mapping[str, object]) -> str:
    """Return the sentence of an operation; an argument that is itself a labelled operation is told first.

    A label that its arguments do not fit, in a file that somebody else has written into, is told as it stands.
    """
    try:
        return _(label).format(**{name: _value(value) for name, value in arguments.items()})
    except (LookupError, ValueError, AttributeError, TypeError):
        return label


def told_json(label: str, arguments: str) -> str:
    """Return the sentence of an operation as stored, its arguments being JSON."""
    return told(label, json.loads(arguments))


def _value(value: object) -> object:
    if isinstance(value, dict) and "label" in value:
        return told(str(value["label"]), value["arguments"])
    return value
