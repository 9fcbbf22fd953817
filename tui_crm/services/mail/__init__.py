"""Mails into the story: read whatever they are like, found to be with whom, logged once."""
