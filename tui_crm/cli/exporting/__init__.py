"""How exports are asked for on the command line, and told."""
