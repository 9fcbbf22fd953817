"""How things are stored: the only package that writes SQL."""
