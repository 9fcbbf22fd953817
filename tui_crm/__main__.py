"""`crm`, and `python -m tui_crm`."""

import gc
import sys

_SELDOM = (50_000, 20, 20)
"""How many objects come before they are looked through for garbage: loading makes many and no garbage, and Python's own
700 would take a tenth of the time of a short command. The screens see to it themselves (``tidying.py``).
"""


def main() -> None:
    """Run the command line of this process and exit."""
    gc.set_threshold(*_SELDOM)
    try:
        from tui_crm.cli.tree import app  # noqa: PLC0415 - Ctrl-C is quiet while this loads, too
    except KeyboardInterrupt:
        sys.exit(130)
    app()


if __name__ == "__main__":
    main()
