"""The language of filters: text ⇄ value. ``tokens`` cuts a text into pieces, ``parsing`` reads them, ``writing`` writes,
``completing`` says how a text may go on, ``fields`` is what all of them ask of the fields of a kind of record.
"""

from tui_crm.models.filtering.completing import completions
from tui_crm.models.filtering.parsing import parse
from tui_crm.models.filtering.writing import text_of

__all__ = ["completions", "parse", "text_of"]
