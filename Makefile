# The one door for commands. `make` alone lists them.
# Each step leaves a stamp in .venv, so doing it again costs nothing until its requirements change.

VENV  := .venv
BIN   := $(VENV)/bin
RUNS  := $(VENV)/.runs
TESTS := $(VENV)/.tests
BENCH := $(VENV)/.bench
PIP   := $(BIN)/python -m pip --disable-pip-version-check install --quiet

.DEFAULT_GOAL := help
.PHONY: help setup run test check static bench compare docs format clean chaos

help:  ## list these commands
	@grep -hE '^[a-z]+:.*## ' Makefile | awk -F ':.*## ' '{ printf "  make %-8s %s\n", $$1, $$2 }'

setup: $(RUNS)  ## the environment alone, in .venv
	@echo "Ready: $(VENV)"

run: $(RUNS)  ## the dashboard on http://localhost:8501, with a sample bot when the record is empty
	@$(BIN)/python -m pipelines demo --if-empty
	@$(BIN)/python -m streamlit run app.py

# What touches the record is tested a second time with the record on PostgreSQL; what needs that engine anyway is not.
TWICE := tests/record tests/actions tests/warehouse tests/pipelines tests/api tests/chaos \
  $(addprefix --ignore=tests/,pipelines/sources pipelines/demo pipelines/test_feed_order.py record/test_postgresql.py)

test: $(TESTS)  ## everything the tests need (Chromium and PostgreSQL where they can be had), then all of them
	@sh tests/install.sh chromium
	@sh tests/install.sh postgresql
	@sh tests/install.sh strace
	@$(MAKE) --no-print-directory static
	@$(BIN)/python -m pytest -q -n 2 -m "not browser"
	@LEADLIGHT_TEST_RECORD=postgresql $(BIN)/python -m pytest -q -n 2 -m "not browser" $(TWICE)
	@$(BIN)/python -m pytest -q -m browser

check: static  ## format, lint, types, imports and the fast tests, in under a minute
	@$(BIN)/python -m pytest -q -n 2 -m "not browser and not slow"

format: $(TESTS)  ## put the code into the house format, and mend what lint can mend
	@$(BIN)/ruff check --quiet --fix .
	@$(BIN)/ruff format --quiet .

bench: $(BENCH)  ## every budget measured beside its bare baseline (LEADS=20000: small; ROWS=csv,ingest: some)
	@$(BIN)/python -m benchmarks $(if $(LEADS),--leads $(LEADS)) $(if $(ROWS),--rows $(ROWS))

chaos: $(TESTS)  ## kill everything many times on both engines, and lose power (N=9 SEED=7 IMAGES=600 KIND=edits)
	@sh tests/install.sh postgresql
	@sh tests/install.sh strace
	@$(BIN)/python -m tests.chaos $(if $(N),--kills $(N)) $(if $(SEED),--seed $(SEED)) $(if $(IMAGES),--images $(IMAGES)) \
	  $(addprefix --kind ,$(KIND)) $(addprefix --engine ,$(ENGINE))

compare: $(BENCH)  ## the Overview beside one written the usual way, in time and memory
	@$(BIN)/python -m benchmarks.usual_way

docs: $(RUNS)  ## write docs/definitions.md and docs/data_dictionary.md anew from the catalogue and the tables
	@$(BIN)/python -m docs.definitions
	@$(BIN)/python -m docs.data_dictionary

clean:  ## take away caches and the environment; data/ stays
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache test-results
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# What needs no test to tell: a part of both `check` and `test`.
static: $(TESTS)
	@$(BIN)/ruff format --check --quiet . || { echo "Not in the house format: run make format"; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy --no-error-summary
	@PYTHONPATH=. $(BIN)/lint-imports --no-logo

# The first Python of 3.11 or newer that runs and can make an environment (a name on PATH may be an empty shim).
$(BIN)/python:
	@python=; for name in python3.13 python3.12 python3.11 python3 python; do \
	  if $$name -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then python=$$name; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
	  echo "Leadlight needs Python 3.11 or newer with its venv module (Debian: apt-get install python3 python3-venv); none was found." >&2; exit 1; \
	fi; \
	$$python -m venv $(VENV)

$(RUNS): requirements.txt | $(BIN)/python
	@echo "Installing Leadlight into $(VENV) (once; a minute or two) …"
	@$(PIP) -r requirements.txt
	@touch $@

$(TESTS): requirements.txt requirements-dev.txt | $(BIN)/python
	@echo "Installing Leadlight and its test tools into $(VENV) (once; a minute or two) …"
	@$(PIP) -r requirements-dev.txt
	@touch $@ $(RUNS)

$(BENCH): requirements.txt requirements-dev.txt benchmarks/requirements.txt | $(BIN)/python
	@echo "Installing Leadlight and what its benchmarks need into $(VENV) (once; a minute or two) …"
	@$(PIP) -r benchmarks/requirements.txt
	@touch $@ $(RUNS) $(TESTS)
