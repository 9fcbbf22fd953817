"""One module per noun, imported only when the noun is called; :mod:`tui_crm.cli.tree` lists them."""
