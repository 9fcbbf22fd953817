"""How spreadsheets are read, in a process of their own: nothing here is run by the process that has the database."""
