"""tui-crm: a CRM for small teams that lives in the terminal."""

__version__ = "0.1.0"
