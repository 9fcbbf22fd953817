"""What is promised for tickets, whether it is kept, and what is done where it is not."""
