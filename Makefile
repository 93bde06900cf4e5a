# Words for people: install, run, dev, check, test, test-deep, bench. Each may be said twice.
PORT ?= 8000
DATA ?= yinuo-data
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
SOURCES := $(shell find assets locale -type f -not -path '*/node_modules/*' 2>/dev/null) package.json package-lock.json hatch_build.py
.PHONY: install run dev check test test-deep bench messages browser clean help

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1 — \2/p' $(MAKEFILE_LIST)

$(BIN)/python:
	@[ -n "$(PYTHON)" ] || { echo "Yinuo needs Python 3.11 or newer. Debian/Ubuntu: apt install python3 python3-venv"; exit 1; }
	@echo "Making a virtual environment with $(PYTHON) in $(VENV) …"
	@$(PYTHON) -m venv $(VENV) || { echo "The venv module is missing. Debian/Ubuntu: apt install python3-venv"; rm -rf $(VENV); exit 1; }

$(VENV)/.installed: requirements.lock pyproject.toml $(SOURCES) | $(BIN)/python
	@echo "Installing Yinuo and building its pages …"
	@$(BIN)/python -m pip install -q --disable-pip-version-check -r requirements.lock
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps -e .
	@touch $@

$(VENV)/.developing: requirements-dev.lock $(VENV)/.installed
	@echo "Installing the tools for checks and tests …"
	@$(BIN)/python -m pip install -q --disable-pip-version-check -r requirements-dev.lock
	@touch $@

install: $(VENV)/.installed ## make .venv with the command yinuo and the built pages
	@echo "Installed. Try: $(BIN)/yinuo --help"

run: $(VENV)/.installed ## serve the demo company on http://127.0.0.1:$(PORT)
	@echo "Starting the demo company in $(DATA) (first start fills it) …"
	@exec $(BIN)/yinuo demo --data $(DATA) --port $(PORT)

dev: $(VENV)/.developing ## the same, reloading when a file changes
	@exec $(BIN)/python -m watchfiles --filter python "$(BIN)/yinuo demo --data $(DATA) --port $(PORT)" yinuo

check: $(VENV)/.developing ## format, lint, types, import floors, sizes, migrations, translations, template rules
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python tests/check.py

test: $(VENV)/.developing ## all tests but the browser's, on SQLite (DATABASE_URL=postgresql://… for PostgreSQL)
	@$(BIN)/python -m pytest -q -n auto --dist worksteal

test-deep: $(VENV)/.developing ## the large counts: many examples, two hundred kills, long races
	@YINUO_DEEP=1 $(BIN)/python -m pytest -q -n auto -m "deep or not deep"

browser: $(VENV)/.developing ## the pages in a real Chromium (needs chromium and chromium-driver)
	@$(BIN)/python -m pytest -q tests/browser -m browser -n 2

bench: $(VENV)/.developing ## how well orders are understood; speed, each figure against a floor of the same run
	@$(BIN)/python -m bench

messages: $(VENV)/.developing ## bring the catalogues up to date with the texts in code and templates
	@$(BIN)/python tests/messages.py

clean: ## forget the environment and the built files
	rm -rf $(VENV) node_modules yinuo/static/build yinuo/core/papers/fonts
