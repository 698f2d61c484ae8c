# Every command of the project. `make` alone lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes

OFFLINE := echo "The packages could not be installed: the lines above say why. Is the package index reachable?"

.DEFAULT_GOAL := help
.PHONY: help run practice migrate test test-browser test-faults check format bench lock clean

help: ## List the commands
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

$(VENV)/bin/python:
	@command -v $(PYTHON) >/dev/null \
		|| { echo "There is no $(PYTHON) here. Install Python 3.11 or newer, or name yours: make PYTHON=python3.12 run"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Holdfast needs Python 3.11 or newer; $(PYTHON) is `$(PYTHON) --version`. Name another: make PYTHON=python3.12 run"; exit 1; }
	@$(PYTHON) -m venv $(VENV) \
		|| { rm -rf $(VENV); echo "Python could not make a virtual environment. On Debian: apt-get install python3-venv"; exit 1; }

$(VENV)/.ready: requirements.lock $(VENV)/bin/python
	@echo "Installing what the bot needs (the first time takes a minute) ..."
	@$(PIP) -r requirements.lock || { $(OFFLINE); exit 1; }
	@touch $@

$(VENV)/.ready-dev: requirements-dev.lock $(VENV)/bin/python
	@echo "Installing what the tests need ..."
	@$(PIP) -r requirements-dev.lock || { $(OFFLINE); exit 1; }
	@touch $@ $(VENV)/.ready

run: $(VENV)/.ready ## Start the bot; without Slack tokens, with the practice workspace
	@$(BIN)/python -m bot run

practice: $(VENV)/.ready ## Start only the practice workspace
	@$(BIN)/python -m bot practice

migrate: $(VENV)/.ready ## Bring the database's tables up to date
	@$(BIN)/python -m bot migrate

test: $(VENV)/.ready-dev ## Run all tests, on SQLite and PostgreSQL
	@$(BIN)/python -m pytest -q -n 2 -m "not browser"

test-browser: $(VENV)/.ready-dev ## Run the tests of the practice workspace's page, in headless Chromium
	@$(BIN)/python -m pytest -q -m browser

test-faults: $(VENV)/.ready-dev ## Kill the bot a thousand times and break files for ten minutes: nothing is lost, doubled or half in
	@HOLDFAST_LONG=1 $(BIN)/python -m pytest -q tests/faults tests/importing/test_fuzz.py

check: $(VENV)/.ready-dev ## Format, lint, types and import contracts
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

format: $(VENV)/.ready-dev ## Put the code into its format
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

bench: $(VENV)/.ready-dev ## Measure against a bare Bolt app; prints ratios
	@$(BIN)/python -m bench.ack --wire
	@$(BIN)/python -m bench.start
	@$(BIN)/python -m bench.sweep
	@$(BIN)/python -m bench.delivery
	@$(BIN)/python -m bench.home
	@$(BIN)/python -m bench.search
	@$(BIN)/python -m bench.events
	@$(BIN)/python -m bench.brief
	@$(BIN)/python -m bench.import
	@$(BIN)/python -m bench.digest

lock: $(VENV)/.ready-dev ## Pin the dependencies again (needs uv)
	@uv pip compile --quiet --universal --generate-hashes --no-emit-index-url pyproject.toml -o requirements.lock
	@uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --extra dev pyproject.toml -o requirements-dev.lock

clean: ## Remove the environment and everything that can be made again; keeps holdfast.db
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .practice
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
