"""A small language of filters that stands alone: fields as simple as the tests of its grammar need."""

from collections.abc import Sequence
from dataclasses import dataclass

from tui_crm.errors import UsageError
from tui_crm.models.filtering.fields import FilterField
from tui_crm.models.filters import Operator

PLAIN = frozenset({Operator.IS, Operator.NONE, Operator.ANY, Operator.EXACTLY})


@dataclass(frozen=True)
class Field:
    name: str
    operators: frozenset[Operator] = PLAIN
    sortable: bool = True

    @property
    def example(self) -> str:
        return f"{self.name}:x"


def no_stage(value: str) -> UsageError:
    return UsageError(f"no stage {value}", hint="lead?")


def no_exclamation(value: str) -> UsageError:
    return UsageError("no exclamations", text=value, at=value.index("!"))


class Language:
    """``stage`` has four values, ``value`` can be compared, ``note`` takes anything and sorts nothing."""

    fields = {  # noqa: RUF012 - never changed
        field.name: field
        for field in (
            Field("stage"),
            Field("value", frozenset(Operator)),
            Field("note", PLAIN, sortable=False),
            Field("x.size"),
        )
    }
    known = {"阶段": "stage", "最近": "value"}  # noqa: RUF012
    stages = ("lead", "new", "won over", "none")

    def field(self, name: str) -> Field | None:
        return self.fields.get(self.known.get(name, name.lower()))

    def names(self) -> Sequence[str]:
        return tuple(self.fields)

    def aliases(self) -> Sequence[str]:
        return tuple(self.known)

    def canonical(self, field: FilterField, operator: Operator, value: str) -> str:
        """Lower the case of a stage, refuse an unknown one; a value may not have an ``!`` in it."""
        del operator
        if field.name == "stage" and value.lower() not in self.stages:
            raise no_stage(value)
        if "!" in value:
            raise no_exclamation(value)
        return value.lower() if field.name == "stage" else value

    def values(self, field: FilterField, beginning: str) -> Sequence[str]:
        return [stage for stage in self.stages if stage.startswith(beginning)] if field.name == "stage" else []

    def snippets(self, field: FilterField) -> Sequence[str]:
        return ("today", "<30d", ">30d") if field.name == "value" else ()
