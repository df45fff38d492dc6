# Everything a newcomer needs is `make demo` and `make test`.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
FIRMS ?= 2000
PORT ?= 8000
TCK ?= ../shared/tck
CLAUSES ?= 30,300
ROUNDS ?= 3
CELLS ?= 100000000

.DEFAULT_GOAL := help
.PHONY: help setup front-end demo test test-packages lint types imports format bench agreement tck lock lock-peers clean

help: ## List the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

setup: $(READY) ## Make the environment alone, from hash-pinned requirements

$(READY): requirements-bootstrap.lock requirements.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 is needed: install python3.11, or say PYTHON=/path/to/python3.11"; exit 2; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bootstrap.lock
	$(BIN)/uv pip sync --quiet --require-hashes --python $(BIN)/python requirements.lock requirements-bootstrap.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	touch $(READY)

front-end: $(READY) ## Build the style sheet and scripts of the web pages
	$(BIN)/python build_frontend.py

demo: $(READY) front-end ## Set up, make a demonstration zone (FIRMS=2000) and serve it (PORT=8000)
	$(BIN)/python -m zhida.config.manage demo --firms $(FIRMS) --port $(PORT)

test: $(READY) test-packages front-end lint types imports ## Set up and run every check and test
	$(BIN)/python -m pytest -n 2 --dist loadgroup --quiet

test-packages: ## Install what the tests need of Debian (Chromium, fonts, PostgreSQL, Java), if it is missing
	@sh scripts/install-test-packages.sh

lint: $(READY)
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --quiet --check .

types: $(READY)
	$(BIN)/mypy src

imports: $(READY)
	$(BIN)/lint-imports --no-logo

format: $(READY) ## Format the code and the packs
	$(BIN)/ruff check --quiet --fix .
	$(BIN)/ruff format --quiet .
	$(BIN)/zhida format packs

tck: $(READY) ## Run the DMN conformance suite (TCK=DIR)
	$(BIN)/python tests/conformance/tck.py $(TCK)

bench: FIRMS = 1000000
bench: $(READY) ## Measure Zhida and its peers, then its agreement (writes docs/benchmarks.md; FIRMS=1000000 CLAUSES=30,300 ROUNDS=3)
	$(BIN)/python -m bench.run --firms $(FIRMS) --clauses $(CLAUSES) --rounds $(ROUNDS)
	$(MAKE) agreement

lock-peers: $(READY) ## Pin the newest requirements of the benchmark's peers, with hashes
	$(BIN)/uv pip compile --quiet --upgrade --generate-hashes --no-emit-index-url --no-annotate --no-header \
	  bench/requirements-peers.in --output-file bench/requirements-peers.lock

agreement: $(READY) ## Hold SQL against the interpreter (CELLS=100000000; writes docs/agreement.md)
	PYTHONPATH=src:tests nice -n 19 $(BIN)/python bench/agreement/measure.py --cells $(CELLS)

lock: $(READY) ## Pin the newest requirements that fit, with hashes
	$(BIN)/uv pip compile --quiet --upgrade --generate-hashes --no-emit-index-url --no-annotate --no-header \
	  --group dev --group build pyproject.toml --output-file requirements.lock

clean: ## Remove what was made
	rm -rf $(VENV) data node_modules src/zhida/web/static/dist
