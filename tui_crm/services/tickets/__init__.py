"""Tickets: opened, moved along their way, answered, merged and parted."""
