# Every target does its own set-up: `make report` and `make test` each work alone in a fresh clone.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
JOBS   ?= 2

SOURCES := $(shell find legiscompare corpus -type f -not -name '*.pyc' 2>/dev/null)

.PHONY: help report test check bench docs site accuracy elements page fuzz clean

help:
	@echo "make report    compare the embedded pair, print the summary, build reports/"
	@echo "make test      everything: style, types, layers, tests, the built wheel"
	@echo "make check     style, types and layers alone"
	@echo "make bench     accuracy and time beside other methods, and growth with length"
	@echo "make docs      write the generated pages of docs/reference"
	@echo "make site      the documentation as a site that works offline (build/site)"
	@echo "make accuracy  agreement with the reference codings, on the texts that were fetched"
	@echo "make page      the compare page as a folder of static files (build/page)"
	@echo "make fuzz      injured laws the whole way, and through the readers alone (MINUTES=60 SEED=1)"
	@echo "make elements  how well the elements of norms are found (tests/elements)"

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "legiscompare needs Python 3.11 or newer; try: make PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ $(VENV)/.run

report: $(VENV)/.run
	@$(BIN)/legiscompare compare --format summary
	@$(BIN)/legiscompare report --no-originals

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/vulture

test: check
	$(BIN)/python -m pytest -n $(JOBS) --dist loadfile

bench: $(VENV)/.dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	PYTHONPATH=tests $(BIN)/python -m bench

docs: $(VENV)/.dev
	$(BIN)/python -m tools.docs

site: docs
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet

accuracy: $(VENV)/.dev
	$(BIN)/python -m tools.accuracy

elements: $(VENV)/.dev
	PYTHONPATH=tests $(BIN)/python -m elements

page: $(VENV)/.dev
	$(BIN)/python -m tools.page

MINUTES ?= 10
SEED    ?= 1
fuzz: $(VENV)/.dev
	$(BIN)/python tests/fuzz/fuzz_whole.py --minutes $(MINUTES) --seed $(SEED) --tally tests/fuzz/tally.json --keep build/fuzz
	$(BIN)/python tests/fuzz/fuzz_read.py --seconds $$(( $(MINUTES) * 60 / 4 )) --seed $(SEED) --tally tests/fuzz/tally.json --keep build/fuzz

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
