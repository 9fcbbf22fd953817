"""What commands show of each kind of record that several of them show: its columns, declared once."""
