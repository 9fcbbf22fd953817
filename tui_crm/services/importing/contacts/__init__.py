"""Contacts from a file: matched, planned and written set by set."""
