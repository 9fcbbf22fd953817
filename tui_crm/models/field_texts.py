"""The texts that a model's fields take: cleaned, in one line or several, and not blank where something must be said."""

from typing import Annotated

from pydantic import AfterValidator

from tui_crm.models.text import clean, clean_line


def _not_blank(value: str) -> str:
    line = clean_line(value)
    if not line:
        message = "blank"
        raise ValueError(message)
    return line


Line = Annotated[str, AfterValidator(clean_line)]
Name = Annotated[str, AfterValidator(_not_blank)]
Text = Annotated[str, AfterValidator(clean)]
