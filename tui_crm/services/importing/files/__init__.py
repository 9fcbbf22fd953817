"""What files of records look like, and how their rows are read."""
