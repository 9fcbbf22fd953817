"""`crm`, and `python -m tui_crm`."""

import sys


def main() -> None:
    """Run the command line of this process and exit."""
    try:
        from tui_crm.cli.tree import app  # noqa: PLC0415 - Ctrl-C is quiet while this loads, too
    except KeyboardInterrupt:
        sys.exit(130)
    app()


if __name__ == "__main__":
    main()
