"""What the columns of a file mean, and how a cell becomes a value."""
