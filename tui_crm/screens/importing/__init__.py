"""The import of a file in the screens, step by step: file, columns, plan, writing, what came of it."""
