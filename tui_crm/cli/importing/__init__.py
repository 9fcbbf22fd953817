"""What `crm import` is said, and what it does with files of each kind."""
