"""Parts of screens: given rows, they post messages; they know no service and no record."""
