"""What waits, as something to read elsewhere: in a mail, a chat, a browser, a script."""
