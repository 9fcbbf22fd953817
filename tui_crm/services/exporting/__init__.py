"""Taking records out again, in formats that other programs and our own import read."""
