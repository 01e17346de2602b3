# What one can do here. The first two need nothing but Python 3.11 and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Four processes test side by side, because much of it is waiting for servers; neighbours stay together (worksteal), for
# files share what they set up. PYTEST_ARGS="-n 0 -x tests/message" is how one part is tested alone.
PYTEST_ARGS ?= -n 4 --dist worksteal
LOCKED := --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --quiet
STAMP := $(VENV)/.stamp
DEV := $(VENV)/.stamp-dev

.PHONY: help demo test lint bench accuracy fuzz nightly screenshots corpus schema lock clean servers

help:  ## list what one can do
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

# What running needs, and what working on it needs besides; each in its lock, and set up only when asked for.
$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("mailbot needs Python 3.11 or later; name one: make PYTHON=python3.11" if sys.version_info < (3, 11) else 0)'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { \
	  echo "python3 -m venv does not work here; on Debian: apt-get install python3-venv" >&2; rm -rf $(VENV); exit 1; }
	@echo "setting up $(VENV) (once) ..."
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(STAMP)

$(DEV): $(STAMP) requirements-dev.lock
	@echo "adding what tests need (once) ..."
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $(DEV)

demo: $(STAMP)  ## the whole job on sample mail, with embedded servers; makes demo-out/
	@$(BIN)/mailbot demo

servers: $(DEV)
	@sh tests/servers/install.sh

test: $(DEV) servers  ## all tests; installs Debian's Dovecot and PostgreSQL when missing and root or sudo is there
	@$(BIN)/python -m pytest $(PYTEST_ARGS)

lint: $(DEV)  ## style, types and the order of imports
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet . || { $(BIN)/ruff format --check .; exit 1; }
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: $(DEV) servers  ## messages a second and peak memory beside a bare loop, from a real Dovecot
	@$(BIN)/python -m tests.bench

accuracy: $(DEV)  ## the figures of understanding over all labelled mail; fails below tests/accuracy.toml
	@$(BIN)/python -m tests.accuracy

fuzz: $(DEV)  ## looks for bytes that break the readers, guided by coverage (atheris; CPython 3.11 on x86-64 Linux); FUZZ_SECONDS for each target
	@$(BIN)/python -m tests.fuzz --possible || exit 0; \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r tests/fuzz/requirements.txt && \
	  $(BIN)/python -m tests.fuzz --seconds $(or $(FUZZ_SECONDS),60)

nightly: $(DEV) servers  ## what is too slow for every change: all tests with more random examples, the benchmark, the figures
	@HYPOTHESIS_PROFILE=nightly MAILBOT_TEST_KILLS=300 $(BIN)/python -m pytest --timeout 600 $(PYTEST_ARGS)
	@$(MAKE) --no-print-directory accuracy fuzz bench

screenshots: $(DEV)  ## the README's pictures, from the demonstration, with chromium
	@$(BIN)/python -m tests.screenshots

corpus: $(DEV)  ## builds the labelled mail of tests/corpus from its cases
	@for part in development held_out; do \
	  cases="tests/corpus/cases/$$part/*.json"; test $$part = held_out || cases="tests/corpus/cases/*.json"; \
	  $(BIN)/python -m tests.corpus.build $$cases --out tests/corpus/$$part || exit 1; done

schema: $(STAMP)  ## writes docs/config.schema.json anew from the settings
	@$(BIN)/mailbot schema > docs/config.schema.json.new && mv docs/config.schema.json.new docs/config.schema.json

lock: $(DEV)  ## writes requirements.lock and requirements-dev.lock anew from pyproject.toml
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile pyproject.toml --all-extras --group dev $(LOCKED) -o requirements-dev.lock
	@$(BIN)/uv pip compile pyproject.toml --all-extras --group build --constraint requirements-dev.lock $(LOCKED) -o requirements.lock

clean:  ## removes what was set up and made
	@rm -rf $(VENV) demo-out build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
