"""Which moment somebody means: ``tomorrow 9am``, ``next wed``, ``in 3 days``, 下周三下午3点, 三天后, or ISO 8601.

The way of a text: ``typed_text`` makes it plain, ``lexer`` cuts it into words (``words_en``, ``words_zh``, ``shapes``),
``grammar`` finds its phrases and ``phrases`` says what each means, ``resolve`` puts them together, ``parse`` is asked.
"""

from tui_crm.models.when.parse import parse_instant, parse_iso_now, parse_when
from tui_crm.models.when.reading import Prefer
from tui_crm.models.when.value import When

__all__ = ["Prefer", "When", "parse_instant", "parse_iso_now", "parse_when"]
