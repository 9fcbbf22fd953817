"""The verbs of `crm ticket`, a family of them a module; `nouns/ticket.py` gathers them."""
