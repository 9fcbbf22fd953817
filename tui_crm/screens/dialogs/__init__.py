"""What opens over a screen, answers one question, and goes away; a dialog never saves anything itself."""
