# Every target installs what it needs into .venv; nothing but Python 3.11 or later is required.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/pip install --quiet --disable-pip-version-check

.PHONY: run test check bench clean

run: .venv/run.stamp  ## install, and walk through BANT
	@$(BIN)/qualibot chat

test: .venv/test.stamp  ## run all tests, with full branch coverage of the pure core
	$(BIN)/python -m pytest --numprocesses=auto --dist=loadfile --cov-branch --cov-report= \
		--cov=qualibot.engine --cov=qualibot.scoring --cov=qualibot.definitions
	$(BIN)/coverage report --skip-covered --fail-under=100 \
		|| { echo 'engine, scoring and definitions must be covered entirely'; exit 1; }

check: .venv/check.stamp  ## formatting, lint, types, layers, definition files, transcripts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/qualibot check
	$(BIN)/qualibot replay

bench: .venv/bench.stamp  ## one table of speeds, as ratios of one run
	$(BIN)/python -m bench

.venv/pip.stamp:
	$(PYTHON) -m venv .venv
	@touch $@

.venv/run.stamp: .venv/pip.stamp pyproject.toml
	@$(PIP) -e .
	@touch $@

.venv/test.stamp: .venv/run.stamp
	$(PIP) -e '.[test]'
	@touch $@

.venv/check.stamp: .venv/run.stamp
	$(PIP) -e '.[check]'
	@touch $@

.venv/bench.stamp: .venv/run.stamp
	$(PIP) -e '.[bench,test]'
	@touch $@

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage
