"""What a new name of a tag, a login, a field of one's own or a segment means for the filters of segments: they say it, too."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from tui_crm.db import segments
from tui_crm.db.segments import Expansion
from tui_crm.errors import UsageError
from tui_crm.models.filtering import text_of
from tui_crm.models.filters import Condition, FieldTest, Filter, Operator, replaced
from tui_crm.models.folding import label_key

if TYPE_CHECKING:
    from tui_crm.db.transaction import Transaction

_KEYS: Final[Mapping[str, Callable[[str], str]]] = {"tag": label_key, "segment": label_key, "owner": str.lower}
"""How values of a field are compared."""


def rename_value(writing: "Transaction", field: str, old: str, new: str) -> bool:
    """Let every segment that asks for ``old`` in a field (``tag``, ``segment``, ``owner``) ask for ``new``, in the same
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
    """Let every segment that asks for the field ``old`` ask for ``new``, while the field still has its old name."""
    return _rewrite(writing, lambda each: Condition(new, each.tests) if each.field == old else each)


def _rewrite(writing: "Transaction", change: Callable[[Condition], Condition]) -> bool:
    """Rewrite the filters of segments; one that cannot be read stays as it is."""
    expansion, changes = Expansion(writing.connection), {}
    for each in segments.all_of(writing.connection):
        try:
            wanted = expansion.read(each)
        except UsageError:
            continue
        now = Filter(replaced(wanted.where, change))
        if now != wanted:
            changes[each.id] = {"filter": text_of(now)}
    return bool(writing.update_many("segment", changes))
