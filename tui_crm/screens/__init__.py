"""One screen, one module and one stylesheet; services are handed to them, never the app."""
