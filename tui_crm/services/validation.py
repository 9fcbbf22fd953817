"""How a value that a model refuses is told: one sentence that names the field as people know it."""

from collections.abc import Mapping

from pydantic import ValidationError

from tui_crm.display import cut
from tui_crm.errors import BadInput
from tui_crm.i18n import N_, _
from tui_crm.models.codes import CONTACT_FIELD_LABELS

_LABELS: Mapping[str, str] = {
    **CONTACT_FIELD_LABELS,
    "address": N_("address"),
    "number": N_("phone"),
    "label": N_("label"),
    "service": N_("service"),
    "value": N_("value"),
    "street": N_("street"),
    "city": N_("city"),
    "region": N_("region"),
    "postal_code": N_("postal code"),
    "country": N_("country"),
    "direction": N_("direction"),
    "outcome": N_("outcome"),
    "objection": N_("objection"),
    "minutes": N_("minutes"),
    "feeling": N_("feeling"),
    "campaign": N_("campaign"),
    "subject": N_("subject"),
    "text": N_("note"),
    "at": N_("time"),
    "due_on": N_("due"),
    "due_time": N_("time"),
    "priority": N_("priority"),
    "place": N_("place"),
    "login": N_("login"),
    "email": N_("e-mail"),
    "type": N_("type"),
    "choices": N_("choices"),
    "occasion": N_("occasion"),
    "language": N_("language"),
    "aftercare_days": N_("aftercare after days"),
}
_LONGEST = 60  # cells of a refused value that are shown


def bad_input(error: ValidationError, part: str = "") -> BadInput:
    """Return the first thing a model found wrong as our failure; ``part`` names the list that the value stood in."""
    first = error.errors(include_url=False)[0]
    context = first.get("ctx", {})
    place = ".".join(str(place) for place in first["loc"])
    field = part or place
    if first["type"] == "missing" or first["input"] in (None, ""):
        text = _("{field}: {missing} is missing") if part else _("{missing} is missing")
        return BadInput(text.format(field=_called(field), missing=_called(place)), field=field)
    expected = context.get("expected")
    if expected is None:
        bounds = [f"{sign} {context[name]}" for name, sign in (("ge", "≥"), ("le", "≤")) if name in context]
        expected = ", ".join(bounds)
    hint = _("expected: {values}").format(values=str(expected).replace("'", "")) if expected else ""
    value = cut(str(first["input"]), _LONGEST)
    return BadInput(
        _("“{value}” does not do for {field}").format(value=value, field=_called(field)), field=field, hint=hint
    )


def _called(field: str) -> str:
    """Return what a field is called in the user's language, its name where it has no label."""
    return _(_LABELS[field]) if field in _LABELS else field
