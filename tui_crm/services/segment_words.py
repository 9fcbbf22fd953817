"""What a new name of a tag, a login, a field of one's own or a segment means for the filters of segments and surveys: they
say it, too.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from tui_crm.db import segments, surveys
from tui_crm.db.segments import Expansion, Kept
from tui_crm.errors import UsageError
from tui_crm.models.filtering import text_of
from tui_crm.models.filters import Condition, FieldTest, Filter, Operator, replaced
from tui_crm.models.folding import label_key

if TYPE_CHECKING:
    from tui_crm.db.transaction import Transaction

_KEYS: Final[Mapping[str, Callable[[str], str]]] = {"tag": label_key, "segment": label_key, "owner": str.lower}
"""How values of a field are compared."""


def rename_value(writing: "Transaction", field: str, old: str, new: str) -> bool:
    """Let every segment or survey that asks for ``old`` in a field (``tag``, ``segment``, ``owner``) ask for ``new``, in the same
    operation; tells whether one did.
    """
    key = _KEYS[field]

    def changed(test: FieldTest) -> FieldTest:
        meant = test.operator is Operator.IS and key(test.value) == key(old)
        return FieldTest(test.operator, new) if meant else test

    def change(condition: Condition) -> Condition:
        if condition.field != field:
            return condition
        return Condition(field, tuple(dict.fromkeys(map(changed, condition.tests))))

    return _rewrite(writing, change)


def rename_field(writing: "Transaction", old: str, new: str) -> bool:
    """Let every segment or survey that asks for the field ``old`` ask for ``new``, while the field still has its old name."""
    return _rewrite(writing, lambda each: Condition(new, each.tests) if each.field == old else each)


def _rewrite(writing: "Transaction", change: Callable[[Condition], Condition]) -> bool:
    """Rewrite the filters of segments and surveys; one that cannot be read stays as it is."""
    asking = [Kept(key, "", text, 0) for key, text in surveys.filters(writing.connection)]
    kept = {"segment": segments.all_of(writing.connection), "survey": asking}
    expansion = Expansion(writing.connection)
    changes = {thing: dict(_changed(expansion, each, change)) for thing, each in kept.items()}
    changed = [writing.update_many(thing, wanted) for thing, wanted in changes.items()]
    return any(changed)


def _changed(
    expansion: Expansion, kept: Sequence[Kept], change: Callable[[Condition], Condition]
) -> Iterator[tuple[int, dict[str, object]]]:
    """Yield the ids of those whose filter becomes another, each with that."""
    for each in kept:
        try:
            wanted = expansion.read(each)
        except UsageError:
            continue
        now = Filter(replaced(wanted.where, change))
        if now != wanted:
            yield each.id, {"filter": text_of(now)}
