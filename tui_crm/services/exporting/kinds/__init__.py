"""One module a kind of records that can be taken out: its declaration, which the command line and the screens go by."""
