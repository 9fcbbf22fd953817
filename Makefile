# The two commands: `make run` opens the program, `make test` runs every check and test. Both set everything up first.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
JOBS ?= $(shell $(PYTHON) -c 'import os; print(2 * os.cpu_count())')  # tests of the screens wait now and then

# What is compiled is kept, also where the environment says no: the tests start some hundred processes.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: run test collected lint bench torture locale screens clean

run: $(READY)
	@$(BIN)/crm

test: $(READY)
	@$(MAKE) --no-print-directory --jobs=2 lint collected
	$(BIN)/pytest -n $(JOBS) --dist worksteal

# Compiles the tests once, on the other processor while mypy runs: else every worker would, all at the same time.
collected: $(READY)
	@$(BIN)/pytest --collect-only -qq >/dev/null

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.bench-ready
	$(BIN)/python -m benchmarks

torture: $(READY)
	$(BIN)/pytest -n $(JOBS) -m torture --torture

locale: $(READY)
	$(BIN)/python -m tests.catalogue --write
	$(BIN)/python -m tests.docs.keys_page --write
	$(BIN)/python -m tests.docs.jobs_page --write

screens: $(READY)
	$(BIN)/python -m tests.docs.screens --write

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

$(VENV)/.bench-ready: $(READY)
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[bench]'
	@touch $@

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .import_linter_cache .hypothesis
