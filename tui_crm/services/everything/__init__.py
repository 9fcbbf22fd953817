"""Everything that a database holds as a folder of text files, and a database of such a folder again."""
