# Wayhome's tasks. `make help` lists them; `make setup brief` is all a newcomer needs.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
JOBS ?= 2

VENV := .venv
BIN := $(VENV)/bin
LINKS := $(VENV)/links
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet

##@ Use
.PHONY: setup brief

setup: $(VENV)/.ready ## prepare .venv: the locked packages and Wayhome itself (PYTHON=python3.12 to choose)
	@:

brief: setup ## write the brief of the example country to out/civ.md
	@mkdir -p out
	@$(BIN)/wayhome advise example:civ -o out/civ.md

##@ Check
.PHONY: check format-check lint types layers rules test coverage

check: format-check lint types layers rules test ## everything below: what has to pass before a change lands

format-check: setup ## is the code formatted?
	$(BIN)/ruff format --check .

lint: setup ## ruff
	$(BIN)/ruff check .

types: setup ## mypy, strict
	$(BIN)/mypy | sed -e 's|^$(LINKS)/wayhome/__init__|engine/_root/__init__|' -e 's|^$(LINKS)/wayhome/||'

layers: setup ## do modules import only downwards?
	PYTHONPATH=$(LINKS) $(BIN)/lint-imports --no-logo --no-cache

rules: setup ## faults of the rulebook, what is proved of it, and of its examples: do they hold, and try every test?
	$(BIN)/wayhome rules lint
	$(BIN)/wayhome rules prove
	$(BIN)/wayhome rules test --coverage

test: setup ## pytest (JOBS=2 processes)
	$(BIN)/pytest -n $(JOBS) --dist worksteal

coverage: setup ## pytest with the lines and branches it never reached
	$(BIN)/pytest -n $(JOBS) --cov

.PHONY: check-all proofs mutants programs

check-all: check proofs mutants programs ## the same and the slow proofs

mutants: setup ## would the examples of the rules notice small faults in them?
	$(BIN)/wayhome rules test --mutate

proofs: setup ## the tests that take long
	$(BIN)/pytest -n $(JOBS) -m slow

programs: setup $(VENV)/programs/.ready ## tests with LibreOffice, ODK Validate and Chromium, from Debian's packages
	@missing=""; for need in soffice:libreoffice-calc-nogui java:default-jre-headless \
	  chromium:chromium chromedriver:chromium-driver pdftotext:poppler-utils; do \
	  command -v "$${need%%:*}" >/dev/null || missing+=" $${need#*:}"; done; \
	dpkg -s libreoffice-writer-nogui >/dev/null 2>&1 || dpkg -s libreoffice-writer >/dev/null 2>&1 \
	  || missing+=" libreoffice-writer-nogui"; \
	[ -z "$$missing" ] || { echo "Installing$$missing ..."; apt-get update -qq; \
	  apt-get install -qq -y --no-install-recommends $$missing >/dev/null; }
	$(BIN)/pytest -n 0 -m programs tests/programs

##@ Change
.PHONY: format golden lint-pages rulebook-pages bench lock clean help

format: setup ## put the code into its one format
	$(BIN)/ruff check --fix-only --exit-zero .
	$(BIN)/ruff format .

golden: setup ## write the golden briefs anew; review them as a diff
	$(BIN)/python tests/golden/regenerate.py

lint-pages: setup ## write docs/lint/ anew, from engine/lint/codes.yaml
	$(BIN)/wayhome rules lint --pages docs/lint

rulebook-pages: setup ## write docs/rulebook anew, and the schema editors check rules by
	$(BIN)/wayhome schema rulebook -o rules/wayhome-rules.schema.json
	$(BIN)/wayhome schema cases -o rules/wayhome-cases.schema.json
	$(BIN)/wayhome schema cases -o knowledge/wayhome-cases.schema.json
	$(BIN)/wayhome rules docs --format md -o docs/rulebook

bench: setup $(VENV)/bench/.ready ## measure the budgets, and other rule engines beside ours
	PYTHONPATH=$(VENV)/bench $(BIN)/python benchmarks/run.py

lock: ## resolve requirements/*.lock anew (needs uv; UPGRADE=1 for newer versions)
	@command -v uv >/dev/null || { echo "make lock needs the tool uv on the PATH" >&2; exit 1; }
	$(LOCK) --group build --output-file requirements/build.lock
	$(LOCK) pyproject.toml --all-extras --group dev --constraints requirements/build.lock --output-file requirements/dev.lock
	$(LOCK) --no-deps --group programs --output-file requirements/programs.lock
	$(LOCK) --group bench --constraints requirements/dev.lock --output-file requirements/bench.lock
# Hashes, one file for every Python and system, and no word on where the packages came from.
LOCK = uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header $(if $(UPGRADE),--upgrade)

clean: ## remove everything made here
	rm -rf $(VENV) out build dist wayhome.egg-info .coverage htmlcov
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## this list
	@awk 'BEGIN { FS = ":.*## " } /^##@/ { printf "\n%s\n", substr($$0, 5) } \
	  /^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# The virtual environment holds exactly the lock: it is made anew when the lock changes. --no-deps, since the lock names
# every package, and pip would otherwise take a newer release for the extra of a locked one. Two steps, since
# durable-rules exists only as source and is built with the setuptools and wheel of build.lock.
$(VENV)/.locked: requirements/build.lock requirements/dev.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Wayhome needs Python 3.11 or later: make setup PYTHON=...")'
	@echo "Making $(VENV) with $$($(PYTHON) --version) ..."
	@$(PYTHON) -m venv --clear $(VENV)
	@$(PIP) --no-deps --require-hashes -r requirements/build.lock
	@$(PIP) --no-deps --require-hashes --no-build-isolation -r requirements/dev.lock || { \
	  echo "Was it durable-rules? It is built from source and needs a C compiler and Python's headers." >&2; \
	  echo "Python 3.13 does without it: make setup PYTHON=python3.13" >&2; exit 1; }
	@touch $@

# What only `make programs` or `make bench` uses stands beside the packages, where nothing else finds it.
$(VENV)/%/.ready: requirements/%.lock | setup
	@rm -rf $(@D)
	@$(PIP) --no-deps --require-hashes --target $(@D) -r $<
	@touch $@

# mypy and import-linter read folders and cannot see an editable install: the links lay the package out for them
# (docs/decisions/0001-packaging.md). Links to folders, so that new files are there at once.
$(VENV)/.ready: $(VENV)/.locked pyproject.toml setup.py
	@$(PIP) --no-deps --no-build-isolation --editable .
	@rm -rf $(LINKS) && mkdir -p $(LINKS)/wayhome
	@ln -s ../../../{engine,rules,knowledge,cli} ../../../engine/_root/{__init__.py,py.typed} $(LINKS)/wayhome/
	@touch $@
	@echo "Ready: $(BIN)/wayhome"
