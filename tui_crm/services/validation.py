"""How a value that a model refuses is told: one sentence that names the field."""

from pydantic import ValidationError

from tui_crm.errors import BadInput
from tui_crm.i18n import _


def bad_input(error: ValidationError, part: str = "") -> BadInput:
    """Return the first thing a model found wrong as our failure; ``part`` names the list that the value stood in."""
    first = error.errors(include_url=False)[0]
    context = first.get("ctx", {})
    place = ".".join(str(place) for place in first["loc"])
    field = part or place
    if first["type"] == "missing":
        text = _("{field}: {missing} is missing") if part else _("{missing} is missing")
        return BadInput(text.format(field=field, missing=place), field=field)
    expected = context.get("expected")
    if expected is None:
        bounds = [f"{sign} {context[name]}" for name, sign in (("ge", "≥"), ("le", "≤")) if name in context]
        expected = ", ".join(bounds)
    hint = _("expected: {values}").format(values=str(expected).replace("'", "")) if expected else ""
    return BadInput(
        _("“{value}” does not do for {field}").format(value=first["input"], field=field), field=field, hint=hint
    )
