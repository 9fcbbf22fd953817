"""How fast the program is, beside what others need for the same: one file per question, started by ``make bench``."""
