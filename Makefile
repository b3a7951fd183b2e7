# `make run` and `make test` need only Python 3.11 or newer, make and pip: the environment is made when it is
# missing or older than requirements.lock.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: run test lint lock clean help

run: $(READY) ## read raw/ and write the tables to output/
	@$(BIN)/dateline run raw -o output

test: $(READY) ## run the whole test suite
	@$(BIN)/python -m pytest

lint: $(READY) ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

lock: $(READY) ## write requirements.lock anew from pyproject.toml (needs pip-tools and the network)
	$(PYTHON) -m piptools compile -q --generate-hashes --no-emit-index-url --no-emit-trusted-host \
	    --no-emit-find-links --strip-extras --allow-unsafe --extra dev -o requirements.lock pyproject.toml

clean: ## remove the environment and the outputs
	rm -rf $(VENV) output/*

help: ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/'

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo "Dateline needs Python 3.11 or newer; set PYTHON=/path/to/python3" >&2; exit 2; }
	@echo "making $(VENV) from requirements.lock (once; takes a few minutes)" >&2
	@$(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)
