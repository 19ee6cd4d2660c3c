# OpenDoors: what an operator and a developer type. `make help` lists it.
#
#   make run                         set up on the first time, then serve on http://127.0.0.1:8000
#   make run HOST=0.0.0.0 PORT=9000  where to listen
#   make setup PYTHON=python3.13     which interpreter the environment is made of
#   make test ARGS="-k routes"       what else to tell pytest (or bench, lint's ruff and mypy take none)
#
# Works with GNU make 3.81 and later and any POSIX sh. Stamp files inside the environment say what is done, so that
# the second `make run` starts at once. All packages come from the lock files, as wheels, with their hashes checked.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.SUFFIXES:

# HOST is not taken from the environment: some shells set it to the machine's own name.
HOST = 127.0.0.1
PORT ?= 8000
VENV = .venv
JOBS ?= 2
ARGS =
UV ?= uv
LOCKFLAGS =

SUPPORTED := (3, 11) <= sys.version_info[:2] <= (3, 14) and sys.implementation.name == "cpython"
PYTHON_CHOSEN := $(filter command environment,$(firstword $(origin PYTHON)))
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	if "$$p" -c 'import sys; sys.exit(not ($(SUPPORTED)))' >/dev/null 2>&1; then echo "$$p"; exit; fi; done; echo python3)

BIN := $(VENV)/bin
# Wheels only: nothing is compiled on this machine, and no package's own build script runs.
WHEELS = --only-binary=:all:
PIP = $(BIN)/python -m pip --disable-pip-version-check --no-input
INSTALL_LOCKED = $(PIP) install --quiet --no-deps --require-hashes $(WHEELS) --requirement

MADE := $(VENV)/.made
RUNTIME := $(VENV)/.runtime
DEVELOPMENT := $(VENV)/.development
KERNEL := $(VENV)/.kernel

.PHONY: help setup run dev test test-servers test-long lint bench written web lock clean check-python

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-12s %s\n", $$1, $$2}' Makefile

setup: $(KERNEL) ## the environment needed to run, in .venv, and the compiled kernel
	@:

run: setup ## serve (HOST=, PORT=), with the starter data if the store is empty
	@exec $(BIN)/opendoors serve --host '$(HOST)' --port '$(PORT)'

dev: $(DEVELOPMENT) $(KERNEL) ## the environment needed to develop
	@:

PYTEST := $(BIN)/python -m pytest -n $(JOBS) --dist worksteal
# Marks of tests that wait for servers more than they compute.
SERVERS = neo4j or browser or server

test: dev ## the tests, without the slow ones and those over servers (ARGS=, JOBS=)
	$(PYTEST) -m 'not (slow or $(SERVERS))' $(ARGS)
	@echo 'Tests over Neo4j, a browser and servers that are measured were left out: make test-servers runs them.'

test-servers: dev ## the tests over Neo4j, a browser and servers that are measured
	$(PYTEST) -m 'not slow and ($(SERVERS))' $(ARGS)

test-long: dev ## all tests, more examples of each property, more faults
	OPENDOORS_TEST_PROFILE=long $(PYTEST) $(ARGS)

lint: $(DEVELOPMENT) ## style, format and types
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

bench: dev ## measure (ARGS=)
	$(BIN)/python -m bench $(ARGS)

# What the model's tables make of the schema, saved Cypher and the pages in docs/; tests hold each of them.
written: $(DEVELOPMENT) ## the written files anew, after a change of the model's tables
	@mkdir -p build
	$(BIN)/python -m api.sdl > build/schema.graphql
	mv build/schema.graphql api/schema.graphql
	$(BIN)/python -m queries.cypher.compose
	$(BIN)/python -m queries.cypher.favourites
	$(BIN)/python -m graph.pages
	$(BIN)/python -m graph.words
	$(BIN)/python -m graph.spellings.page
	$(BIN)/python -m loaders.interchange_page
	$(BIN)/python -m exports.graphs.page

# Built files are committed, so that running needs no Node; CI compares them with what is built.
web: ## the pages and the component anew, from web/ (needs Node 20.19 or newer)
	@command -v npm >/dev/null || { echo 'make web needs Node 20.19 or newer with npm.' >&2; exit 1; }
	cd web && npm ci && npm run build

LOCK = --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
	--custom-compile-command 'make lock' $(LOCKFLAGS)

lock: ## rebuild the lock files with uv (LOCKFLAGS="--upgrade" for newer versions)
	@command -v '$(UV)' >/dev/null || { echo 'make lock needs uv: python -m pip install uv, or UV=where/it/is' >&2; exit 1; }
	$(UV) pip compile pyproject.toml --group build $(LOCK) --output-file requirements.lock
	$(UV) pip compile pyproject.toml --group dev --constraint requirements.lock $(LOCK) --output-file requirements-dev.lock
	@if grep -nE '://|^-|^[^#]*@ ' requirements.lock requirements-dev.lock; then \
		echo 'A lock file names a place: see above.' >&2; exit 1; fi

clean: ## remove the environment, caches and builds; never the data in var/
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -not -path './web/*' -prune -exec rm -rf {} +

# An interpreter that was asked for by name must be the environment's.
ifneq ($(PYTHON_CHOSEN),)
$(MADE): | check-python
endif

check-python:
	@test ! -x $(BIN)/python || { \
	wanted=`'$(PYTHON)' -c 'import sys; print(*sys.version_info[:2], sep=".")'` && has=`$(BIN)/python -c 'import sys; print(*sys.version_info[:2], sep=".")'` && \
	if [ "$$wanted" != "$$has" ]; then \
		echo "$(VENV) is made of Python $$has, not of $(PYTHON) ($$wanted): run make clean first." >&2; exit 1; fi; }

$(MADE):
	@'$(PYTHON)' -c 'import sys; sys.exit(not ($(SUPPORTED)))' || { \
		echo "OpenDoors needs CPython 3.11 to 3.14; $(PYTHON) is: `'$(PYTHON)' --version 2>&1 || true`." >&2; \
		echo 'Choose another: make setup PYTHON=python3.13' >&2; exit 1; }
	@'$(PYTHON)' -c 'import ensurepip, venv' 2>/dev/null || { \
		echo '$(PYTHON) cannot make environments (on Debian and Ubuntu: apt-get install python3-venv).' >&2; exit 1; }
	@if [ -e '$(VENV)' ] && [ ! -e '$(VENV)/pyvenv.cfg' ]; then \
		echo '$(VENV) exists and is no Python environment: move it away.' >&2; exit 1; fi
	@echo 'Making $(VENV) of $(PYTHON)'
	@'$(PYTHON)' -m venv --clear $(VENV)
	@touch $@

$(RUNTIME): $(MADE) requirements.lock pyproject.toml
	@echo 'Installing what OpenDoors runs on'
	@$(INSTALL_LOCKED) requirements.lock
	@$(PIP) install --quiet --no-deps --no-index --no-build-isolation --editable .
	@$(PIP) check --quiet || { echo 'The lock file lags behind pyproject.toml: run make lock.' >&2; exit 1; }
	@touch $@

$(DEVELOPMENT): $(RUNTIME) requirements-dev.lock
	@echo 'Installing what OpenDoors is developed with'
	@$(INSTALL_LOCKED) requirements-dev.lock
	@touch $@

# A kernel is compiled for what it is given: any source may change that. What is compiled already takes seconds.
$(KERNEL): $(RUNTIME) $(shell find graph queries -name '*.py')
	@echo 'Compiling the kernel'
	@$(BIN)/python -m queries.compile
	@touch $@
