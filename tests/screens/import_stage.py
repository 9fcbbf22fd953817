"""The import in the screens, driven by keys: opened, at its plan, and done."""

from pathlib import Path

from textual.widgets import Input

from tests.screens.stage import Stage
from tui_crm.screens.importing.steps import At
from tui_crm.screens.importing.wizard import ImportWizard


async def open_wizard(stage: Stage) -> ImportWizard:
    """Open the import."""
    await stage.press("ctrl+o")
    await stage.until(lambda: isinstance(stage.app.screen, ImportWizard) and isinstance(stage.app.focused, Input))
    wizard = stage.app.screen
    assert isinstance(wizard, ImportWizard)
    return wizard


async def open_import(stage: Stage) -> None:
    await open_wizard(stage)


async def name(stage: Stage, path: Path | str) -> None:
    """Name another file."""
    await stage.press("ctrl+u")
    await stage.paste(str(path))
    await stage.press("enter")


async def at(stage: Stage, wizard: ImportWizard, step: At) -> None:
    """Wait until a step is shown and nothing is being done."""
    await stage.until(lambda: wizard.at is step and not wizard._is_working)
    await stage.pilot.pause()


async def open_plan(stage: Stage) -> None:
    """Open the import at the plan of a file."""
    wizard = await open_wizard(stage)
    assert stage.app._crm is not None
    file = stage.app._crm.database.path.with_name("leads.csv")
    file.write_text("name\nSomebody New\n", encoding="utf-8")
    await name(stage, file)
    await at(stage, wizard, At.COLUMNS)
    await stage.press("enter")
    await at(stage, wizard, At.PLAN)


async def import_file(stage: Stage) -> None:
    """Import a file, and stay at what came of it."""
    await open_plan(stage)
    await stage.press("enter")
    wizard = stage.app.screen
    assert isinstance(wizard, ImportWizard)
    await at(stage, wizard, At.DONE)
