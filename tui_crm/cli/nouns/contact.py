"""`crm contact`: people."""

from tui_crm.cli.cards.noun import noun_of
from tui_crm.models.codes import Kind

noun = noun_of(Kind.PERSON)
