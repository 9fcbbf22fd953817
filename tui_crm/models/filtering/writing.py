"""How a filter is written: the text that reads back as the same filter."""

from tui_crm.models.filtering.tokens import written_value, written_word
from tui_crm.models.filters import And, Condition, FieldTest, Filter, Node, Not, Operator, Or, Words


def text_of(wanted: Filter) -> str:
    """Return the text of a filter; parsing it gives the same filter."""
    parts = [] if wanted.where == And(()) else [_written(wanted.where)]
    if wanted.sort:
        keys = ("-" * key.descending + key.field for key in wanted.sort)
        parts.append(f"sort:{','.join(keys)}")
    return " ".join(parts)


def _written(node: Node) -> str:
    match node:
        case Condition(field, tests):
            return f"{field}:{','.join(_test(test) for test in tests)}"
        case Words(terms):
            return " ".join(written_word(term) for term in terms)
        case Not(inner):
            return f"-{_one(inner)}"
        case And(nodes):
            return " ".join(f"({_written(inner)})" if isinstance(inner, Or) else _written(inner) for inner in nodes)
        case Or(nodes):
            return " or ".join(_written(inner) for inner in nodes)


def _one(node: Node) -> str:
    """Write ``node`` so that a sign before it holds for all of it."""
    several = isinstance(node, And | Or) or (isinstance(node, Words) and len(node.terms) > 1)
    return f"({_written(node)})" if several else _written(node)


def _test(test: FieldTest) -> str:
    match test.operator:
        case Operator.NONE | Operator.ANY:
            return str(test.operator)
        case Operator.BETWEEN:
            ends = (written_value(end) if end else "" for end in (test.value, test.upper))
            return "..".join(ends)
        case operator:
            return f"{operator}{written_value(test.value)}"
