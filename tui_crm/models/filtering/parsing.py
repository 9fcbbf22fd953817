"""What the text of a filter means.

    filter     = either
    either     = both { "or" both }
    both       = one { one }                         side by side is "and"
    one        = { "-" | "not" } ( "(" either ")" | field ":" test { "," test } | word | "quoted words" )
    test       = [ "=" | ">" | ">=" | "<" | "<=" ] value | [ value ] ".." [ value ] | "none" | "any"

``sort:-value,name`` stands on the top level.
"""

from typing import Final, NoReturn

from tui_crm.errors import UsageError
from tui_crm.i18n import _
from tui_crm.models.filtering.fields import Fields, FilterField
from tui_crm.models.filtering.tokens import Kind, Token, keyword, quoted, tokens
from tui_crm.models.filters import (
    EVERYTHING,
    Condition,
    FieldTest,
    Filter,
    Node,
    Operator,
    SortKey,
    Words,
    all_of,
    any_of,
    none_of,
)
from tui_crm.models.matching import words
from tui_crm.models.nearest import nearest

LONGEST: Final = 10_000
"""How many characters a filter may have."""

MOST: Final = 100
"""How many conditions and signs between them a filter may have: SQLite takes a few times as many."""

DEEPEST: Final = 8
"""How many parentheses may stand in each other."""

SORT: Final = ("sort", "排序")
"""The words that sort, where a field would stand."""

_SIGNS = frozenset({Kind.FIELD, Kind.COMMA, Kind.OR, Kind.NOT, Kind.OPEN})


def parse(text: str, fields: Fields) -> Filter:
    """Return the filter that ``text`` writes; raises UsageError, which points at the word that is wrong."""
    if len(text) > LONGEST:
        raise UsageError(_("the filter is too long"), text=text[:LONGEST], at=0)
    return _Parser(text, fields).filter()


class _Parser:
    """Reads pieces from left to right. What says nothing (a sort, a word without a letter) is read as None."""

    def __init__(self, text: str, fields: Fields) -> None:
        self._text = text
        self._fields = fields
        self._tokens = tokens(text)
        self._at = 0
        self._depth = 0
        self._sort: dict[str, SortKey] = {}

    def filter(self) -> Filter:
        """Read all of the text."""
        signs = [token for token in self._tokens if token.kind in _SIGNS]
        if len(signs) > MOST:
            self._fail(_("a filter may have {count} conditions at most").format(count=MOST), signs[MOST])
        where = self._either() if self._tokens else None
        if token := self._next():
            self._fail(_("this “)” closes nothing"), token)
        return Filter(where or EVERYTHING, tuple(self._sort.values()))

    def _fail(self, message: str, token: Token, hint: str = "", offset: int = 0) -> NoReturn:
        raise UsageError(message, hint=hint, text=self._text, at=token.start + offset)

    def _next(self, *kinds: Kind) -> Token | None:
        """Return the next piece if it is of one of ``kinds`` (of any if there are none), without going on."""
        token = self._tokens[self._at] if self._at < len(self._tokens) else None
        return token if token and (not kinds or token.kind in kinds) else None

    def _take(self, *kinds: Kind) -> Token | None:
        token = self._next(*kinds)
        self._at += token is not None
        return token

    def _ends(self) -> bool:
        return not self._next() or self._next(Kind.OR, Kind.CLOSE) is not None

    def _either(self) -> Node | None:
        choices = [self._both()]
        while self._take(Kind.OR):
            choices.append(self._both())
        said = [node for node in choices if node]
        return any_of(said) if said else None

    def _both(self) -> Node | None:
        if self._ends():
            self._fail_for_nothing()
        nodes: list[Node] = []
        while not self._ends():
            if node := self._one():
                nodes.append(node)
        return all_of(nodes) if nodes else None

    def _fail_for_nothing(self) -> NoReturn:
        """Say what misses its operand here: the piece before, else the next."""
        before = self._tokens[self._at - 1] if self._at else None
        here = self._next()
        if before and before.kind is Kind.OPEN and not (here and here.kind is Kind.OR):
            self._fail(_("nothing stands in this parenthesis"), before)
        token = before if before and before.kind in {Kind.OR, Kind.NOT} else here
        assert token is not None
        if token.kind is Kind.CLOSE:
            self._fail(_("this “)” closes nothing"), token)
        hint = _("to search for the word, put it in quotes: {word}").format(word=quoted(token.text))
        if token.kind is Kind.OR:
            self._fail(_("“{word}” needs something on either side").format(word=token.text), token, hint)
        self._fail(_("“{word}” needs something behind it").format(word=token.text), token, hint)

    def _one(self) -> Node | None:
        start = self._at
        while self._take(Kind.NOT):
            pass
        negations = self._at - start
        if self._ends():
            self._fail_for_nothing()
        node = self._plain(negated=negations > 0)
        return none_of(node) if node and negations % 2 else node

    def _plain(self, *, negated: bool) -> Node | None:
        token = self._take()
        assert token is not None
        if token.kind is Kind.OPEN:
            return self._group(token)
        if token.kind is not Kind.FIELD:
            return self._search(token)
        if token.text.lower() not in SORT:
            return self._condition(token)
        if negated or self._depth:
            self._fail(_("“{word}:” stands by itself, outside of parentheses").format(word=token.text), token)
        self._read_sort(token)
        return None

    def _group(self, opening: Token) -> Node | None:
        self._depth += 1
        if self._depth > DEEPEST:
            self._fail(_("too many parentheses stand in each other"), opening)
        node = self._either()
        if not self._take(Kind.CLOSE):
            self._fail(_("this “(” is never closed"), opening)
        self._depth -= 1
        return node

    def _search(self, token: Token) -> Node | None:
        if not words(token.text):
            return None
        return Words((" ".join(token.text.split()),))

    def _condition(self, name: Token) -> Node:
        field = self._fields.field(name.text)
        if field is None:
            known = [*self._fields.names(), *self._fields.aliases()]
            hint = nearest(name.text, known) or _("to search for the words, put them in quotes")
            self._fail(_("there is no field “{name}”").format(name=name.text), name, hint)
        tests = [self._test(name, field)]
        while self._take(Kind.COMMA):
            tests.append(self._test(name, field))
        if token := self._next(Kind.VALUE, Kind.QUOTED_VALUE, Kind.COMPARISON, Kind.RANGE):
            self._fail(_("a comma is missing before “{word}”").format(word=token.text), token)
        return Condition(field.name, tuple(dict.fromkeys(tests)))

    def _test(self, name: Token, field: FilterField) -> FieldTest:
        comparison = self._take(Kind.COMPARISON)
        operator = Operator(comparison.text) if comparison else Operator.IS
        value = self._take(Kind.VALUE, Kind.QUOTED_VALUE)
        between = None if comparison else self._take(Kind.RANGE)
        upper = self._take(Kind.VALUE, Kind.QUOTED_VALUE) if between else None
        if not value and not upper:
            message = _("“{name}:” needs a value").format(name=name.text)
            before = self._tokens[self._at - 1]
            self._fail(message, before, _("for example {example}").format(example=field.example))
        if value and value.kind is Kind.VALUE and not comparison and not between and keyword(value.text):
            operator, value = Operator(keyword(value.text)), None
        if between:
            operator = Operator.BETWEEN
        if operator not in field.operators:
            self._fail(
                _("“{name}” cannot be tested like this").format(name=name.text),
                comparison or between or self._tokens[self._at - 1],
                _("for example {example}").format(example=field.example),
            )
        return FieldTest(operator, self._value(field, operator, value), self._value(field, operator, upper))

    def _value(self, field: FilterField, operator: Operator, token: Token | None) -> str:
        if token is None:
            return ""
        try:
            return self._fields.canonical(field, operator, token.text)
        except UsageError as error:
            offset = max(0, error.at) + (token.kind is Kind.QUOTED_VALUE)
            # Words for times hint at times to come, which few fields have.
            hint = _("for example {example}").format(example=field.example) if error.text and error.hint else error.hint
            self._fail(error.message, token, hint, offset if offset < token.end - token.start else 0)

    def _read_sort(self, name: Token) -> None:
        keys = 0
        while token := self._take(Kind.VALUE, Kind.COMMA):
            if token.kind is Kind.VALUE:
                self._add_sort(token)
                keys += 1
        if not keys:
            self._fail(_("“{name}:” needs a field").format(name=name.text), name)
        if token := self._next(Kind.QUOTED_VALUE, Kind.COMPARISON, Kind.RANGE):
            self._fail(_("cannot sort by “{name}”").format(name=token.text), token)

    def _add_sort(self, token: Token) -> None:
        wanted = token.text.translate({ord("－"): "-"})
        field = self._fields.field(wanted.removeprefix("-"))
        if field is None or not field.sortable:
            sortable = [known for known in self._fields.names() if self._sorts(known)]
            hint = nearest(wanted.removeprefix("-"), sortable)
            self._fail(_("cannot sort by “{name}”").format(name=wanted.removeprefix("-")), token, hint)
        self._sort.setdefault(field.name, SortKey(field.name, wanted.startswith("-")))

    def _sorts(self, name: str) -> bool:
        field = self._fields.field(name)
        return field is not None and field.sortable
